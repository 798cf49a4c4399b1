package dev.vdx.json;

import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestTsa;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Keys, certificates and a time-stamp authority made for the tests. */
final class TestKeys {
    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-11-01T00:00:00Z");
    private static final TestAuthority CA = TestAuthority.root(
            CertificateSpec.authority("CN=SANDBOX json CA,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL, 1),
            Addresses.NONE,
            RANDOM);
    static final TestIdentity EC = identity(KeyKind.EC_P256);
    static final TestIdentity RSA = identity(KeyKind.RSA_2048);

    private TestKeys() {}

    static TestIdentity identity(KeyKind kind) {
        return CA.issue(
                CertificateSpec.seal("CN=SANDBOX json seal,O=SANDBOX", kind, FROM, UNTIL)
                        .withExtension(CertificateSpec.SHORT_TERM, false, new byte[] {5, 0}),
                RANDOM);
    }

    static TestTsa tsa() {
        return new TestTsa(
                CA.issue(
                        CertificateSpec.timestamping("CN=SANDBOX json time,O=SANDBOX", KeyKind.EC_P256, FROM, UNTIL),
                        RANDOM),
                Clock.fixed(NOW, ZoneOffset.UTC),
                RANDOM);
    }

    static SigningKey rsa(SignatureScheme scheme, DigestAlgorithm digest) throws SigningException {
        return SigningKeys.of(RSA.key(), RSA.chain(), new SignatureAlgorithm(scheme, digest));
    }
}
