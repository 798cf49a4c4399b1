package dev.vdx.json;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header of one signature (RFC 7515, 4): what is signed, and what is wrong with it.
 *
 * @param signed the protected header
 * @param unsigned the unprotected header
 * @param findings faults of form
 */
record JoseHeader(JsonValue.Members signed, JsonValue.Members unsigned, List<Finding> findings) {
    /** Years of four digits, as RFC 3339 writes them: what every calendar and report can say. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant BEHIND_LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MOST_FAULTS = 10;
    private static final String ETSI_U = "etsiU";

    JoseHeader {
        findings = List.copyOf(findings);
    }

    static JoseHeader of(Jws jws, Budget budget) {
        List<Finding> findings = new ArrayList<>();
        jws.faults().forEach(fault -> findings.add(malformed(fault)));
        JsonValue.Members signed = protectedHeader(jws, budget, findings);
        JsonValue.Members unsigned = jws.unprotected();
        CriticalHeaders.fault(signed, unsigned)
                .ifPresent(fault -> findings.add(Finding.of(FindingCode.CRITICAL_HEADER_INVALID, fault)));
        for (String name : unsigned.all().keySet()) {
            if (findings.size() > MOST_FAULTS) {
                break;
            }
            if (signed.has(name)) {
                findings.add(malformed("header parameter " + name + " stands in both headers"));
            } else if (!name.equals(ETSI_U) && !name.equals("kid") && !name.equals("crit")) {
                findings.add(malformed("header parameter " + name + " is not signed"));
            }
        }
        if (signed.has(ETSI_U)) {
            findings.add(malformed("etsiU stands in the protected header"));
        }
        if (signed.get("b64")
                .filter(b64 -> b64 != JsonValue.Word.TRUE && b64 != JsonValue.Word.FALSE)
                .isPresent()) {
            findings.add(malformed("b64 is neither true nor false"));
        }
        checkTime(signed, findings);
        return new JoseHeader(signed, unsigned, findings);
    }

    private static JsonValue.Members protectedHeader(Jws jws, Budget budget, List<Finding> findings) {
        Optional<byte[]> bytes = Base64Text.fromUrl(jws.protectedPart());
        if (bytes.isEmpty() || bytes.get().length == 0) {
            findings.add(malformed("no protected header in base64url"));
            return JsonValue.Members.NONE;
        }
        try {
            if (JsonText.parse(bytes.get(), budget) instanceof JsonValue.Members members) {
                return members;
            }
            findings.add(malformed("the protected header is no JSON object"));
        } catch (JsonException e) {
            findings.add(malformed("protected header: " + e.why()));
        }
        return JsonValue.Members.NONE;
    }

    private static void checkTime(JsonValue.Members signed, List<Finding> findings) {
        if (signed.has("iat") && issuedAt(signed).isEmpty()) {
            findings.add(malformed("iat is no number of seconds"));
        }
        if (signed.has("sigT") && signingTime(signed).isEmpty()) {
            findings.add(malformed("sigT is no time"));
        }
    }

    /** The time the signer claims: {@code iat} (TS 119 182-1, 5.1.11), or {@code sigT} of older signatures (5.2.1). */
    Optional<Instant> claimedSigningTime() {
        return issuedAt(signed).or(() -> signingTime(signed));
    }

    private static Optional<Instant> issuedAt(JsonValue.Members signed) {
        try {
            return signed.get("iat")
                    .flatMap(value -> value instanceof JsonValue.Numeral n
                            ? Optional.of(Instant.ofEpochSecond(Long.parseLong(n.written())))
                            : Optional.empty())
                    .filter(JoseHeader::sayable);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> signingTime(JsonValue.Members signed) {
        try {
            return signed.text("sigT").map(Instant::parse).filter(JoseHeader::sayable);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean sayable(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(BEHIND_LAST);
    }

    /** Whether the payload is signed as it is (RFC 7797, 3). */
    boolean unencoded() {
        return signed.get("b64").filter(b64 -> b64 == JsonValue.Word.FALSE).isPresent();
    }

    static Finding malformed(String why) {
        return Finding.of(FindingCode.SIGNATURE_MALFORMED, why);
    }
}
