package dev.vdx.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Change;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.ChangesAfter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each thing that may follow a signature, with a twin that may not ({@code spec/pdf-changes.md}). */
class ChangesTest {
    private static final String NEW_FIELD =
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(Second)/Rect[0 0 0 0]/F 132/P 3 0 R/V 21 0 R>>";

    private static ChangesAfter first(TestPdf pdf) {
        return pdf.read().signatures().get(0).changesAfter();
    }

    private static void allowed(TestPdf pdf, ChangeLevel level) {
        ChangesAfter changes = first(pdf);
        assertTrue(changes.permitted(), changes::toString);
        assertEquals(level, changes.level(), changes::toString);
    }

    private static void suspicious(TestPdf pdf, ChangeRule rule) {
        ChangesAfter changes = first(pdf);
        assertFalse(changes.permitted(), changes::toString);
        assertEquals(ChangeLevel.SUSPICIOUS, changes.level(), changes::toString);
        assertTrue(
                changes.entries().stream().anyMatch(c -> c.verdict() == Change.Verdict.SUSPICIOUS && c.rule() == rule),
                changes::toString);
    }

    private static void forbidden(TestPdf pdf) {
        ChangesAfter changes = first(pdf);
        assertFalse(changes.permitted(), changes::toString);
        assertTrue(
                changes.entries().stream().anyMatch(c -> c.verdict() == Change.Verdict.FORBIDDEN), changes::toString);
    }

