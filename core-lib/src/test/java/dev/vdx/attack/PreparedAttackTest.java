package dev.vdx.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Severity;
import dev.vdx.model.Source;
import dev.vdx.pdf.TestPdf;
import dev.vdx.pdf.prepared.Preparations;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SampleCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What shadow attacks prepare before anybody signs is warned of; the same things in honest use are not. */
class PreparedAttackTest {
    private static final int PAGE = 3;
    private static final int TEXT = 4;
    private static final int FIELD = 6;
    private static final int LOOK = 10;
    private static final String IMAGE = TestPdf.stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "x");
    private static final String SAYS = "BT /F1 12 Tf 1 0 0 1 40 340 Tm (We pay 10 baht) Tj ET ";
    /** About where that stands. */
    private static final String OVER = "q 200 0 0 30 30 330 cm /I Do Q ";

    private final List<DynamicTest> tests = new ArrayList<>();

    /** One page, a text, an image below it, a form field that shows what it holds; not signed. */
    private static Map<Integer, String> draft() {
        Map<Integer, String> objects = new TreeMap<>();
        objects.put(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R>>");
        objects.put(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
        objects.put(
                PAGE,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Annots[6 0 R]"
                        + "/Resources<</Font<</F1 5 0 R>>/XObject<</I 8 0 R>>/ExtGState<</G 9 0 R>>>>>>");
        objects.put(TEXT, TestPdf.stream("", SAYS));
        objects.put(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
        objects.put(
                FIELD,
                "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(10)/Rect[40 280 120 300]/F 4/P 3 0 R/AP<</N 10 0 R>>>>");
        objects.put(7, "<</Fields[6 0 R]>>");
        objects.put(8, IMAGE);
        objects.put(9, "<</Type/ExtGState/ca 0.3>>");
        objects.put(LOOK, Contract.look("(10) Tj"));
        return objects;
    }

    private static TestPdf with(int number, String object) {
        Map<Integer, String> objects = draft();
        objects.put(number, object);
        return TestPdf.of(objects);
    }

    private static TestPdf edited(int number, String what, String by) {
        String object = draft().get(number);
        assertTrue(object.contains(what), object);
        return with(number, object.replace(what, by));
    }

    private static TestPdf edited(int number, String what, String by, int other, String object) {
        Map<Integer, String> objects = draft();
        objects.put(number, objects.get(number).replace(what, by));
        objects.put(other, object);
        return TestPdf.of(objects);
    }

    private static TestPdf drawing(String content) {
        return with(TEXT, TestPdf.stream("", content));
    }

    private static List<Finding> found(byte[] file) {
        try (Source source = Source.bytes(file)) {
            return Preparations.in(source, Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void warned(String what, TestPdf pdf, FindingCode code) {
        tests.add(DynamicTest.dynamicTest(what, () -> {
            List<Finding> found = found(pdf.bytes());
            assertEquals(new TreeSet<>(List.of(code)), warnings(found), found.toString());
        }));
    }

    private void honest(String what, TestPdf pdf) {
        honest(what, pdf.bytes());
    }

    private void honest(String what, byte[] file) {
        tests.add(DynamicTest.dynamicTest("twin: " + what, () -> {
            List<Finding> found = found(file);
            assertEquals(new TreeSet<>(), warnings(found), found.toString());
        }));
    }

    private void told(String what, TestPdf pdf, FindingCode code) {
        honest(what, pdf);
        tests.add(DynamicTest.dynamicTest(
                "told: " + what,
                () -> assertTrue(
                        found(pdf.bytes()).stream().anyMatch(f -> f.code() == code),
                        () -> found(pdf.bytes()).toString())));
    }

    private static Set<FindingCode> warnings(List<Finding> found) {
        Set<FindingCode> codes = new TreeSet<>();
        found.stream()
                .map(Finding::code)
                .filter(c -> c.severity() != Severity.INFO)
                .forEach(codes::add);
        return codes;
    }

    @TestFactory
    List<DynamicTest> hide() {
        FindingCode covered = FindingCode.PREPARED_COVERED_TEXT;
        warned("text under an image", drawing(SAYS + OVER), covered);
        warned("text under a white area", drawing(SAYS + "1 g 30 330 200 30 re f"), covered);
        warned("text under a black bar", drawing(SAYS + "0 g 30 330 200 30 re f"), covered);
        warned("text under an image in a form", formed(SAYS, OVER), covered);
        warned("text under a comment", annotated("FreeText", "1 g 0 0 200 30 re f", ""), covered);
        warned("text under a stamp with a picture", annotated("Stamp", "q 200 0 0 30 0 0 cm /I Do Q", ""), covered);
        warned("text under a form field", annotated("Widget/FT/Btn/T(b)", "1 g 0 0 200 30 re f", ""), covered);
        honest("text over an image", drawing(OVER + SAYS));
        honest("text over a coloured area", drawing("0.9 g 30 330 200 30 re f 0 g " + SAYS));
        honest("an image beside the text", drawing(SAYS + "q 200 0 0 30 30 200 cm /I Do Q"));
        honest("an image that lets the text through", drawing(SAYS + "/G gs " + OVER));
        honest("an area that is clipped away", drawing(SAYS + "q 300 0 50 50 re W n " + OVER + "Q"));
        honest("a comment with words beside", annotated("FreeText", "BT /F1 9 Tf 2 4 Td (seen) Tj ET", ""));
        honest("a comment that is not shown", annotated("FreeText", "1 g 0 0 200 30 re f", "/F 2"));

        FindingCode hidden = FindingCode.PREPARED_HIDDEN_TEXT;
        warned("invisible text", drawing(SAYS + "BT 3 Tr /F1 12 Tf 40 100 Td (99) Tj ET"), hidden);
        warned("white text on white", drawing(SAYS + "BT 1 g /F1 12 Tf 40 100 Td (99) Tj ET"), hidden);
        warned(
                "white text on white, in four colours",
                drawing(SAYS + "BT 0 0 0 0 k /F1 12 Tf 40 100 Td (9) Tj ET"),
                hidden);
        honest(
                "white text on a dark area",
                drawing(SAYS + "0 g 30 90 99 30 re f BT 1 g /F1 12 Tf 40 100 Td (99) Tj ET"));
        told(
                "a scan with its reading",
                drawing("q 400 0 0 400 0 0 cm /I Do Q BT 3 Tr /F1 12 Tf 40 100 Td (99) Tj ET"),
                FindingCode.PREPARED_SCANNED_TEXT);
        return tests;
    }

    private static TestPdf formed(String below, String above) {
        Map<Integer, String> objects = draft();
        objects.put(TEXT, TestPdf.stream("", below + "/L Do"));
        objects.put(PAGE, objects.get(PAGE).replace("/I 8 0 R", "/I 8 0 R/L 11 0 R"));
        objects.put(
                11,
                TestPdf.stream(
                        "/Type/XObject/Subtype/Form/BBox[0 0 400 400]/Resources<</XObject<</I 8 0 R>>>>", above));
        return TestPdf.of(objects);
    }

    private static TestPdf annotated(String subtype, String look, String entries) {
        Map<Integer, String> objects = draft();
        objects.put(PAGE, objects.get(PAGE).replace("[6 0 R]", "[6 0 R 11 0 R]"));
        objects.put(
                11,
                "<</Type/Annot/Subtype/" + subtype + "/Rect[30 330 230 360]/P 3 0 R" + entries + "/AP<</N 12 0 R>>>>");
        objects.put(
                12,
                TestPdf.stream(
                        "/Type/XObject/Subtype/Form/BBox[0 0 200 30]"
                                + "/Resources<</XObject<</I 8 0 R>>/Font<</F1 5 0 R>>>>",
                        look));
        return TestPdf.of(objects);
    }

    @TestFactory
    List<DynamicTest> replace() {
        FindingCode field = FindingCode.PREPARED_FIELD_MISMATCH;
        warned("a field that shows another value", edited(FIELD, "/V(10)", "/V(99)"), field);
        warned("an empty field that shows one", edited(FIELD, "/V(10)", ""), field);
        warned("a choice that shows another", edited(FIELD, "/FT/Tx/T(amount)/V(10)", "/FT/Ch/T(a)/V(99)"), field);
        warned("a box that is drawn on and off at once", box("/V/Off/AS/Yes"), field);
        warned("a box that looks on where it is off", box("/V/Off/AS/Off", "(X) Tj"), field);
        honest("a field that shows its value", TestPdf.of(draft()));
        honest("a field that shows its value with a unit", with(LOOK, Contract.look("(10.00 baht) Tj")));
        honest("an empty field", edited(FIELD, "/V(10)", "/V()/MK<<>>", LOOK, Contract.look("")));
        honest("a password", edited(FIELD, "/V(10)", "/Ff 8192/V(secret)"));
        honest("a box that is on", box("/V/Yes/AS/Yes"));
        honest("a box that is off", box("/V/Off/AS/Off"));

        FindingCode missing = FindingCode.PREPARED_FONT_MISSING;
        warned("a font that is not there", edited(5, "Helvetica", "Sarabun"), missing);
        told("a standard font", TestPdf.of(draft()), FindingCode.PREPARED_FONT_STANDARD);
        FindingCode mismatch = FindingCode.PREPARED_FONT_MISMATCH;
        warned("a font that says another digit", mapped("<39> <0031>"), mismatch);
        honest("a font that says what it shows", mapped("<39> <0039>"));

        FindingCode outside = FindingCode.PREPARED_EXTERNAL_CONTENT;
        warned("content in another file", with(TEXT, TestPdf.stream("/F(other.bin)", SAYS)), outside);
        warned(
                "a page of another file",
                with(8, TestPdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F(other.pdf)/Page 0>>", "")),
                outside);
        return tests;
    }

    private static TestPdf box(String state) {
        return box(state, "");
    }

    private static TestPdf box(String state, String off) {
        Map<Integer, String> objects = draft();
        objects.put(
                FIELD,
                "<</Type/Annot/Subtype/Widget/FT/Btn/T(agreed)" + state
                        + "/Rect[40 280 50 290]/F 4/P 3 0 R/AP<</N<</Yes 11 0 R/Off 10 0 R>>>>>>");
        objects.put(LOOK, Contract.look(off));
        objects.put(11, Contract.look("(X) Tj"));
        return TestPdf.of(objects);
    }

    private static TestPdf mapped(String pair) {
        Map<Integer, String> objects = draft();
        objects.put(5, objects.get(5).replace("/Encoding", "/ToUnicode 11 0 R/Encoding"));
        objects.put(11, TestPdf.stream("", "1 beginbfchar\n" + pair + "\nendbfchar"));
        return TestPdf.of(objects);
    }

    @TestFactory
    List<DynamicTest> hideAndReplace() {
        FindingCode object = FindingCode.PREPARED_HIDDEN_OBJECT;
        warned("a second catalog", with(70, "<</Type/Catalog/Pages 2 0 R>>"), object);
        warned("a second page", with(70, "<</Type/Page/MediaBox[0 0 9 9]/Contents 4 0 R>>"), object);
        warned("a second content", with(70, TestPdf.stream("", "BT (99) Tj ET")), object);
        warned("an appearance in reserve", with(70, Contract.look("(99) Tj")), object);
        warned(
                "a number that two objects have",
                with(70, "<<>>\nendobj\n4 0 obj\n" + TestPdf.stream("", "BT (99) Tj ET")),
                object);
        told("an unused resource", with(70, "<</Type/ExtGState/ca 1>>"), FindingCode.PREPARED_UNUSED_OBJECTS);

        FindingCode bytes = FindingCode.PREPARED_LOOSE_BYTES;
        warned("bytes behind the end", TestPdf.of(draft()).raw("%PDF-1.7 and more"), bytes);
        warned("bytes between objects", with(9, draft().get(9) + "\nendobj\nsomething else\n"), bytes);
        honest("blanks behind the end", TestPdf.of(draft()).raw("\n\n"));

        warned(
                "an update that shows other words",
                TestPdf.of(draft()).update(TEXT, TestPdf.stream("", SAYS.replace("10", "99"))),
                FindingCode.PREPARED_EARLIER_CONTENT);
        warned(
                "an update that brings another font",
                TestPdf.of(draft()).update(5, draft().get(5).replace("Helvetica", "Courier")),
                FindingCode.PREPARED_EARLIER_CONTENT);
        told(
                "an update of the catalog",
                TestPdf.of(draft()).update(1, draft().get(1).replace(">>", "/Lang(th)>>")),
                FindingCode.PREPARED_UPDATES);

        FindingCode layer = FindingCode.PREPARED_LAYER;
        warned("a layer that is off", layered("/OFF[70 0 R]/Locked[70 0 R]"), layer);
        warned("layers that are off at first", layered("/BaseState/OFF/Locked[70 0 R]"), layer);
        warned("a layer that anybody may switch", layered("/ON[70 0 R]"), layer);
        warned("a layer that printing switches", layered("/Locked[70 0 R]/AS[<</Event/Print/OCGs[70 0 R]>>]"), layer);
        honest("a layer that is on and stays so", layered("/ON[70 0 R]/Locked[70 0 R]"));

        FindingCode action = FindingCode.PREPARED_ACTION;
        warned("a script on opening", catalog("/OpenAction<</S/JavaScript/JS(1)>>"), action);
        warned("a script in the names", catalog("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>"), action);
        warned("a program that is started", catalog("/AA<</WC<</Type/Action/S/Launch/F(x.exe)>>>>"), action);
        warned("a page that sends the form", edited(PAGE, "/Parent", "/AA<</O<</S/SubmitForm/F(x)>>>>/Parent"), action);
        warned(
                "a field that computes",
                edited(FIELD, "/T(amount)", "/T(amount)/AA<</C<</S/JavaScript/JS(1)>>>>"),
                action);
        warned(
                "an action after a harmless one",
                catalog("/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/Hide/T(a)>>>>"),
                action);
        honest("opening at a page", catalog("/OpenAction[3 0 R/Fit]"));
        told(
                "a link",
                edited(
                        PAGE,
                        "[6 0 R]",
                        "[6 0 R<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://a.th)>>>>]"),
                FindingCode.PREPARED_LINK);
        return tests;
    }

    private static TestPdf catalog(String entries) {
        return edited(1, "/Pages", entries + "/Pages");
    }

    private static TestPdf layered(String standard) {
        Map<Integer, String> objects = draft();
        objects.put(1, objects.get(1).replace("/Pages", "/OCProperties<</OCGs[70 0 R]/D<<" + standard + ">>>>/Pages"));
        objects.put(70, "<</Type/OCG/Name(picture)>>");
        return TestPdf.of(objects);
    }

    @TestFactory
    List<DynamicTest> ours() throws IOException {
        honest("a sealed-to-be Thai certificate", CertificatePdf.write(SampleCertificate.of(1)));
        honest("one of several pages", CertificatePdf.write(SampleCertificate.of(60)));
        return tests;
    }

    @Test
    void aFindingSaysWhere() {
        Finding finding = found(drawing(SAYS + OVER).bytes()).stream()
                .filter(f -> f.code() == FindingCode.PREPARED_COVERED_TEXT)
                .findFirst()
                .orElseThrow();
        assertEquals("1", finding.details().get(0));
        assertTrue(finding.details().get(1).startsWith("40 "), finding.toString());
        assertEquals("We pay 10 baht", finding.details().get(2));
    }

    @Test
    void hostileFilesAreAFindingSoon() {
        String circle = TestPdf.stream(
                "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 8 0 R>>>>", "/I Do /I Do");
        String crowd = "BT /F1 9 Tf " + "(a) Tj ".repeat(60_000) + "ET " + "0 0 9 9 re f ".repeat(60_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            found(drawing(crowd).bytes());
            assertEquals(
                    List.of(FindingCode.MALFORMED),
                    found(Attacks.latin1("%PDF-1.7\nrubbish")).stream()
                            .map(Finding::code)
                            .toList());
            assertTrue(
                    found(edited(2, "/Kids[3 0 R]", "/Kids[2 0 R 3 0 R 3 0 R]").bytes()).stream()
                            .noneMatch(f -> f.code() == FindingCode.LIMIT_EXCEEDED));
            assertEquals(
                    new TreeSet<>(List.of(FindingCode.PREPARED_NOT_CHECKED)),
                    warnings(found(drawing("BT (unfinished").bytes())));
            found(with(8, circle).bytes());
        });
    }
}
