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

/** JSON signed as JAdES, compact (TS 119 182-1; RFC 7515, 7.1), the payload inside. */
final class SignedJson {
    private static final Limits LIMITS = new Limits(16 << 20, 100_000, 16, 16 << 20, 1, Duration.ofSeconds(20));

    private SignedJson() {}

    static String sign(byte[] payload, SigningKey key, Instant time) throws SigningException {
        return new String(JsonSigner.with(key).sign(payload, Optional.of("json"), time), US_ASCII);
    }

    /** The payload, proven by nothing: good for looking up whom to ask, and for nothing else. */
    static byte[] claimed(String compact) throws ExchangeException {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        // All of it: in another serialisation dots could stand anywhere, and this would read what nobody signed.
        if (compact.length() > LIMITS.bytes()
                || first < 1
                || second < first + 2
                || second == compact.length() - 1
                || !compact.chars().allMatch(c -> isBase64Url(c) || c == '.')
                || compact.indexOf('.', second + 1) >= 0) {
            throw new ExchangeException(ExchangeProblem.MALFORMED, "not a compact JSON signature");
        }
        try {
            return Base64.getUrlDecoder().decode(compact.substring(first + 1, second));
        } catch (IllegalArgumentException e) {
            throw new ExchangeException(ExchangeProblem.MALFORMED, "the payload is not base64url", e);
        }
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** Whose signature it is: what {@link #claimed} said of the same text is proven then. */
    static X509Certificate verify(String compact, Verifier verifier) throws ExchangeException {
        return signer(report(Source.bytes(compact.getBytes(US_ASCII)), verifier.limits(LIMITS)));
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
