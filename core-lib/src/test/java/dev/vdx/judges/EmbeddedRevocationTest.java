package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.model.SubIndication;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.vectors.Pdfs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OCSP answers that another library (PDFBox) put into the document's security store, verified without a connection. */
class EmbeddedRevocationTest {
    private static Instant now;
    private static Sandbox sandbox;
    private static TestAuthority issuer;
    private static X509Certificate signer;
    private static byte[] signed;

    @BeforeAll
    static void sign() throws Exception {
        now = Instant.now();
        sandbox = Sandbox.inMemory(1, now, new SecureRandom());
        TestIdentity identity = sandbox.agency("agency-a");
        issuer = sandbox.authority(Sandbox.AGENCIES);
        signer = identity.certificate();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Signer.with(identity).sign(Source.bytes(Pdfs.page()), out);
        signed = out.toByteArray();
    }

    private static OcspAnswer about(X509Certificate certificate, TestAuthority authority) {
        Instant later = Instant.now();
        return OcspAnswer.good(certificate, authority, later)
                .withTimes(later, Optional.of(later.plusSeconds(3600)), later);
    }

    private static byte[] withStore(OcspAnswer... answers) throws IOException {
        try (PDDocument document = Loader.loadPDF(signed)) {
            COSArray ocsps = new COSArray();
            for (OcspAnswer answer : answers) {
                ocsps.add(new PDStream(document, new ByteArrayInputStream(answer.der())).getCOSObject());
            }
            COSDictionary store = new COSDictionary();
            store.setItem("OCSPs", ocsps);
            store.setNeedToBeUpdated(true);
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            catalog.setItem(COSName.getPDFName("DSS"), store);
            catalog.setNeedToBeUpdated(true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.saveIncremental(out);
            return out.toByteArray();
        }
    }

    private static Report verified(byte[] file) throws IOException {
        return Verifier.trusting(TrustAnchors.of(sandbox.anchor())).offline().verify(Source.bytes(file), "stored.pdf");
    }

    private static OcspAnswer ofTheAuthority() {
        return about(issuer.certificate(), sandbox.authority(Sandbox.ROOT));
    }

    @Test
    void answersAboutTheSignerAndItsIssuerProveThatNobodyWasRevoked() throws Exception {
        Report report = verified(withStore(about(signer, issuer), ofTheAuthority()));
        assertEquals(Outcome.PASSED, report.outcome(), report.toJson(Lang.EN));
    }

    @Test
    void anAnswerAboutAnotherCertificateProvesNothing() throws Exception {
        X509Certificate other = sandbox.agency("agency-b").certificate();
        Report report = verified(withStore(about(other, issuer), ofTheAuthority()));
        assertEquals(Outcome.INDETERMINATE, report.outcome());
        assertEquals(
                Optional.of(SubIndication.TRY_LATER),
                report.verdict().signatures().get(0).subIndication());
        assertTrue(report.verdict().signatures().get(0).findings().stream()
                .anyMatch(f -> f.code() == FindingCode.REVOCATION_UNKNOWN));
    }

    @Test
    void anAnswerThatSaysRevokedIsBelieved() throws Exception {
        Report report = verified(withStore(about(signer, issuer).revoked(now, 1), ofTheAuthority()));
        assertEquals(
                Optional.of(SubIndication.REVOKED_NO_POE),
                report.verdict().signatures().get(0).subIndication());
    }
}