    private static TestPdf secondSignature(TestPdf pdf, String field, String subFilter) {
        return pdf.update(Map.of(
                3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 20 0 R]"),
                7, TestPdf.FORM.replace("8 0 R]", "8 0 R 20 0 R]"),
                20, field,
                21, TestPdf.signature(subFilter, "")));
    }

    @Test
    void nothingAfterTheSignature() {
        allowed(TestPdf.signed(), ChangeLevel.NONE);
    }

    @Test
    void contentMayNotChange() {
        suspicious(
                TestPdf.signed().update(4, TestPdf.stream("", "BT /F1 12 Tf (Pay 99) Tj ET")), ChangeRule.UNEXPLAINED);
    }

    @Test
    void contentMayBeWrittenAgain() {
        allowed(TestPdf.signed().update(4, TestPdf.stream("", "BT /F1 12 Tf (Pay 10) Tj ET")), ChangeLevel.LTA);
    }

    @Test
    void numbersMayBeSpeltOtherwiseAndKeysReordered() {
        allowed(
                TestPdf.signed()
                        .update(
                                3,
                                "<</MediaBox[0.0 0 200.00 200]/Type/Page/Parent 2 0 R/Contents 4 0 R"
                                        + "/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R 8 0 R]>>"),
                ChangeLevel.LTA);
    }

    @Test
    void mediaBoxMayNotChange() {
        suspicious(
                TestPdf.signed().update(3, TestPdf.PAGE.replace("[0 0 200 200]", "[0 0 200 100]")),
                ChangeRule.UNEXPLAINED);
    }

    @Test
    void directValueMayBecomeIndirectButNotAnother() {
        String indirect = TestPdf.PAGE.replace("[0 0 200 200]", " 30 0 R");
        allowed(TestPdf.signed().update(Map.of(3, indirect, 30, "[0 0 200 200]")), ChangeLevel.LTA);
        suspicious(TestPdf.signed().update(Map.of(3, indirect, 30, "[0 0 200 100]")), ChangeRule.UNEXPLAINED);
    }

    @Test
    void fontMayNotChange() {
        suspicious(TestPdf.signed().update(5, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"), ChangeRule.UNEXPLAINED);
    }

    @Test
    void validationDataMayBeAdded() {
        allowed(
                TestPdf.signed()
                        .update(Map.of(
                                1, TestPdf.CATALOG.replace(">>", "/DSS 30 0 R>>"),
                                30, "<</Certs[31 0 R]/VRI<<>>>>",
                                31, TestPdf.stream("", "cert"))),
                ChangeLevel.LTA);
    }

    @Test
    void validationDataMayNotBeDrawnToo() {
        TestPdf pdf = TestPdf.signedWith(3, TestPdf.PAGE.replace("/Contents 4 0 R", "/Contents[4 0 R 31 0 R]"));
        suspicious(
                pdf.update(Map.of(
                        1, TestPdf.CATALOG.replace(">>", "/DSS 30 0 R>>"),
                        30, "<</Certs[31 0 R]>>",
                        31, TestPdf.stream("", "(evil) Tj"))),
                ChangeRule.REFERENCED_ELSEWHERE);
    }

    @Test
    void validationDataMayNotGoAltogether() {
        TestPdf pdf = TestPdf.signedWith(1, TestPdf.CATALOG.replace(">>", "/DSS<</Certs[]>>>>"));
        suspicious(pdf.update(1, TestPdf.CATALOG), ChangeRule.UNEXPLAINED);
    }

    @Test
    void anotherSignatureMayFollow() {
        allowed(secondSignature(TestPdf.signed(), NEW_FIELD, "ETSI.CAdES.detached"), ChangeLevel.FORM);
    }

    @Test
    void documentTimestampIsNoFormChange() {
        allowed(secondSignature(TestPdf.signed(), NEW_FIELD, "ETSI.RFC3161"), ChangeLevel.LTA);
    }

    @Test
    void newSignatureMayNotCoverThePage() {
        String covering = NEW_FIELD.replace("[0 0 0 0]", "[0 0 200 190]").replace(">>", "/AP<</N 22 0 R>>>>");
        suspicious(secondSignature(TestPdf.signed(), covering, "ETSI.CAdES.detached"), ChangeRule.UNEXPLAINED);
    }

    @Test
    void newFieldMayNotVouchWithAnOldSignature() {
        suspicious(
                TestPdf.signed()
                        .update(Map.of(
                                3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 20 0 R]"),
                                7, TestPdf.FORM.replace("8 0 R]", "8 0 R 20 0 R]"),
                                20, NEW_FIELD.replace("21 0 R", "9 0 R"))),
                ChangeRule.UNEXPLAINED);
    }

    @Test
    void newFieldOfAnotherKindMayNotFollow() {
        suspicious(
                TestPdf.signed()
                        .update(Map.of(
                                3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 20 0 R]"),
                                7, TestPdf.FORM.replace("8 0 R]", "8 0 R 20 0 R]"),
                                20, TestPdf.TEXT_FIELD.replace("(name)", "(more)"))),
                ChangeRule.UNEXPLAINED);
    }

    @Test
    void emptyFieldMayBeFilled() {
        allowed(
                TestPdf.signed()
                        .update(Map.of(
                                6,
                                TestPdf.TEXT_FIELD.replace(">>", "/V(Somchai)/AP<</N 30 0 R>>>>"),
                                30,
                                TestPdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 80 20]", "q Q"))),
                ChangeLevel.FORM);
    }

    @Test
    void filledFieldMayBeReplacedOnlyWhereTheSignerSaysSo() {
        String filled = TestPdf.TEXT_FIELD.replace(">>", "/V(ten)>>");
        suspicious(
                TestPdf.signedWith(6, filled).update(6, filled.replace("ten", "99")), ChangeRule.FORM_VALUE_REPLACED);
        Map<Integer, String> certified = certified(2);
        certified.put(6, filled);
        allowed(TestPdf.of(certified).update(6, filled.replace("ten", "99")), ChangeLevel.FORM);
    }

    @Test
    void filledFieldMayNotBeEmptied() {
        Map<Integer, String> certified = certified(2);
        certified.put(6, TestPdf.TEXT_FIELD.replace(">>", "/V(10)>>"));
        suspicious(TestPdf.of(certified).update(6, TestPdf.TEXT_FIELD), ChangeRule.UNEXPLAINED);
    }

    @Test
    void filledFieldMayNotBeDrawnAnew() {
        String filled = TestPdf.TEXT_FIELD.replace(">>", "/V(10)/AP<</N 30 0 R>>>>");
        Map<Integer, String> objects = TestPdf.objects();
        objects.put(6, filled);
        objects.put(30, TestPdf.stream("/Subtype/Form", "(10) Tj"));
        suspicious(
                TestPdf.of(objects)
                        .update(Map.of(
                                6, filled.replace("30 0 R", "31 0 R"), 31, TestPdf.stream("/Subtype/Form", "(99) Tj"))),
                ChangeRule.UNEXPLAINED);
        suspicious(TestPdf.of(objects).update(30, TestPdf.stream("/Subtype/Form", "(99) Tj")), ChangeRule.UNEXPLAINED);
    }

    @Test
    void fieldMayNotMoveOrHide() {
        String field = TestPdf.TEXT_FIELD;
        suspicious(TestPdf.signed().update(6, field.replace("[10 10 90 30]", "[10 10 10 10]")), ChangeRule.UNEXPLAINED);
        suspicious(TestPdf.signed().update(6, field.replace(">>", "/F 2>>")), ChangeRule.UNEXPLAINED);
    }

    @Test
    void fieldMayNotGo() {
        suspicious(TestPdf.signed().update(7, TestPdf.FORM.replace("6 0 R ", "")), ChangeRule.UNEXPLAINED);
        suspicious(TestPdf.signed().update(3, TestPdf.PAGE.replace("6 0 R ", "")), ChangeRule.UNEXPLAINED);
        suspicious(TestPdf.signed().update(6, "free"), ChangeRule.UNEXPLAINED);
    }

    @Test
    void signedFieldMayNotBeAltered() {
        suspicious(
                TestPdf.signed().update(8, TestPdf.SIGNED_FIELD.replace("[10 50 90 80]", "[0 0 200 200]")),
                ChangeRule.SIGNED_FIELD_ALTERED);
        suspicious(
                TestPdf.signed().update(8, TestPdf.SIGNED_FIELD.replace(">>", "/AP<</N 4 0 R>>>>")),
                ChangeRule.SIGNED_FIELD_ALTERED);
    }

    @Test
    void appearanceOfASignedFieldMayNotBeOverwritten() {
        Map<Integer, String> objects = TestPdf.objects();
        objects.put(8, TestPdf.SIGNED_FIELD.replace(">>", "/AP<</N 30 0 R>>>>"));
        objects.put(30, TestPdf.stream("/Subtype/Form", "(Agency A) Tj"));
        suspicious(
                TestPdf.of(objects).update(30, TestPdf.stream("/Subtype/Form", "(Agency B) Tj")),
                ChangeRule.SIGNED_FIELD_ALTERED);
    }

    @Test
    void crossReferenceMayNotPointAnObjectElsewhere() {
        // Hidden in the signed revision lies a second object 4 that no entry led to.
        TestPdf pdf =
                TestPdf.signedWith(10, "<<>>\nendobj\n4 0 obj\n" + TestPdf.stream("", "BT /F1 12 Tf (Pay 99) Tj ET"));
        long hidden = pdf.offsetOf("4 0 obj\n<</Length 27>>\nstream\nBT /F1 12 Tf (Pay 99)");
        ChangesAfter changes = first(pdf.point(4, hidden));
        assertTrue(changes.entries().stream().anyMatch(c -> c.kind() == Change.Kind.REDIRECTED));
        assertFalse(changes.permitted());
    }

    @Test
    void danglingReferenceOfTheSignedPageMayNotComeAlive() {
        TestPdf pdf = TestPdf.signedWith(3, TestPdf.PAGE.replace("/Contents 4 0 R", "/Contents[4 0 R 40 0 R]"));
        suspicious(pdf.update(40, TestPdf.stream("", "(evil) Tj")), ChangeRule.UNEXPLAINED);
    }

    @Test
    void unreachableObjectIsNeverSeen() {
        allowed(TestPdf.signed().update(40, "<</Nobody/Cares>>"), ChangeLevel.LTA);
    }

    @Test
    void trailerMayNotLeadElsewhere() {
        suspicious(TestPdf.signed().update(Map.of(40, TestPdf.CATALOG), "/Root 40 0 R"), ChangeRule.UNEXPLAINED);
        suspicious(TestPdf.signed().update(Map.of(40, "<<>>"), "/Root 1 0 R/Extra 40 0 R"), ChangeRule.UNEXPLAINED);
    }

    @Test
    void catalogMayNotGetActions() {
        suspicious(
                TestPdf.signed().update(1, TestPdf.CATALOG.replace(">>", "/OpenAction<</S/JavaScript/JS(x)>>>>")),
                ChangeRule.UNEXPLAINED);
    }

    @Test
    void keyStandingTwiceIsRefused() {
        suspicious(
                TestPdf.signed().update(1, TestPdf.CATALOG.replace(">>", "/Pages 2 0 R/Pages 2 0 R/DSS<<>>>>")),
                ChangeRule.UNEXPLAINED);
    }

    @Test
    void versionMayRiseNotFall() {
        allowed(TestPdf.signed().update(1, TestPdf.CATALOG.replace(">>", "/Version/2.0>>")), ChangeLevel.LTA);
        TestPdf high = TestPdf.signedWith(1, TestPdf.CATALOG.replace(">>", "/Version/2.0>>"));
        suspicious(high.update(1, TestPdf.CATALOG.replace(">>", "/Version/1.4>>")), ChangeRule.UNEXPLAINED);
    }

    @Test
    void needAppearancesMayNotBeTurnedOn() {
        suspicious(
                TestPdf.signed().update(7, TestPdf.FORM.replace(">>", "/NeedAppearances true>>")),
                ChangeRule.UNEXPLAINED);
    }

    @Test
    void metadataMayChangeButStayXml() {
        Map<Integer, String> objects = TestPdf.objects();
        objects.put(1, TestPdf.CATALOG.replace(">>", "/Metadata 30 0 R>>"));
        objects.put(30, TestPdf.stream("/Type/Metadata", "<x/>"));
        allowed(TestPdf.of(objects).update(30, TestPdf.stream("/Type/Metadata", "<y>1</y>")), ChangeLevel.LTA);
        suspicious(
                TestPdf.of(objects)
                        .update(30, TestPdf.stream("/Type/Metadata", "<!DOCTYPE y [<!ENTITY a 'b'>]><y>&a;</y>")),
                ChangeRule.UNEXPLAINED);
    }

    private static TestPdf comment(TestPdf pdf, String annotation) {
        return pdf.update(Map.of(3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 50 0 R]"), 50, annotation));
    }

    @Test
    void commentMayBeAddedWhereNobodyForbadeIt() {
        String note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Seen)>>";
        allowed(comment(TestPdf.signed(), note), ChangeLevel.ANNOTATION);
        allowed(comment(TestPdf.of(certified(3)), note), ChangeLevel.ANNOTATION);
        forbidden(comment(TestPdf.of(certified(2)), note));
    }

    @Test
    void redactionIsNoComment() {
        suspicious(comment(TestPdf.signed(), "<</Type/Annot/Subtype/Redact/Rect[0 0 9 9]>>"), ChangeRule.UNEXPLAINED);
    }

    @Test
    void commentMayGoOnlyWhereTheSignerSaysSo() {
        Map<Integer, String> objects = certified(3);
        objects.put(3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 50 0 R]"));
        objects.put(50, "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(cover)>>");
        allowed(TestPdf.of(objects).update(3, TestPdf.PAGE), ChangeLevel.ANNOTATION);
        objects.put(9, TestPdf.signature("ETSI.CAdES.detached", ""));
        suspicious(TestPdf.of(objects).update(3, TestPdf.PAGE), ChangeRule.ANNOTATION_ALTERED);
    }

    private static Map<Integer, String> certified(int p) {
        Map<Integer, String> objects = TestPdf.objects();
        objects.put(
                9,
                TestPdf.signature(
                        "ETSI.CAdES.detached",
                        "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P " + p
                                + "/V/1.2>>>>]"));
        objects.put(1, TestPdf.CATALOG.replace(">>", "/Perms<</DocMDP 9 0 R>>>>"));
        return objects;
    }

    @Test
    void docMdpOneAllowsValidationDataAndTimestampsOnly() {
        TestPdf certified = TestPdf.of(certified(1));
        String catalog = certified(1).get(1);
        allowed(certified.update(1, catalog.replace("/Perms", "/DSS<</Certs[]>>/Perms")), ChangeLevel.LTA);
        allowed(secondSignature(TestPdf.of(certified(1)), NEW_FIELD, "ETSI.RFC3161"), ChangeLevel.LTA);
        forbidden(secondSignature(TestPdf.of(certified(1)), NEW_FIELD, "ETSI.CAdES.detached"));
    }

    @Test
    void certificationMayNotBeTakenAway() {
        suspicious(TestPdf.of(certified(1)).update(1, TestPdf.CATALOG), ChangeRule.PERMISSION_REMOVED);
    }

    @Test
    void laterSignatureIsBoundByAnEarlierPermission() {
        TestPdf pdf = secondSignature(TestPdf.of(certified(2)), NEW_FIELD, "ETSI.CAdES.detached");
        String note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>";
        pdf.update(Map.of(3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 20 0 R 50 0 R]"), 50, note));
        pdf.read().signatures().forEach(s -> assertFalse(s.changesAfter().permitted()));
    }

    @Test
    void lockNamesWholeFieldsOnly() {
        String lock = "/Lock<</Type/SigFieldLock/Action/Include/Fields[(%s)]>>>>";
        String filled = TestPdf.TEXT_FIELD.replace(">>", "/V(x)>>");
        forbidden(TestPdf.signedWith(8, TestPdf.SIGNED_FIELD.replace(">>", lock.formatted("name")))
                .update(6, filled));
        allowed(
                TestPdf.signedWith(8, TestPdf.SIGNED_FIELD.replace(">>", lock.formatted("nam")))
                        .update(6, filled),
                ChangeLevel.FORM);
    }

    @Test
    void bytesThatBelongToNothingAreRefused() {
        suspicious(
                TestPdf.signed().raw("5 0 obj <</Hidden true>> endobj\n").update(40, "<<>>"),
                ChangeRule.UNEXPLAINED_BYTES);
        suspicious(TestPdf.signed().raw("trailing words"), ChangeRule.UNEXPLAINED_BYTES);
        allowed(TestPdf.signed().raw("\r\n\0\0 "), ChangeLevel.NONE);
        allowed(TestPdf.signed().raw("% a comment\n").update(40, "<<>>"), ChangeLevel.LTA);
    }
}
