package dev.vdx.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.Verifier;
import dev.vdx.json.JsonSigner;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Limits;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON signed as JAdES, compact (TS 119 182-1; RFC 7515, 7.1), the payload inside. */
final class SignedJson {
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]++\\.([A-Za-z0-9_-]++)\\.[A-Za-z0-9_-]++");
    private static final Limits LIMITS = new Limits(16 << 20, 100_000, 16, 16 << 20, 1, Duration.ofSeconds(20));

    private SignedJson() {}

    /** What was signed, and by whom. */
    record Proven(byte[] payload, X509Certificate signer) {}

    static String sign(byte[] payload, SigningKey key, Instant time) throws SigningException {
        return new String(JsonSigner.with(key).sign(payload, Optional.of("json"), time), US_ASCII);
    }

    /** The payload, proven by nothing: good for looking up whom to ask, and for nothing else. */
    static byte[] claimed(String compact) throws ExchangeException {
        var parts = COMPACT.matcher(compact);
        if (compact.length() > LIMITS.bytes() || !parts.matches()) {
            throw new ExchangeException(ExchangeProblem.MALFORMED, "not a compact JSON signature");
        }
        try {
            return Base64.getUrlDecoder().decode(parts.group(1));
        } catch (IllegalArgumentException e) {
            throw new ExchangeException(ExchangeProblem.MALFORMED, "the payload is not base64url", e);
        }
    }

    static Proven verify(String compact, Verifier verifier) throws ExchangeException {
        byte[] payload = claimed(compact);
        return new Proven(payload, signer(report(Source.bytes(compact.getBytes(US_ASCII)), verifier.limits(LIMITS))));
    }

    private static Report report(Source source, Verifier verifier) {
        try (source) {
            return verifier.verify(source, "signed JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one signer of what passed. */
    static X509Certificate signer(Report report) throws ExchangeException {
        if (report.outcome() == Outcome.PASSED && report.verdict().signatures().size() == 1) {
            return report.verdict()
                    .signatures()
                    .get(0)
                    .facts()
                    .signer()
                    .certificate()
                    .orElseThrow(() -> new ExchangeException(ExchangeProblem.SIGNATURE_INVALID, "no signer"));
        }
        String why = codes(report);
        throw switch (report.outcome()) {
            case INDETERMINATE -> new ExchangeException(ExchangeProblem.SIGNATURE_NOT_PROVEN, why);
            case UNREADABLE -> new ExchangeException(ExchangeProblem.MALFORMED, why);
            case PASSED -> new ExchangeException(ExchangeProblem.SIGNATURE_INVALID, "one signature is wanted");
            case FAILED, UNSIGNED -> new ExchangeException(ExchangeProblem.SIGNATURE_INVALID, why);
        };
    }

    private static String codes(Report report) {
        StringBuilder codes = new StringBuilder(report.outcome().label());
        report.verdict().findings().forEach(f -> codes.append(' ').append(f.code()));
        report.verdict()
                .signatures()
                .forEach(s -> s.findings().forEach(f -> codes.append(' ').append(f.code())));
        return codes.toString();
    }
}
