package dev.vdx.cms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlgorithmIdentifiersTest {
    private static final String PSS = "1.2.840.113549.1.1.10";

    @Test
    void identifiersAreThoseBouncyCastleKnowsByName() {
        DefaultSignatureAlgorithmIdentifierFinder names = new DefaultSignatureAlgorithmIdentifierFinder();
        int compared = 0;
        for (SignatureScheme scheme : SignatureScheme.values()) {
            for (DigestAlgorithm digest : DigestAlgorithm.values()) {
                String suffix = switch (scheme) {
                    case RSA_PKCS1 -> "RSA";
                    case ECDSA -> "ECDSA";
                    case ECDSA_PLAIN -> "PLAIN-ECDSA";
                    case DSA -> "DSA";
                    case RSA_PSS, EDDSA -> "";
                };
                String name = (digest.name().startsWith("SHA3_") ? digest.jcaName() : digest.name()) + "WITH" + suffix;
                AlgorithmIdentifier known = suffix.isEmpty() || !names.hasAlgorithm(name) ? null : names.find(name);
                SignatureAlgorithm algorithm = new SignatureAlgorithm(scheme, digest);
                if (known != null && !AlgorithmIdentifiers.signature(known).isEmpty()) {
                    assertEquals(Optional.of(algorithm), AlgorithmIdentifiers.signature(known), name);
                    assertEquals(
                            known.getAlgorithm(),
                            AlgorithmIdentifiers.of(algorithm).getAlgorithm());
                    compared++;
                }
            }
        }
        assertTrue(compared >= 31, "compared " + compared);
        assertEquals(
                Optional.of(new SignatureAlgorithm(SignatureScheme.EDDSA, DigestAlgorithm.SHA512)),
                AlgorithmIdentifiers.signature(names.find("Ed25519")));
        assertEquals(
                Optional.of(new SignatureAlgorithm(SignatureScheme.EDDSA, DigestAlgorithm.SHAKE256)),
                AlgorithmIdentifiers.signature(names.find("Ed448")));
    }

    @ParameterizedTest
    @EnumSource
    void digestsAreReadAsWritten(DigestAlgorithm digest) {
        assertEquals(Optional.of(digest), AlgorithmIdentifiers.digest(AlgorithmIdentifiers.of(digest)));
        AlgorithmIdentifier bare = new AlgorithmIdentifier(new ASN1ObjectIdentifier(digest.oid()));
        assertEquals(Optional.of(digest), AlgorithmIdentifiers.digest(bare));
        if (digest != DigestAlgorithm.SHAKE256) {
            assertEquals(
                    bare.getAlgorithm(),
                    new DefaultDigestAlgorithmIdentifierFinder()
                            .find(digest.jcaName())
                            .getAlgorithm());
        }
    }

    @Test
    void shake256MustHave512Bits_RFC8702_3_1() {
        ASN1ObjectIdentifier oid = new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.18");
        assertTrue(AlgorithmIdentifiers.digest(new AlgorithmIdentifier(oid, new ASN1Integer(512)))
                .isPresent());
        assertTrue(AlgorithmIdentifiers.digest(new AlgorithmIdentifier(oid, new ASN1Integer(8)))
                .isEmpty());
        assertTrue(AlgorithmIdentifiers.digest(new AlgorithmIdentifier(oid)).isEmpty());
    }

    @Test
    void pssParametersTravel_RFC4055_3_1() {
        for (DigestAlgorithm digest : new DigestAlgorithm[] {DigestAlgorithm.SHA256, DigestAlgorithm.SHA512}) {
            SignatureAlgorithm algorithm = new SignatureAlgorithm(SignatureScheme.RSA_PSS, digest);
            AlgorithmIdentifier written = AlgorithmIdentifiers.of(algorithm);
            assertEquals(Optional.of(algorithm), AlgorithmIdentifiers.signature(written));
            PSSParameterSpec spec = AlgorithmIdentifiers.pss(written).orElseThrow();
            assertEquals(digest.length(), spec.getSaltLength());
            assertEquals(digest.jcaName(), ((MGF1ParameterSpec) spec.getMGFParameters()).getDigestAlgorithm());
        }
        PSSParameterSpec defaults =
                AlgorithmIdentifiers.pss(pss(new RSASSAPSSparams())).orElseThrow();
        assertEquals("SHA-1", defaults.getDigestAlgorithm());
        assertEquals(20, defaults.getSaltLength());
    }

    @Test
    void oddPssParametersAreNone() {
        AlgorithmIdentifier sha256 = AlgorithmIdentifiers.of(DigestAlgorithm.SHA256);
        AlgorithmIdentifier mgf = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.1.8"), sha256);
        ASN1Integer one = RSASSAPSSparams.DEFAULT_TRAILER_FIELD;
        for (AlgorithmIdentifier odd : new AlgorithmIdentifier[] {
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(PSS)),
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(PSS), DERNull.INSTANCE),
            new AlgorithmIdentifier(new ASN1ObjectIdentifier(PSS), new DERSequence(new ASN1Integer(1))),
            pss(new RSASSAPSSparams(sha256, sha256, new ASN1Integer(32), one)),
            pss(new RSASSAPSSparams(sha256, mgf, new ASN1Integer(-1), one)),
            pss(new RSASSAPSSparams(sha256, mgf, new ASN1Integer(1 << 20), one)),
            pss(new RSASSAPSSparams(sha256, mgf, new ASN1Integer(32), new ASN1Integer(2))),
            pss(new RSASSAPSSparams(mgf, mgf, new ASN1Integer(32), one)),
        }) {
            assertEquals(Optional.empty(), AlgorithmIdentifiers.pss(odd));
            assertEquals(Optional.empty(), AlgorithmIdentifiers.signature(odd));
        }
    }

    private static AlgorithmIdentifier pss(RSASSAPSSparams parameters) {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(PSS), parameters);
    }

    @Test
    void parametersWhereThereAreNoneToBeAreRefused() {
        ASN1ObjectIdentifier rsa = new ASN1ObjectIdentifier("1.2.840.113549.1.1.11");
        assertTrue(AlgorithmIdentifiers.signature(new AlgorithmIdentifier(rsa, DERNull.INSTANCE))
                .isPresent());
        assertTrue(AlgorithmIdentifiers.signature(new AlgorithmIdentifier(rsa)).isPresent());
        assertTrue(AlgorithmIdentifiers.signature(new AlgorithmIdentifier(rsa, new ASN1Integer(1)))
                .isEmpty());
    }

    @Test
    void whatHasNoIdentifierCannotBeWritten() {
        SignatureAlgorithm none = new SignatureAlgorithm(SignatureScheme.ECDSA, DigestAlgorithm.MD5);
        assertThrows(IllegalArgumentException.class, () -> AlgorithmIdentifiers.of(none));
    }

    @Test
    void nullAndAbsentParametersAreTheSame_RFC4055_2_1() {
        ASN1ObjectIdentifier sha256 = new ASN1ObjectIdentifier(DigestAlgorithm.SHA256.oid());
        AlgorithmIdentifier bare = new AlgorithmIdentifier(sha256);
        assertTrue(AlgorithmIdentifiers.same(bare, new AlgorithmIdentifier(sha256, DERNull.INSTANCE)));
        assertFalse(AlgorithmIdentifiers.same(bare, new AlgorithmIdentifier(sha256, new ASN1Integer(1))));
        assertFalse(AlgorithmIdentifiers.same(bare, AlgorithmIdentifiers.of(DigestAlgorithm.SHA384)));
    }
}
