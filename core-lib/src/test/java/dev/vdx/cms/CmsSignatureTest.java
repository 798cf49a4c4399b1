package dev.vdx.cms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.ValidationData;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmsSignatureTest {
    private static final byte[] CONTENT = "the content".getBytes(US_ASCII);

    private static SignerFacts verify(byte[] cms) throws CmsException {
        return verify(cms, CONTENT);
    }

    private static SignerFacts verify(byte[] cms, byte[] content) throws CmsException {
        CmsSignature signature = CmsSignature.parse(cms);
        return signature.verify(Providers.digest(signature.digestAlgorithm().orElse(DigestAlgorithm.SHA256), content));
    }

    private static boolean matches(SignerFacts facts) {
        return facts.digestMatches() && facts.signatureMatches();
    }

    private static List<FindingCode> codes(SignerFacts facts) {
        return facts.findings().stream().map(Finding::code).toList();
    }

    private static void assertMalformed(SignerFacts facts) {
        assertTrue(codes(facts).contains(FindingCode.SIGNATURE_MALFORMED), facts.toString());
    }

    private static CmsMaker maker() throws Exception {
        return CmsMaker.sound(TestPki.key("P-256"), CONTENT);
    }

    @Test
    void alteredContentDoesNotMatchItsDigest_RFC5652_5_4() throws Exception {
        byte[] cms = maker().make();
        assertTrue(matches(verify(cms)));
        SignerFacts altered = verify(cms, "the c0ntent".getBytes(US_ASCII));
        assertFalse(altered.digestMatches());
        assertTrue(altered.signatureMatches());
    }

    @Test
    void attributesOutOfDersOrderVerifyEitherWayAndAreNoted_RFC5652_5_3() throws Exception {
        for (boolean asFound : new boolean[] {true, false}) {
            CmsMaker maker = maker();
            Collections.reverse(maker.attributes);
            maker.signAsFound = asFound;
            SignerFacts facts = verify(maker.make());
            assertTrue(matches(facts));
            assertEquals(List.of(FindingCode.ATTRIBUTES_NOT_DER), codes(facts));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-2048", "P-256", "P-521"})
    void withoutSignedAttributesTheValueIsOverTheContent_RFC5652_5_4(String kind) throws Exception {
        CmsMaker maker = CmsMaker.sound(TestPki.key(kind), CONTENT);
        maker.withAttributes = false;
        SignerFacts facts = verify(maker.make());
        assertTrue(matches(facts));
        assertEquals(CertificateReference.ABSENT, facts.reference());
        assertEquals(List.of(), facts.findings());
        SignerFacts altered = verify(maker.make(), new byte[11]);
        assertFalse(altered.digestMatches() || altered.signatureMatches());
    }

    @Test
    void edDsaWithoutSignedAttributesNeedsTheContentItself_RFC8032() throws Exception {
        CmsMaker maker = CmsMaker.sound(TestPki.key("Ed25519"), CONTENT);
        maker.withAttributes = false;
        SignerFacts detached = verify(maker.make());
        assertFalse(detached.signatureMatches());
        assertTrue(codes(detached).contains(FindingCode.ALGORITHM_NOT_SUPPORTED));
        maker.attached = true;
        assertTrue(matches(CmsSignature.parse(maker.make()).verifyEncapsulated()));
    }

    @Test
    void signedAttributesOfOneMessageAreNotTheContentOfAnother() throws Exception {
        CmsMaker first = CmsMaker.sound(TestPki.key("RSA-2048"), CONTENT);
        CmsMaker second = CmsMaker.sound(
                first.key,
                Asn1.der(new org.bouncycastle.asn1.DERSet(
                        first.attributes.toArray(new org.bouncycastle.asn1.ASN1Encodable[0]))));
        second.withAttributes = false;
        second.attached = true;
        SignerFacts facts = CmsSignature.parse(second.make()).verifyEncapsulated();
        assertTrue(facts.signatureMatches());
        assertMalformed(facts);
    }

    @Test
    void withoutContentThereIsNothingToVerify() throws Exception {
        SignerFacts facts = CmsSignature.parse(maker().make()).verifyEncapsulated();
        assertFalse(facts.digestMatches());
        assertTrue(codes(facts).contains(FindingCode.SIGNED_DATA_NOT_FOUND));
    }

    @Test
    void contentTypeAndMessageDigestMustBeThereOnceAndRight_RFC5652_11() throws Exception {
        CmsMaker noType = maker();
        noType.attributes.remove(0);
        assertMalformed(verify(noType.make()));

        CmsMaker noDigest = maker();
        noDigest.attributes.remove(1);
        assertMalformed(verify(noDigest.make()));
        assertFalse(verify(noDigest.make()).digestMatches());

        CmsMaker twice = maker();
        twice.attributes.add(twice.messageDigest());
        assertMalformed(verify(twice.make()));

        CmsMaker twoValues = maker();
        twoValues.attributes.set(
                1,
                CmsMaker.attribute(
                        Oids.MESSAGE_DIGEST, new DEROctetString(new byte[32]), new DEROctetString(new byte[32])));
        assertMalformed(verify(twoValues.make()));

        CmsMaker otherType = maker();
        otherType.attributes.set(0, CmsMaker.attribute(Oids.CONTENT_TYPE, Oids.SIGNED_DATA));
        assertMalformed(verify(otherType.make()));

        CmsMaker typeUnprotected = maker();
        typeUnprotected.withAttributes = false;
        typeUnprotected.contentType = Oids.TST_INFO;
        assertMalformed(verify(typeUnprotected.make()));
    }

    @Test
    void algorithmProtectionMustNameTheAlgorithmsUsed_RFC6211() throws Exception {
        CmsMaker right = maker();
        // NULL parameters and none are the same (RFC 4055, 2.1).
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(right.digest.getAlgorithm(), DERNull.INSTANCE);
        right.attributes.add(CmsMaker.attribute(
                Oids.ALGORITHM_PROTECTION,
                new CMSAlgorithmProtection(sha256, CMSAlgorithmProtection.SIGNATURE, right.algorithm)));
        assertFalse(codes(verify(right.make())).contains(FindingCode.SIGNATURE_MALFORMED));

        CmsMaker wrong = maker();
        AlgorithmIdentifier sha384 = AlgorithmIdentifiers.of(DigestAlgorithm.SHA384);
        wrong.attributes.add(CmsMaker.attribute(
                Oids.ALGORITHM_PROTECTION,
                new CMSAlgorithmProtection(sha384, CMSAlgorithmProtection.SIGNATURE, wrong.algorithm)));
        assertMalformed(verify(wrong.make()));
    }

    @Test
    void digestAndSignatureAlgorithmMustNotContradict() throws Exception {
        CmsMaker maker = maker();
        maker.digest = AlgorithmIdentifiers.of(DigestAlgorithm.SHA384);
        maker.attributes.set(
                1,
                CmsMaker.attribute(
                        Oids.MESSAGE_DIGEST, new DEROctetString(Providers.digest(DigestAlgorithm.SHA384, CONTENT))));
        SignerFacts facts = verify(maker.make());
        assertTrue(matches(facts));
        assertMalformed(facts);
    }

    @Test
    void theIdentifierOfTheKeyTypeTakesTheDigestAlgorithm_RFC3370_3_2() throws Exception {
        CmsMaker rsa = CmsMaker.sound(TestPki.key("RSA-2048"), CONTENT);
        rsa.algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.1.1"), DERNull.INSTANCE);
        assertTrue(matches(verify(rsa.make())));
        CmsMaker ec = maker();
        ec.algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.2.1"));
        assertTrue(matches(verify(ec.make())));
    }

    @Test
    void unknownAlgorithmsAreSaidAndMatchNothing() throws Exception {
        CmsMaker digest = maker();
        digest.digest = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4"));
        SignerFacts facts = verify(digest.make());
        assertFalse(facts.digestMatches() || facts.signatureMatches());
        assertEquals(List.of(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, "1.2.3.4")), facts.findings());

        CmsMaker value = maker();
        value.algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.5"));
        assertEquals(
                List.of(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, "1.2.3.5")),
                verify(value.make()).findings());
    }

    @Test
    void aCertificateOtherThanTheOneReferredToDiffers_EN319102_5_2_3() throws Exception {
        SigningKey key = TestPki.key("P-256");
        X509Certificate mine = key.chain().get(0);
        // Same issuer, serial number, name and key, other certificate.
        X509Certificate swapped = TestPki.certificate("SANDBOX Signer", TestPki.pair("P-256"), mine.getSerialNumber());
        CmsMaker maker = CmsMaker.sound(key, CONTENT);
        maker.certificates = List.of(swapped);
        SignerFacts facts = verify(maker.make());
        assertTrue(matches(facts));
        assertEquals(CertificateReference.DIFFERS, facts.reference());

        maker.certificates = List.of(swapped, mine);
        SignerFacts both = verify(maker.make());
        assertEquals(mine, both.certificate().orElseThrow(), "the one referred to is chosen");
        assertEquals(CertificateReference.MATCHES, both.reference());
    }

    @Test
    void aSwappedCertificateWithAnotherKeyDoesNotVerify() throws Exception {
        SigningKey key = TestPki.key("P-256");
        X509Certificate mallory = TestPki.certificate(
                "SANDBOX Signer",
                TestPki.pair("P-256/mallory"),
                key.chain().get(0).getSerialNumber());
        CmsMaker maker = CmsMaker.sound(key, CONTENT);
        maker.certificates = List.of(mallory);
        SignerFacts facts = verify(maker.make());
        assertFalse(facts.signatureMatches());
        assertEquals(CertificateReference.DIFFERS, facts.reference());
    }

    @Test
    void withoutReferenceTheOneOfTwoCertificatesWhoseKeyVerifiesIsChosen() throws Exception {
        SigningKey key = TestPki.key("P-256");
        X509Certificate mine = key.chain().get(0);
        X509Certificate other =
                TestPki.certificate("SANDBOX Signer", TestPki.pair("P-256/mallory"), mine.getSerialNumber());
        CmsMaker maker = CmsMaker.sound(key, CONTENT);
        maker.attributes.remove(2);
        maker.certificates = List.of(other, mine);
        SignerFacts facts = verify(maker.make());
        assertEquals(mine, facts.certificate().orElseThrow());
        assertTrue(matches(facts));
        assertEquals(CertificateReference.ABSENT, facts.reference());
    }

    @Test
    void anIdentifierThatNamesNobodyFindsNoCertificate() throws Exception {
        CmsMaker maker = maker();
        maker.certificates = List.of();
        SignerFacts none = verify(maker.make());
        assertEquals(Optional.empty(), none.certificate());
        assertFalse(none.signatureMatches());
        CmsSignature known = CmsSignature.parse(maker.make()).withCertificates(maker.key.chain());
        assertTrue(
                known.verify(Providers.digest(DigestAlgorithm.SHA256, CONTENT)).signatureMatches());
    }

    @Test
    void anIdentifierThatContradictsTheReferenceIsMalformed() throws Exception {
        CmsMaker maker = maker();
        maker.signerId =
                CmsMaker.issuerAndSerial(TestPki.certificate("X", TestPki.pair("P-384"), TestPki.nextSerial()));
        SignerFacts facts = verify(maker.make());
        assertTrue(matches(facts));
        assertMalformed(facts);
    }

    @Test
    void aKeyIdentifierNamesTheSignerToo_RFC5652_5_3() throws Exception {
        CmsMaker maker = maker();
        byte[] extension = maker.key.chain().get(0).getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER);
        byte[] identifier = Arrays.copyOfRange(extension, 4, extension.length);
        maker.signerId = new DERTaggedObject(false, 0, new DEROctetString(identifier));
        assertTrue(matches(verify(maker.make())));
        maker.attributes.remove(2);
        identifier[0] ^= 1;
        maker.signerId = new DERTaggedObject(false, 0, new DEROctetString(identifier));
        assertEquals(Optional.empty(), verify(maker.make()).certificate());
    }

    @Test
    void issuerAndSerialOfTheReferenceMustFit_RFC5035_4() throws Exception {
        CmsMaker maker = maker();
        X509Certificate mine = maker.key.chain().get(0);
        byte[] hash = Providers.digest(DigestAlgorithm.SHA256, mine.getEncoded());
        byte[] sha1 = Providers.digest(DigestAlgorithm.SHA1, mine.getEncoded());
        GeneralNames issuer = new GeneralNames(new GeneralName(
                X500Name.getInstance(mine.getIssuerX500Principal().getEncoded())));
        IssuerSerial right = new IssuerSerial(issuer, mine.getSerialNumber());
        IssuerSerial wrong = new IssuerSerial(issuer, mine.getSerialNumber().add(java.math.BigInteger.ONE));

        maker.attributes.set(2, v2(new ESSCertIDv2(hash, right)));
        assertEquals(CertificateReference.MATCHES, verify(maker.make()).reference());
        maker.attributes.set(2, v2(new ESSCertIDv2(hash, wrong)));
        assertEquals(CertificateReference.DIFFERS, verify(maker.make()).reference());
        maker.attributes.set(2, v1(new ESSCertID(sha1, right)));
        assertEquals(CertificateReference.MATCHES, verify(maker.make()).reference());
        maker.attributes.set(2, v1(new ESSCertID(sha1, wrong)));
        assertEquals(CertificateReference.DIFFERS, verify(maker.make()).reference());
        maker.attributes.add(CmsMaker.signingCertificate(mine));
        assertEquals(CertificateReference.DIFFERS, verify(maker.make()).reference(), "both must name it");
        maker.attributes.set(2, v2(new ESSCertIDv2(AlgorithmIdentifiers.of(DigestAlgorithm.SHA512), hash)));
        maker.attributes.remove(3);
        assertEquals(CertificateReference.DIFFERS, verify(maker.make()).reference());
    }

    private static org.bouncycastle.asn1.cms.Attribute v1(ESSCertID id) {
        return CmsMaker.attribute(Oids.SIGNING_CERTIFICATE, new SigningCertificate(id));
    }

    private static org.bouncycastle.asn1.cms.Attribute v2(ESSCertIDv2 id) {
        return CmsMaker.attribute(Oids.SIGNING_CERTIFICATE_V2, new SigningCertificateV2(id));
    }

    @Test
    void aReferenceToNothingIsMalformed() throws Exception {
        CmsMaker maker = maker();
        maker.attributes.set(2, CmsMaker.attribute(Oids.SIGNING_CERTIFICATE_V2, new DERSequence(new DERSequence())));
        SignerFacts facts = verify(maker.make());
        assertFalse(facts.signatureMatches());
        assertMalformed(facts);
    }

    @Test
    void zeroSignersAreNoSignature_CVE_2026_59639() throws Exception {
        byte[] cms = maker().make(List.of());
        CmsException e = assertThrows(CmsException.class, () -> CmsSignature.parse(cms));
        assertEquals(FindingCode.NO_SIGNER, e.finding().code());
    }

    @Test
    void ofSeveralSignersEachIsAtHandAndTheFactIsFound() throws Exception {
        CmsMaker first = maker();
        CmsMaker second = CmsMaker.sound(TestPki.key("P-384"), CONTENT);
        second.digest = AlgorithmIdentifiers.of(DigestAlgorithm.SHA384);
        second.certificates =
                List.of(first.key.chain().get(0), second.key.chain().get(0));
        byte[] cms = second.make(List.of(first.signerInfo(), second.signerInfo()));
        assertTrue(codes(verify(cms)).contains(FindingCode.SEVERAL_SIGNERS));
        List<CmsSignature> signers = CmsSignature.parse(cms).signers();
        assertEquals(2, signers.size());
        for (CmsSignature each : signers) {
            SignerFacts facts =
                    each.verify(Providers.digest(each.digestAlgorithm().orElseThrow(), CONTENT));
            assertTrue(matches(facts));
            assertFalse(codes(facts).contains(FindingCode.SEVERAL_SIGNERS));
        }
    }

    @Test
    void zerosBehindAreToleratedAndNothingElse() throws Exception {
        byte[] cms = maker().make();
        byte[] padded = Arrays.copyOf(cms, cms.length + 5000);
        assertTrue(matches(verify(padded)));
        padded[padded.length - 1] = 1;
        CmsException e = assertThrows(CmsException.class, () -> CmsSignature.parse(padded));
        assertEquals(FindingCode.SIGNATURE_MALFORMED, e.finding().code());
    }

    @Test
    void indefiniteLengthsAreRead() throws Exception {
        byte[] cms = maker().make();
        org.bouncycastle.asn1.ASN1Sequence info = org.bouncycastle.asn1.ASN1Sequence.getInstance(cms);
        ASN1EncodableVector elements = new ASN1EncodableVector();
        elements.add(info.getObjectAt(0));
        elements.add(new org.bouncycastle.asn1.BERTaggedObject(
                true,
                0,
                new BERSequence(org.bouncycastle.asn1.ASN1Sequence.getInstance(
                                org.bouncycastle.asn1.ASN1TaggedObject.getInstance(info.getObjectAt(1)), true)
                        .toArray())));
        byte[] ber = new BERSequence(elements).getEncoded();
        assertEquals((byte) 0x80, ber[1]);
        assertTrue(matches(verify(ber)));
        assertTrue(matches(verify(Arrays.copyOf(ber, ber.length + 100))));
    }

    @Test
    void signingTimeUnreadableIsMalformed() throws Exception {
        CmsMaker maker = maker();
        maker.attributes.add(CmsMaker.attribute(Oids.SIGNING_TIME, new ASN1UTCTime("261124030405Z")));
        assertEquals(
                Optional.of(TestTsa.TIME.plusSeconds(245)),
                CmsSignature.parse(maker.make()).claimedSigningTime());
        maker.attributes.set(3, CmsMaker.attribute(Oids.SIGNING_TIME, new DERUTF8String("yesterday")));
        assertMalformed(verify(maker.make()));
        assertTrue(CmsSignature.parse(maker.make()).hasSigningTimeAttribute());
    }

    @Test
    void anUnreadableTimestampIsFoundAndTheSignatureStillRead() throws Exception {
        CmsMaker maker = maker();
        maker.unsigned.add(CmsMaker.attribute(Oids.SIGNATURE_TIMESTAMP, new DERUTF8String("no token")));
        SignerFacts facts = verify(maker.make());
        assertTrue(matches(facts));
        assertEquals(List.of(FindingCode.TIMESTAMP_INVALID), codes(facts));
        assertEquals(List.of(), CmsSignature.parse(maker.make()).timestamps());
    }

    @Test
    void aContentTimestampCoversTheContent() throws Exception {
        CmsMaker maker = maker();
        byte[] digest = Providers.digest(DigestAlgorithm.SHA256, CONTENT);
        maker.attributes.add(CmsMaker.attribute(
                Oids.CONTENT_TIMESTAMP,
                ASN1Primitive.fromByteArray(TestTsa.sound().token(DigestAlgorithm.SHA256, digest))));
        CmsSignature signature = CmsSignature.parse(maker.make());
        List<TimestampFacts> right = signature.contentTimestamps(a -> Optional.of(Providers.digest(a, CONTENT)));
        assertTrue(right.get(0).imprintMatches() && right.get(0).signer().signatureMatches());
        List<TimestampFacts> wrong = signature.contentTimestamps(a -> Optional.of(Providers.digest(a, new byte[1])));
        assertFalse(wrong.get(0).imprintMatches());
        assertFalse(signature.contentTimestamps(a -> Optional.empty()).get(0).imprintMatches());
    }

    @Test
    void validationDataOfEveryPlaceIsGathered() throws Exception {
        DERSequence crl = new DERSequence(new DERUTF8String("crl"));
        DERSequence ocsp = new DERSequence(new DERUTF8String("ocsp"));
        CmsMaker maker = maker();
        maker.revocation.add(crl);
        ASN1EncodableVector other = new ASN1EncodableVector();
        other.add(Oids.OCSP_RESPONSE);
        other.add(ocsp);
        maker.revocation.add(new DERTaggedObject(false, 1, new DERSequence(other)));
        ASN1EncodableVector archive = new ASN1EncodableVector();
        archive.add(new DERTaggedObject(true, 0, new DERSequence(crl)));
        archive.add(new DERTaggedObject(true, 1, new DERSequence(ocsp)));
        maker.attributes.add(CmsMaker.attribute(Oids.ADOBE_REVOCATION, new DERSequence(archive)));
        maker.unsigned.add(CmsMaker.attribute(Oids.REVOCATION_VALUES, new DERSequence(archive)));
        maker.unsigned.add(CmsMaker.attribute(Oids.REVOCATION_VALUES, new DERUTF8String("junk")));
        X509Certificate extra = TestPki.certificate("Extra", TestPki.pair("P-384"), TestPki.nextSerial());
        maker.unsigned.add(CmsMaker.attribute(
                Oids.CERTIFICATE_VALUES, new DERSequence(ASN1Primitive.fromByteArray(extra.getEncoded()))));
        ValidationData data = CmsSignature.parse(maker.make()).validationData();
        assertEquals(3, data.crls().size());
        assertEquals(3, data.ocspResponses().size());
        assertTrue(data.certificates().contains(extra));
        assertTrue(data.certificates().containsAll(maker.key.chain()));
        for (byte[] each : data.crls()) {
            org.junit.jupiter.api.Assertions.assertArrayEquals(crl.getEncoded(), each);
        }
        assertTrue(matches(verify(maker.make())));
    }

    @Test
    void aCertificateThatIsNoneAmongOthersIsPassedOver() throws Exception {
        CmsMaker maker = maker();
        maker.certificatesToo.add(new DERSequence(new DERUTF8String("no certificate")));
        maker.certificatesToo.add(new DERTaggedObject(false, 1, new DERSequence()));
        SignerFacts facts = verify(maker.make());
        assertTrue(matches(facts));
        assertEquals(2, facts.certificates().size());
    }
}
