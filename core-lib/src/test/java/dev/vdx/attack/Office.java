package dev.vdx.attack;

import dev.vdx.Verifier;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Policy;
import dev.vdx.model.SigningException;
import dev.vdx.policy.PolicyException;
import dev.vdx.policy.PolicyFile;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/** Who signs and stamps in these tests, and who believes them; the clock stands still. */
public final class Office {
    public static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-11-01T00:00:00Z");
    private static final byte[] DER_NULL = {5, 0};

    /** One whose signatures need no random numbers, so that the same documents come out each time; or as told. */
    private static final KeyKind KIND = KeyKind.valueOf(System.getProperty("vdx.office.key", "ED25519"));

    private static final SecureRandom RANDOM = seeded();
    public static final TestAuthority CA = TestAuthority.root(
            CertificateSpec.authority("CN=SANDBOX attacks CA,O=SANDBOX", KIND, FROM, UNTIL, 1), Addresses.NONE, RANDOM);
    private static final CertificateSpec SEAL =
            CertificateSpec.seal("CN=SANDBOX attacks seal,O=SANDBOX", KIND, FROM, UNTIL);

    /** Signs with a certificate that needs no revocation data. */
    public static final TestIdentity SIGNER =
            CA.issue(SEAL.withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL), RANDOM);

    /** Signs with a certificate of which somebody must say that it was not revoked. */
    public static final TestIdentity REVOCABLE = CA.issue(SEAL, RANDOM);

    public static final TestTsa TSA = new TestTsa(
            CA.issue(
                    CertificateSpec.timestamping("CN=SANDBOX attacks time,O=SANDBOX", KIND, FROM, UNTIL)
                            .withExtension(CertificateSpec.SHORT_TERM, false, DER_NULL),
                    RANDOM),
            CLOCK,
            RANDOM);

    /** Trusts the authority of all of them, without a network. */
    public static final Verifier VERIFIER =
            Verifier.trusting(TrustAnchors.of(CA.certificate()), CLOCK).offline();

    /** The same by a policy that lets everything pass that a policy may let pass. */
    public static final Verifier LAX = VERIFIER.policy(lax());

    private Office() {}

    private static Policy lax() {
        try (InputStream in = Office.class.getResourceAsStream("most-permissive-policy.json")) {
            return PolicyFile.parse(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException | PolicyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority above all of them. */
    public static X509Certificate anchor() {
        return CA.certificate();
    }

    private static SecureRandom seeded() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(Long.getLong("vdx.office.seed", 1));
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Random numbers that are the same each time. */
    public static SecureRandom random() {
        return RANDOM;
    }

    /** Really signs these bytes, or stamps them. */
    public static byte[] seal(boolean timestamp, byte[] covered) {
        CadesSigner signer = CadesSigner.with(SIGNER);
        try {
            return timestamp
                    ? TSA.timestamp(DigestAlgorithm.SHA256, Providers.digest(DigestAlgorithm.SHA256, covered))
                    : signer.sign(Providers.digest(signer.digestAlgorithm(), covered));
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
