package dev.vdx.attack;

import dev.vdx.Verifier;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.trust.TrustAnchors;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Who signs and stamps in these tests, and who believes them; the clock stands still. */
public final class Office {
    public static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-11-01T00:00:00Z");
    private static final byte[] DER_NULL = {5, 0};
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TestAuthority CA = TestAuthority.root(
            CertificateSpec.authority("CN=SANDBOX attacks CA,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL, 1),
            Addresses.NONE,
            RANDOM);
    private static final CertificateSpec SEAL =
            CertificateSpec.seal("CN=SANDBOX attacks seal,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL);

    /** Signs with a certificate that needs no revocation data. */
    public static final TestIdentity SIGNER =
            CA.issue(SEAL.withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL), RANDOM);

    /** Signs with a certificate of which somebody must say that it was not revoked. */
    public static final TestIdentity REVOCABLE = CA.issue(SEAL, RANDOM);

    public static final TestTsa TSA = new TestTsa(
            CA.issue(
                    CertificateSpec.timestamping("CN=SANDBOX attacks time,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL)
                            .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                    RANDOM),
            CLOCK,
            RANDOM);

    /** Trusts the authority of all of them, without a network. */
    public static final Verifier VERIFIER =
            Verifier.trusting(TrustAnchors.of(CA.certificate()), CLOCK).offline();

    private Office() {}

    /** Really signs these bytes, or stamps them. */
    public static byte[] seal(boolean timestamp, byte[] covered) {
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, covered);
        try {
            return timestamp
                    ? TSA.timestamp(DigestAlgorithm.SHA256, digest)
                    : CadesSigner.with(SIGNER).sign(digest);
        } catch (SigningException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An OCSP answer that says that {@link #REVOCABLE} is good. */
    public static byte[] good() {
        return OcspAnswer.good(REVOCABLE.certificate(), CA, NOW)
                .withTimes(NOW, Optional.of(NOW.plusSeconds(3600)), NOW)
                .der();
    }
}
