package dev.vdx.json;

import dev.vdx.model.CertificateReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which profile a signature keeps: that of TS 119 182-1, 6.3, JAdES at all, or plain JWS. */
final class Profile {
    /** From then on the claimed time is {@code iat} (6.3, requirement a). */
    private static final Instant SIG_T_UNTIL = Instant.parse("2025-05-15T00:00:00Z");

    private static final List<String> REFERENCES = List.of("x5t#S256", "x5t#o", "sigX5ts");

    private Profile() {}

    static String of(JoseHeader header, SignerCertificates certificates, boolean counterSignature) {
        JsonValue.Members signed = header.signed();
        Optional<Instant> time = header.claimedSigningTime();
        if (time.isEmpty() || certificates.reference() == CertificateReference.ABSENT) {
            return "JWS";
        }
        long references = REFERENCES.stream().filter(signed::has).count();
        long times = Stream.of("iat", "sigT").filter(signed::has).count();
        boolean timely = signed.has("iat") || time.get().isBefore(SIG_T_UNTIL);
        boolean critical = !signed.has("sigD") || signed.elements("crit").contains(new JsonValue.Text("sigD"));
        boolean kept = references == 1
                && times == 1
                && timely
                && critical
                && certificates.reference() == CertificateReference.MATCHES
                && !signed.has("x5t")
                && !(counterSignature && signed.has("cty"))
                && header.unsigned().all().keySet().stream().allMatch("etsiU"::equals)
                && header.findings().isEmpty();
        return kept ? "JAdES-BASELINE" : "JAdES";
    }
}
