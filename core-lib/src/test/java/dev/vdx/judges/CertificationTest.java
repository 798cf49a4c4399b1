package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.signatures.SignaturePermissions;
import com.itextpdf.signatures.SignatureUtil;
import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.model.Certification;
import dev.vdx.model.FieldLock;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.seal.SealBox;
import dev.vdx.seal.SealSpec;
import dev.vdx.trust.TimestampAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Certifying, locking fields and filling a field that is there (ISO 32000-2, 12.8.2 and 12.7.5.5); what happens later is judged. */
class CertificationTest extends BenchFrame {
    /** What is added to the signature field of a form. */
    private interface Shape {
        void onto(COSDictionary field);
    }

    /** A form with the text fields name and amount, both blank, and an empty signature field Approval. */
    private static Path form(Shape shape) throws IOException {
        Path out = file();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDAcroForm form = new PDAcroForm(document);
            form.setDefaultResources(new PDResources());
            document.getDocumentCatalog().setAcroForm(form);
            for (String name : List.of("name", "amount")) {
                PDTextField field = new PDTextField(form);
                field.getCOSObject().setString(COSName.DA, "/Helv 12 Tf 0 g");
                place(page, form, field, name);
            }
            PDSignatureField field = new PDSignatureField(form);
            place(page, form, field, "Approval");
            shape.onto(field.getCOSObject());
            document.save(out.toFile(), CompressParameters.NO_COMPRESSION);
        }
        return out;
    }

    private static void place(PDPage page, PDAcroForm form, PDField field, String name) throws IOException {
        field.setPartialName(name);
        field.getWidgets()
                .get(0)
                .setRectangle(new PDRectangle(50, 50 + 100 * form.getFields().size(), 260, 60));
        field.getWidgets().get(0).setPage(page);
        page.getAnnotations().add(field.getWidgets().get(0));
        form.getFields().add(field);
    }

    private static Path form() throws IOException {
        return form(field -> {});
    }

    private static Signer signer(Level level) {
        return signer("agency-b", level);
    }

    private static Path signed(Signer signer, Path in) throws SigningException, IOException {
        Path out = file();
        signer.sign(in, out);
        return out;
    }

    private static SigningException refused(Signer signer, Path in) {
        Path out = file();
        SigningException refusal = assertThrows(SigningException.class, () -> signer.sign(in, out));
        assertFalse(Files.exists(out));
        return refusal;
    }

    private static void assertRefused(SigningProblem problem, List<String> details, Signer signer, Path in) {
        SigningException refusal = refused(signer, in);
        assertEquals(problem, refusal.problem());
        assertEquals(details, refusal.details());
    }

    /** A value where there was none, added as an update. */
    private static Path filled(Path in, String name) throws IOException {
        return updated(in, document -> {
            COSDictionary field =
                    document.getDocumentCatalog().getAcroForm().getField(name).getCOSObject();
            field.setString(COSName.V, "100");
            field.setNeedToBeUpdated(true);
        });
    }

    /** A sticky note beside everything, added as an update. */
    private static Path commented(Path in) throws IOException {
        return updated(in, document -> {
            PDPage page = document.getPage(0);
            PDAnnotationText note = new PDAnnotationText();
            note.setRectangle(new PDRectangle(400, 700, 20, 20));
            note.setContents("seen");
            note.setPrinted(true);
            page.getAnnotations().add(note);
            page.getCOSObject().setNeedToBeUpdated(true);
            ((COSArray) page.getCOSObject().getDictionaryObject(COSName.ANNOTS)).setNeedToBeUpdated(true);
        });
    }

    private interface Change {
        void on(PDDocument document) throws IOException;
    }

    private static Path updated(Path in, Change change) throws IOException {
        Path out = file();
        try (PDDocument document = Loader.loadPDF(in.toFile());
                OutputStream stream = Files.newOutputStream(out)) {
            change.on(document);
            document.saveIncremental(stream);
        }
        return out;
    }

    private static void assertOutcome(boolean passes, Path file) throws IOException {
        Report report = bench.verifier().verify(file);
        assertEquals(passes ? Outcome.PASSED : Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
        Set<FindingCode> errors = new TreeSet<>();
        report.verdict().signatures().forEach(s -> s.findings().forEach(f -> errors.add(f.code())));
        assertEquals(!passes, errors.contains(FindingCode.CHANGED_AFTER_SIGNING), report.toText(Lang.EN));
    }

    /** Ourselves, DSS, iText and poppler. */
    private static void assertValid(String levels, Path file) throws Exception {
        assertOutcome(true, file);
        assertEquals(levels, bench.validate(file));
        assertFalse(IText.intact(file).contains(false));
        if (Files.isExecutable(Path.of("/usr/bin/pdfsig"))) {
            Process process = new ProcessBuilder("pdfsig", "-nocert", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.contains("Signature is Valid."), said);
            assertFalse(said.contains("Signature is Invalid") || said.contains("Digest Mismatch"), said);
        }
    }

    private static SignaturePermissions permissions(Path file) throws IOException {
        try (PdfDocument document = new PdfDocument(new PdfReader(file.toFile()))) {
            SignatureUtil signatures = new SignatureUtil(document);
            String name = signatures.getSignatureNames().get(0);
            return new SignaturePermissions(signatures.getSignatureDictionary(name), null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CHANGES,NO_CHANGE_PERMITTED,false,false",
        "FORM_FILLING,MINIMAL_CHANGES_PERMITTED,true,false",
        "ANNOTATIONS,CHANGES_PERMITTED,true,true"
    })
    void aCertificationAllowsWhatItSaysAndNoMore(Certification allowed, String asDssSays, boolean fill, boolean comment)
            throws Exception {
        Path certified = signed(signer(Level.T).certify(allowed), form());
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-T []", certified);
        assertEquals(asDssSays + " null", bench.dss().ask("permissions", certified));
        SignaturePermissions permissions = permissions(certified);
        assertTrue(permissions.isCertification());
        assertEquals(fill, permissions.isFillInAllowed());
        assertEquals(comment, permissions.isAnnotationsAllowed());
        assertOutcome(fill, filled(certified, "name"));
        assertOutcome(comment, commented(certified));
    }

    @ParameterizedTest
    @EnumSource(Certification.class)
    void whatPreservesItMayComeWhateverIsCertified(Certification allowed) throws Exception {
        Path lta = signed(signer(Level.LTA).certify(allowed), form());
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-LTA []", lta);
        Path renewed = file();
        Extender.to(Level.LTA)
                .timestamps(TimestampAuthority.http(bench.server().tsa()))
                .extend(lta, renewed);
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-LTA []", renewed);
    }

    @Test
    void othersSignAfterACertificationThatAllowsIt() throws Exception {
        Path certified = signed(signer(Level.B).certify(Certification.FORM_FILLING), form());
        Path twice = signed(signer(Level.B).existingField("Approval"), certified);
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-B [];TOTAL_PASSED/null PAdES-BASELINE-B []", twice);
        Path closed = signed(signer(Level.B).certify(Certification.NO_CHANGES), form());
        assertRefused(SigningProblem.CERTIFIED, List.of(), signer(Level.B), closed);
    }

    @Test
    void aCertificationComesFirst() throws Exception {
        for (Path before : List.of(
                signed(signer(Level.B), form()),
                signed(signer(Level.B).certify(Certification.ANNOTATIONS), form()),
                updated(form(), document -> {
                    // A certification that no field shows is one all the same.
                    COSDictionary permissions = new COSDictionary();
                    COSDictionary signature = new COSDictionary();
                    signature.setName("Type", "Sig");
                    permissions.setItem("DocMDP", signature);
                    document.getDocumentCatalog().getCOSObject().setItem("Perms", permissions);
                    document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
                }))) {
            assertRefused(
                    SigningProblem.CERTIFICATION_LATE,
                    List.of(),
                    signer(Level.B).certify(Certification.FORM_FILLING),
                    before);
        }
    }

    @ParameterizedTest
    @CsvSource({"ALL,ALL[],false,false", "INCLUDE,INCLUDE[name],false,true", "EXCLUDE,EXCLUDE[name],true,false"})
    void lockedFieldsStayAsTheyAre(FieldLock.Action action, String asDssSays, boolean name, boolean amount)
            throws Exception {
        FieldLock lock = new FieldLock(action, action == FieldLock.Action.ALL ? Set.of() : Set.of("name"));
        Path locked = signed(signer(Level.LTA).lock(lock), form());
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-LTA []", locked);
        assertEquals("null " + asDssSays, bench.dss().ask("permissions", locked).split(";")[0]);
        assertEquals(1, permissions(locked).getFieldLocks().size());
        assertOutcome(name, filled(locked, "name"));
        assertOutcome(amount, filled(locked, "amount"));
        if (action == FieldLock.Action.INCLUDE) {
            assertValid(
                    "TOTAL_PASSED/null PAdES-BASELINE-LTA [];TOTAL_PASSED/null PAdES-BASELINE-B []",
                    signed(signer(Level.B), locked));
        } else {
            assertRefused(SigningProblem.FIELD_LOCKED, List.of("Signature2"), signer(Level.B), locked);
        }
    }

    @Test
    void certifiedAndLockedAtOnce() throws Exception {
        Path both =
                signed(signer(Level.T).certify(Certification.FORM_FILLING).lock(FieldLock.including("amount")), form());
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-T []", both);
        assertEquals("MINIMAL_CHANGES_PERMITTED INCLUDE[amount]", bench.dss().ask("permissions", both));
        assertOutcome(true, filled(both, "name"));
        assertOutcome(false, filled(both, "amount"));
        assertOutcome(false, commented(both));
    }

    @Test
    void aFieldThatIsMisspeltIsNotLocked() throws Exception {
        assertRefused(
                SigningProblem.FIELD_NOT_FOUND,
                List.of("amout", "name, amount, Approval"),
                signer(Level.B).lock(FieldLock.including("amout")),
                form());
    }

    private static COSDictionary lock(String action, String... fields) {
        COSDictionary lock = new COSDictionary();
        lock.setName("Type", "SigFieldLock");
        lock.setName("Action", action);
        COSArray names = new COSArray();
        for (String field : fields) {
            names.add(new COSString(field));
        }
        if (fields.length > 0) {
            lock.setItem("Fields", names);
        }
        return lock;
    }

    @Test
    void theLockOfAFieldThatIsThereIsHonoured() throws Exception {
        Path form = form(field -> field.setItem("Lock", lock("Include", "name")));
        Path locked = signed(signer(Level.T).existingField("Approval"), form);
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-T []", locked);
        assertEquals("null INCLUDE[name]", bench.dss().ask("permissions", locked));
        assertOutcome(false, filled(locked, "name"));
        assertOutcome(true, filled(locked, "amount"));
        assertRefused(
                SigningProblem.FIELD_LOCKS_ITSELF,
                List.of("Approval"),
                signer(Level.B).existingField("Approval").lock(FieldLock.all()),
                form);
    }

    @Test
    void theLockOfAFieldMayCloseTheDocument() throws Exception {
        COSDictionary lock = lock("Include", "name");
        lock.setInt("P", 1);
        Path locked = signed(signer(Level.T).existingField("Approval"), form(field -> field.setItem("Lock", lock)));
        assertOutcome(true, locked);
        assertOutcome(false, filled(locked, "amount"));
        assertEquals(SigningProblem.CERTIFIED, refused(signer(Level.B), locked).problem());
    }

    @Test
    void whereTheLockOfAFieldLetsAnnotationsChangeOneSealIsShown() throws Exception {
        for (int permission = 1; permission <= 3; permission++) {
            COSDictionary lock = lock("Include", "name");
            lock.setInt("P", permission);
            Path form = form(field -> field.setItem("Lock", lock));
            SealSpec seal = SealSpec.of("SANDBOX", Instant.EPOCH, new SealBox(40, 500, 240, 90));
            Signer several = signer(Level.B)
                    .existingField("Approval")
                    .seal(seal, seal.withBox(1, new SealBox(300, 500, 240, 90)));
            if (permission == 3) {
                assertRefused(
                        SigningProblem.NOT_SUPPORTED,
                        List.of("several seals where the signature lets annotations change"),
                        several,
                        form);
            } else {
                assertOutcome(true, signed(several, form));
            }
        }
    }

    @Test
    void aLockThatIsNotUnderstoodIsNotPromised() throws Exception {
        COSDictionary beyond = lock("All");
        beyond.setInt("P", 7);
        for (COSDictionary lock : List.of(lock("Some", "name"), lock("Include"), beyond)) {
            assertRefused(
                    SigningProblem.NOT_SUPPORTED,
                    List.of("the lock of field Approval, which is of no kind we know"),
                    signer(Level.B).existingField("Approval"),
                    form(field -> field.setItem("Lock", lock)));
        }
    }

    @Test
    void onlyAnEmptySignatureFieldThatIsThereIsFilled() throws Exception {
        Path form = form();
        assertRefused(
                SigningProblem.FIELD_NOT_FOUND,
                List.of("Aproval", "name, amount, Approval"),
                signer(Level.B).existingField("Aproval"),
                form);
        assertRefused(
                SigningProblem.FIELD_OTHER_KIND,
                List.of("name", "Approval"),
                signer(Level.B).existingField("name"),
                form);
        Path signed = signed(signer(Level.B).existingField("Approval"), form);
        assertValid("TOTAL_PASSED/null PAdES-BASELINE-B []", signed);
        assertRefused(
                SigningProblem.FIELD_SIGNED,
                List.of("Approval"),
                signer(Level.B).existingField("Approval"),
                signed);
    }

    private static COSDictionary seed(int flags, String key, COSBase value) {
        COSDictionary seed = new COSDictionary();
        seed.setName("Type", "SV");
        seed.setInt("Ff", flags);
        seed.setItem(key, value);
        return seed;
    }

    private static COSArray names(String... names) {
        return COSArray.ofCOSNames(List.of(names));
    }

    private static COSDictionary entry(String key, COSBase value) {
        COSDictionary dictionary = new COSDictionary();
        dictionary.setItem(key, value);
        return dictionary;
    }

    @Test
    void demandsOfAFieldAreMetOrTheFieldStaysEmpty() throws Exception {
        Signer plain = signer(Level.B).existingField("Approval");
        COSArray reasons = COSArray.ofCOSStrings(List.of("อนุมัติ", "Seen"));
        COSInteger one = COSInteger.ONE;
        assertMet(plain, seed(1, "Filter", COSName.getPDFName("Adobe.PPKLite")));
        assertUnmet("another signature handler", plain, seed(1, "Filter", COSName.getPDFName("Entrust.PPKEF")));
        assertMet(plain, seed(2, "SubFilter", names("adbe.pkcs7.detached", "ETSI.CAdES.detached")));
        assertUnmet("another encoding of the signature", plain, seed(2, "SubFilter", names("adbe.pkcs7.detached")));
        assertMet(plain, seed(64, "DigestMethod", names("SHA512", "SHA256")));
        assertUnmet("another digest algorithm than SHA-256", plain, seed(64, "DigestMethod", names("SHA512")));
        assertMet(plain, seed(4, "V", one));
        assertUnmet("a newer kind of demands", plain, seed(4, "V", COSInteger.THREE));
        assertMet(plain.reason("อนุมัติ"), seed(8, "Reasons", reasons));
        assertMet(plain, seed(0, "Reasons", reasons));
        assertUnmet("one of these reasons: อนุมัติ, Seen", plain.reason("Paid"), seed(8, "Reasons", reasons));
        assertUnmet("one of these reasons: อนุมัติ, Seen", plain, seed(8, "Reasons", reasons));
        assertUnmet("no reason to be given", plain.reason("Paid"), seed(8, "Reasons", new COSArray()));
        assertUnmet("a legal attestation", plain, seed(16, "LegalAttestation", reasons));
        assertUnmet(
                "revocation data within the signature, which PAdES forbids",
                plain,
                seed(32, "AddRevInfo", org.apache.pdfbox.cos.COSBoolean.TRUE));
        assertUnmet("something we do not know", plain, seed(128, "LockDocument", COSName.getPDFName("true")));
        assertUnmet("certain certificates", plain, seed(0, "Cert", entry("Ff", one)));
        assertMet(plain, seed(0, "Cert", entry("URL", new COSString("https://ca.example/"))));
        assertUnmet("a certain time-stamp authority", plain, seed(0, "TimeStamp", entry("Ff", one)));
        assertUnmet("a certification (DocMDP) of 1", plain, seed(0, "MDP", entry("P", one)));
        assertMet(plain.certify(Certification.NO_CHANGES), seed(0, "MDP", entry("P", one)));
        assertUnmet(
                "a certification (DocMDP) of 0",
                plain.certify(Certification.NO_CHANGES),
                seed(0, "MDP", entry("P", COSInteger.ZERO)));
    }

    private static void assertMet(Signer signer, COSDictionary seed) throws Exception {
        assertOutcome(true, signed(signer, form(field -> field.setItem("SV", seed))));
    }

    private static void assertUnmet(String demand, Signer signer, COSDictionary seed) throws Exception {
        assertRefused(
                SigningProblem.NOT_SUPPORTED,
                List.of("field Approval, which demands " + demand),
                signer,
                form(field -> field.setItem("SV", seed)));
    }
}
