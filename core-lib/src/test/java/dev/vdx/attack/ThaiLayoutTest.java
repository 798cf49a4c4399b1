package dev.vdx.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Verifier;
import dev.vdx.cms.CadesSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Outcome;
import dev.vdx.model.Severity;
import dev.vdx.model.Source;
import dev.vdx.model.SubIndication;
import dev.vdx.pdf.TestPdf;
import dev.vdx.policy.PolicyFile;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;

/**
 * The layout of a genuine Thai government document: content, then a document time-stamp, then a document security store, then a
 * seal with a signing time, revocation data and a time-stamp inside.
 */
class ThaiLayoutTest {
    private static final ASN1ObjectIdentifier ADOBE_REVOCATION = new ASN1ObjectIdentifier("1.2.840.113583.1.1.8");
    private static final String STAMP =
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(Stamp)/Rect[0 0 0 0]/F 132/P 3 0 R/V 21 0 R>>";
    private static final byte[] DOCUMENT = document().bytes();

    private static TestPdf document() {
        Map<Integer, String> content = new TreeMap<>(TestPdf.objects());
        content.remove(8);
        content.remove(9);
        content.put(3, TestPdf.PAGE.replace(" 8 0 R", ""));
        content.put(7, TestPdf.FORM.replace(" 8 0 R", ""));
        String page = TestPdf.PAGE.replace("8 0 R]", "20 0 R]");
        String form = TestPdf.FORM.replace("8 0 R]", "20 0 R]");
        String seal = TestPdf.signature("ETSI.CAdES.detached", "").replace(">>>", "0".repeat(9_000) + ">>>");
        return TestPdf.of(content, ThaiLayoutTest::sealed)
                .update(Map.of(3, page, 7, form, 20, STAMP, 21, TestPdf.signature("ETSI.RFC3161", "")))
                .update(Map.of(
                        1, TestPdf.CATALOG.replace(">>", "/DSS 30 0 R>>"),
                        30, "<</Certs[31 0 R]>>",
                        31, TestPdf.stream("", "no certificate")))
                .update(Map.of(
                        3,
                        page.replace("20 0 R]", "20 0 R 8 0 R]"),
                        7,
                        form.replace("20 0 R]", "20 0 R 8 0 R]"),
                        8,
                        TestPdf.SIGNED_FIELD,
                        9,
                        seal));
    }

    private static byte[] sealed(boolean timestamp, byte[] covered) {
        try {
            return timestamp ? Office.seal(true, covered) : seal(covered);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] seal(byte[] covered) throws Exception {
        byte[] hash = Providers.digest(
                DigestAlgorithm.SHA256, Office.REVOCABLE.certificate().getEncoded());
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(null, hash)))));
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(Office.NOW)))));
        attributes.add(new Attribute(
                ADOBE_REVOCATION,
                new DERSet(new DERSequence(
                        new DERTaggedObject(true, 1, new DERSequence(ASN1Primitive.fromByteArray(Office.good())))))));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new SignerInfoGeneratorBuilder(
                        new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                .build(
                        new JcaContentSignerBuilder("Ed25519").build(Office.REVOCABLE.key()),
                        new JcaX509CertificateHolder(Office.REVOCABLE.certificate())));
        generator.addCertificates(new JcaCertStore(Office.REVOCABLE.chain()));
        CMSSignedData signed = generator.generate(new CMSProcessableByteArray(covered), false);
        byte[] value = signed.getSignerInfos().iterator().next().getSignature();
        byte[] token = Office.TSA.timestamp(DigestAlgorithm.SHA256, Providers.digest(DigestAlgorithm.SHA256, value));
        return CadesSigner.addTimestamp(signed.getEncoded("DER"), token);
    }

    private static Report verify(String policy, byte[] file) throws Exception {
        Verifier verifier = Office.VERIFIER.policy(PolicyFile.builtIn(policy).orElseThrow());
        return verifier.verify(Source.bytes(file), "thai.pdf");
    }

    private static Map<FindingCode, Severity> findings(SignatureVerdict seal) {
        return seal.findings().stream().collect(Collectors.toMap(Finding::code, Finding::severity));
    }

    private static final Set<FindingCode> DEPARTURES = Set.of(
            FindingCode.SIGNING_TIME_IN_SIGNATURE,
            FindingCode.REVOCATION_IN_SIGNATURE,
            FindingCode.TIMESTAMP_BEFORE_SIGNATURE);

    @Test
    void thaiAcceptsItAndSaysHowItDeparts() throws Exception {
        Report report = verify("thai", DOCUMENT);
        assertEquals(Outcome.PASSED, report.outcome(), () -> Attacks.say(report));
        SignatureVerdict seal = report.verdict().signatures().get(1);
        assertEquals("PAdES-LT", seal.level(), "not called baseline");
        assertEquals(DEPARTURES, findings(seal).keySet());
        assertEquals(Set.of(Severity.INFO), Set.copyOf(findings(seal).values()));
        assertTrue(report.toJson(Lang.EN).contains("\"policy\":\"thai\""), report.toJson(Lang.EN));
        assertTrue(report.toText(Lang.TH).contains("นโยบาย thai"), report.toText(Lang.TH));
    }

    @Test
    void strictWarnsOfEachOfThem() throws Exception {
        Report report = verify("strict", DOCUMENT);
        assertEquals(Outcome.PASSED, report.outcome(), () -> Attacks.say(report));
        SignatureVerdict seal = report.verdict().signatures().get(1);
        assertEquals(DEPARTURES, findings(seal).keySet());
        assertEquals(Set.of(Severity.WARNING), Set.copyOf(findings(seal).values()));
    }

    @Test
    void aPolicyOfOnesOwnRefusesIt() throws Exception {
        String json =
                "{\"name\":\"baseline-only\",\"signature\":{\"departures\":{\"SIGNING_TIME_IN_SIGNATURE\":\"refuse\"}}}";
        Report report = Office.VERIFIER
                .policy(PolicyFile.parse(json.getBytes(StandardCharsets.UTF_8)))
                .verify(Source.bytes(DOCUMENT), "thai.pdf");
        assertEquals(Outcome.INDETERMINATE, report.outcome());
        assertEquals(
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                report.verdict().signatures().get(1).subIndication().orElseThrow());
        assertTrue(report.toJson(Lang.EN).contains("\"policy\":\"baseline-only sha256:"), report.toJson(Lang.EN));
    }

    @Test
    void alteredItFailsUnderThaiToo() throws Exception {
        byte[] altered = DOCUMENT.clone();
        int at = new String(altered, StandardCharsets.ISO_8859_1).indexOf("Pay 10");
        altered[at + 4] = '9';
        Report report = verify("thai", altered);
        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(
                List.of(Indication.TOTAL_FAILED, Indication.TOTAL_FAILED),
                report.verdict().signatures().stream()
                        .map(SignatureVerdict::indication)
                        .toList());
        Report updated = verify(
                "thai",
                document().update(4, TestPdf.stream("", "BT (Pay 99) Tj ET")).bytes());
        assertEquals(Outcome.FAILED, updated.outcome());
    }
}
