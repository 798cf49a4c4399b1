package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.Verifier;
import dev.vdx.json.JsonSigner;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Indication;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.model.SubIndication;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.TimestampVerdict;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs with the seal for real, with a time-stamp where there is an authority, and has the signature judged as others would. */
final class SealTrial {
    private static final Duration RENEW = Duration.ofDays(30);

    private final Configuration configuration;
    private final Clock clock;

    SealTrial(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    SigningKey key() throws ConfigurationException, SigningException, IOException {
        return SealKey.open(configuration, clock);
    }

    /** What is wrong with the seal's signature, its certificate or what its issuer says of it. */
    Optional<String> seal() throws ConfigurationException, SigningException, IOException {
        SigningKey key = key();
        X509Certificate certificate = key.chain().get(0);
        Duration left =
                Duration.between(clock.instant(), certificate.getNotAfter().toInstant());
        if (left.isNegative() || certificate.getNotBefore().toInstant().isAfter(clock.instant())) {
            return Optional.of(why(SubIndication.EXPIRED));
        }
        SignatureVerdict verdict = judged(JsonSigner.with(key), verifier());
        if (verdict.indication() != Indication.TOTAL_PASSED) {
            return Optional.of(
                    verdict.subIndication().map(SealTrial::why).orElse("its signature fails (your move: the key)"));
        }
        return left.compareTo(RENEW) < 0
                ? Optional.of("its certificate runs out in " + left.toDays()
                        + " days (your move: have it renewed, and the new one listed in the directory)")
                : Optional.empty();
    }

    private static String why(SubIndication sub) {
        return switch (sub) {
            case TRY_LATER ->
                "whether its certificate was revoked cannot be learnt: neither OCSP nor CRL answers"
                        + " (the move of whoever issued it; yours, if this machine cannot reach them)";
            case REVOKED, REVOKED_NO_POE -> "its certificate was revoked (your move: stop the node, get a new seal)";
            case REVOKED_CA_NO_POE -> "the certificate of its issuer was revoked (your move: get a seal of another)";
            case EXPIRED, NOT_YET_VALID, OUT_OF_BOUNDS_NO_POE, OUT_OF_BOUNDS_NOT_REVOKED ->
                "its certificate is not valid at this time (your move: renew it, or set this machine's clock)";
            case NO_CERTIFICATE_CHAIN_FOUND, CERTIFICATE_CHAIN_GENERAL_FAILURE ->
                "trust does not lead to its certificate (your move: name its root there)";
            default -> "its signature is " + sub + " (your move: the key)";
        };
    }

    /** What is wrong with a time-stamp of the authority, made now. */
    Optional<String> stamp(SecureRandom random) throws ConfigurationException, SigningException, IOException {
        TimestampAuthority authority = Stamps.of(configuration, clock, random).orElseThrow();
        Verifier verifier = verifier().timestampsTrusting(Stamps.anchors(configuration));
        List<TimestampVerdict> stamps = judged(JsonSigner.with(key()).withTimestamps(authority), verifier)
                .timestamps();
        if (stamps.isEmpty()) {
            return Optional.of("its token is missing (the move of the time-stamp authority)");
        }
        // The clock first: one that is off also makes its token look untimely.
        Optional<String> skew =
                skew("the time-stamp authority", stamps.get(0).facts().time());
        if (skew.isPresent() || stamps.get(0).indication() == Indication.PASSED) {
            return skew;
        }
        return Optional.of("its token is "
                + stamps.get(0).subIndication().map(SubIndication::name).orElse("not proven")
                + " (the move of the time-stamp authority, or yours: tsa.trust)");
    }

    /** What is wrong between a clock elsewhere and ours. */
    Optional<String> skew(String whose, Instant theirs) throws ConfigurationException {
        Duration ahead = Duration.between(clock.instant(), theirs);
        if (ahead.abs().compareTo(configuration.duration(Setting.SKEW)) <= 0) {
            return Optional.empty();
        }
        return Optional.of("the clock of " + whose + " is " + ahead.abs().toSeconds() + " seconds "
                + (ahead.isNegative() ? "behind" : "ahead of")
                + " ours (your move if others say so too: set this machine's clock; else theirs)");
    }

    private Verifier verifier() throws ConfigurationException, IOException {
        return Verifier.trusting(TrustAnchors.pem(configuration.path(Setting.TRUST)), clock);
    }

    private SignatureVerdict judged(JsonSigner signer, Verifier verifier) throws SigningException, IOException {
        byte[] signed = signer.sign("{}".getBytes(UTF_8), Optional.of("json"), clock.instant());
        try (Source source = Source.bytes(signed)) {
            return verifier.verify(source, "doctor").verdict().signatures().get(0);
        }
    }
}
