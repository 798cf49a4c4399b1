package dev.vdx.attack;

import static dev.vdx.attack.Contract.SEAL;
import static dev.vdx.attack.Contract.approved;
import static dev.vdx.attack.Contract.certified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.ChangeLevel;
import dev.vdx.model.Indication;
import dev.vdx.model.Limits;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.ValidationData;
import dev.vdx.pdf.PdfReader;
import dev.vdx.pdf.sign.PdfExtension;
import dev.vdx.pdf.sign.PdfSigner;
import dev.vdx.pdf.sign.SignatureProof;
import dev.vdx.pdf.sign.SignatureRequest;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.vectors.Pdfs;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation data and document time-stamps may come to a document whatever its signer forbids, and break nothing. */
class LastingUpdateTest {
    private static final PdfExtension EXTENSION = PdfExtension.with(Optional.of(Office.TSA), Limits.DEFAULT);

    private static Contract paper(String kind) {
        return switch (kind) {
            case "approved" -> approved();
            case "locked" -> certified(2).edit(SEAL, "/V 9 0 R", "/V 9 0 R/Lock<</Type/SigFieldLock/Action/All>>");
            default -> certified(Integer.parseInt(kind));
        };
    }

    private static byte[] behind(byte[] file, byte[] update) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(file);
        whole.writeBytes(update);
        return whole.toByteArray();
    }

    private static byte[] proven(byte[] file, ValidationData data) throws Exception {
        Source source = Source.bytes(file);
        long end = PdfReader.read(source, Limits.DEFAULT)
                .signatures()
                .get(0)
                .coverage()
                .end();
        return behind(file, EXTENSION.validationData(source, List.of(new SignatureProof(end, data))));
    }

    private static byte[] stamped(byte[] file) throws Exception {
        return behind(file, EXTENSION.timestamp(Source.bytes(file)));
    }

    private static ValidationData certificate(X509Certificate certificate) {
        return new ValidationData(List.of(certificate), List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "1", "2", "3", "locked"})
    void whateverTheSignerForbids(String kind) throws Exception {
        byte[] file = stamped(proven(
                stamped(paper(kind).signed().bytes()),
                new ValidationData(List.of(Office.anchor()), List.of(Office.good()), List.of())));
        Report report = Attacks.verify(file);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(3, report.verdict().signatures().size());
        report.verdict().signatures().forEach(each -> {
            assertEquals(Indication.TOTAL_PASSED, each.indication());
            assertTrue(each.facts().changesAfter().level().compareTo(ChangeLevel.LTA) <= 0);
        });
    }

    @ParameterizedTest
    @CsvSource({"1,CERTIFIED", "locked,FIELD_LOCKED"})
    void anotherSignatureIsStillForbidden(String kind, SigningProblem why) throws Exception {
        byte[] file = paper(kind).signed().bytes();
        PdfSigner signer = PdfSigner.with(Office.SIGNER, Optional.empty(), Limits.DEFAULT);
        SigningException refusal = assertThrows(
                SigningException.class,
                () -> signer.sign(
                        Source.bytes(file), OutputStream.nullOutputStream(), SignatureRequest.at(Office.NOW)));
        assertEquals(why, refusal.problem());
        // And by somebody who does not care.
        byte[] twice = paper(kind)
                .signedAgain(Contract.newSeal("[200 40 300 80]", ""), "ETSI.CAdES.detached", Map.of())
                .bytes();
        assertEquals(Outcome.FAILED, Attacks.verify(twice).outcome());
    }

    /** What is there is referred to, and nothing of it goes, whatever it is. */
    @Test
    void theStoreKeepsWhatItHas() throws Exception {
        byte[] once = proven(approved().signed().bytes(), certificate(Office.anchor()));
        byte[] twice = proven(once, certificate(Office.SIGNER.certificate()));
        byte[] again = proven(twice, certificate(Office.anchor()));
        assertEquals(twice.length, again.length, "nothing to add");
        try (PDDocument document = Loader.loadPDF(twice)) {
            COSDictionary store =
                    document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.getPDFName("DSS"));
            assertEquals(2, store.getCOSArray(COSName.getPDFName("Certs")).size());
            COSStream first =
                    (COSStream) store.getCOSArray(COSName.getPDFName("Certs")).getObject(0);
            assertEquals(
                    Office.anchor().getEncoded().length,
                    first.createInputStream().readAllBytes().length);
            COSDictionary related = store.getCOSDictionary(COSName.getPDFName("VRI"));
            assertEquals(1, related.size());
            String name = related.keySet().iterator().next().getName();
            assertTrue(name.matches("[0-9A-F]{40}"), name);
            assertEquals(
                    2,
                    related.getCOSDictionary(COSName.getPDFName(name))
                            .getCOSArray(COSName.getPDFName("Cert"))
                            .size());
        }
    }

    /** Proven by a time-stamp that is older than the validation data is level T with validation data, and no more than LT. */
    @Test
    void aTimestampBeforeTheValidationDataIsNoArchive() throws Exception {
        ValidationData data = new ValidationData(List.of(Office.anchor()), List.of(Office.good()), List.of());
        byte[] signed = revocable();
        byte[] before = proven(stamped(signed), data);
        byte[] after = stamped(proven(stamped(signed), data));
        assertEquals("PAdES-BASELINE-LT", level(before));
        assertEquals("PAdES-BASELINE-LTA", level(after));
        assertEquals("PAdES-BASELINE-T", level(stamped(signed)));
    }

    private static byte[] revocable() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfSigner.with(Office.REVOCABLE, Optional.empty(), Limits.DEFAULT)
                .sign(Source.bytes(Pdfs.page()), out, SignatureRequest.at(Office.NOW));
        return out.toByteArray();
    }

    private static String level(byte[] file) {
        Report report = Attacks.verify(file);
        return report.verdict().signatures().get(0).level();
    }
}
