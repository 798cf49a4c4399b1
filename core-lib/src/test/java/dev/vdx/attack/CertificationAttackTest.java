package dev.vdx.attack;

import static dev.vdx.attack.Contract.AMOUNT;
import static dev.vdx.attack.Contract.CATALOG;
import static dev.vdx.attack.Contract.COMMENT;
import static dev.vdx.attack.Contract.COMMENT_LOOK;
import static dev.vdx.attack.Contract.FORM;
import static dev.vdx.attack.Contract.NAME;
import static dev.vdx.attack.Contract.NEW;
import static dev.vdx.attack.Contract.NEW_SEAL;
import static dev.vdx.attack.Contract.NEW_SIGNATURE;
import static dev.vdx.attack.Contract.PAGE;
import static dev.vdx.attack.Contract.SEAL;
import static dev.vdx.attack.Contract.SEAL_LOOK;
import static dev.vdx.attack.Contract.SIGNATURE;
import static dev.vdx.attack.Contract.approved;
import static dev.vdx.attack.Contract.certified;
import static dev.vdx.attack.Contract.look;
import static dev.vdx.attack.Contract.newSeal;

import dev.vdx.model.ChangeRule;
import dev.vdx.model.FindingCode;
import dev.vdx.pdf.TestPdf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Evil annotations and sneaky signatures (Rohlmann, Mladenov, Mainka, Schwenk, IEEE S&amp;P 2021), and what DocMDP forbids. */
class CertificationAttackTest {
    private static final String OVER_TEXT = "/Rect[30 330 390 360]";
    private static final String ON_BLANK = "/Rect[200 300 290 320]";
    private static final String CADES = "ETSI.CAdES.detached";
    private static final String WHITE_BOX = TestPdf.stream("/Subtype/Form/BBox[0 0 100 40]", "1 g 0 0 100 40 re f");
    private static final List<String> KINDS = List.of(
            "Text",
            "FreeText",
            "Stamp",
            "Redact",
            "Highlight",
            "Underline",
            "Squiggly",
            "StrikeOut",
            "Caret",
            "Ink",
            "Line",
            "Square",
            "Circle",
            "Polygon",
            "PolyLine",
            "Link",
            "FileAttachment",
            "Sound",
            "Movie",
            "Screen",
            "3D",
            "RichMedia",
            "Watermark",
            "PrinterMark",
            "TrapNet",
            "Projection");

    private static String note(String kind, String rectangle, String entries) {
        return "<</Type/Annot/Subtype/" + kind + rectangle + "/Contents(We pay 99)/DA(/F1 12 Tf 0 g)/F 4" + entries
                + ">>";
    }

    private static TestPdf drawn(Contract paper, String annotation, String appearance) {
        return paper.then(Map.of(
                PAGE, paper.annotated(NEW), NEW, annotation.replace("/F 4", "/F 4/AP<</N 63 0 R>>"), 63, appearance));
    }

    @TestFactory
    List<DynamicTest> annotationsAtLevelTwo() {
        Attacks attacks = new Attacks();
        for (String kind : KINDS) {
            attacks.refused(
                    kind + " at P=2",
                    certified(2).commented(note(kind, ON_BLANK, "")),
                    FindingCode.CHANGED_AFTER_SIGNING);
            attacks.refused(
                    kind + " at P=1",
                    certified(1).commented(note(kind, ON_BLANK, "")),
                    FindingCode.CHANGED_AFTER_SIGNING);
        }
        return attacks.changed(
                        "comment removed at P=2",
                        certified(2).thenEdited(PAGE, " 14 0 R", ""),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed(
                        "comment reworded at P=2",
                        certified(2).thenEdited(COMMENT, "November", "December"),
                        ChangeRule.ANNOTATION_ALTERED)
                .accepted("value filled in at P=2", filled(certified(2)))
                .tests();
    }

    @TestFactory
    List<DynamicTest> annotationsAtLevelThree() {
        Attacks attacks = new Attacks();
        for (Contract paper : List.of(certified(3), approved())) {
            String where = paper.object(SIGNATURE).contains("DocMDP") ? " at P=3" : " without DocMDP";
            for (String kind : List.of("FreeText", "Stamp")) {
                attacks.changed(
                        kind + " over text" + where,
                        paper.commented(note(kind, OVER_TEXT, "")),
                        ChangeRule.CONTENT_COVERED);
            }
            for (String kind : List.of("Highlight", "Underline", "Squiggly", "StrikeOut", "Link", "Square", "Ink")) {
                attacks.changed(
                        kind + " drawn as a white box over text" + where,
                        drawn(paper, note(kind, OVER_TEXT, ""), WHITE_BOX),
                        ChangeRule.CONTENT_COVERED);
                attacks.changed(
                        kind + " drawn as other words over text" + where,
                        drawn(paper, note(kind, OVER_TEXT, ""), look("(We pay 99) Tj")),
                        ChangeRule.CONTENT_COVERED);
            }
            attacks.changed(
                            "FreeText with opacity" + where,
                            paper.commented(note("FreeText", OVER_TEXT, "/CA 0.99")),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "FreeText over an image" + where,
                            paper.commented(note("FreeText", "/Rect[300 300 340 340]", "")),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "FreeText over a filled field" + where,
                            paper.commented(note("FreeText", "/Rect[40 280 120 300]", "")),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "FreeText over the seal" + where,
                            paper.commented(note("FreeText", "/Rect[40 40 140 80]", "")),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "FreeText over a comment" + where,
                            paper.commented(note("FreeText", "/Rect[200 200 300 240]", "")),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "square filled" + where,
                            paper.commented(note("Square", OVER_TEXT, "/IC[1 1 1]")),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "sticky note as large as the text" + where,
                            drawn(paper, note("Text", OVER_TEXT, ""), WHITE_BOX),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "sticky note whose icon is a word" + where,
                            drawn(paper, note("Text", "/Rect[85 335 105 355]", ""), look("(99) Tj")),
                            ChangeRule.CONTENT_COVERED)
                    .changed("redaction" + where, paper.commented(note("Redact", ON_BLANK, "")), ChangeRule.UNEXPLAINED)
                    .changed(
                            "comment with additional actions" + where,
                            paper.commented(note("Text", ON_BLANK, "/AA<</E<</S/URI/URI(x)>>>>")),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "link that runs a script" + where,
                            paper.commented(note("Link", ON_BLANK, "/A<</S/JavaScript/JS(x)>>")),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "link that launches a program" + where,
                            paper.commented(note("Link", ON_BLANK, "/A<</S/Launch/F(x)>>")),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "link that leads somewhere and runs a script then" + where,
                            paper.commented(note("Link", ON_BLANK, "/A<</S/URI/URI(x)/Next<</S/JavaScript/JS(x)>>>>")),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "free text beside the text, drawn over it in the next update" + where,
                            paper.commented(note("FreeText", ON_BLANK, ""))
                                    .update(NEW, note("FreeText", OVER_TEXT, "")),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "frame around the text, filled in the next update" + where,
                            drawn(
                                            paper,
                                            note("Square", OVER_TEXT, ""),
                                            TestPdf.stream("/Subtype/Form/BBox[0 0 9 9]", "0 0 9 9 re S"))
                                    .update(63, WHITE_BOX),
                            ChangeRule.CONTENT_COVERED)
                    .changed(
                            "appearance to come, then a white box" + where,
                            paper.then(Map.of(
                                            PAGE,
                                            paper.annotated(NEW),
                                            NEW,
                                            note("Highlight", OVER_TEXT, "/AP<</N 63 0 R>>")))
                                    .update(63, WHITE_BOX),
                            ChangeRule.UNEXPLAINED)
                    .accepted("free text on blank paper" + where, paper.commented(note("FreeText", ON_BLANK, "")))
                    .accepted("stamp on blank paper" + where, paper.commented(note("Stamp", ON_BLANK, "")))
                    .accepted("highlight" + where, paper.commented(note("Highlight", OVER_TEXT, "")))
                    .accepted(
                            "highlight that multiplies" + where,
                            drawn(
                                    paper,
                                    note("Highlight", OVER_TEXT, ""),
                                    TestPdf.stream(
                                            "/Subtype/Form/BBox[0 0 9 9]/Resources<</ExtGState<</G<</BM/Multiply>>>>>>",
                                            "/G gs 1 1 0 rg 0 0 9 9 re f")))
                    .accepted("frame around the text" + where, paper.commented(note("Square", OVER_TEXT, "")))
                    .accepted("sticky note on text" + where, paper.commented(note("Text", "/Rect[85 335 105 355]", "")))
                    .accepted(
                            "link that leads somewhere" + where,
                            paper.commented(note("Link", OVER_TEXT, "/A<</S/URI/URI(x)>>")));
        }
        return attacks.changed(
                        "comment redrawn over text at P=3",
                        certified(3).thenEdited(COMMENT, "[200 200 300 240]", "[30 330 390 360]"),
                        ChangeRule.CONTENT_COVERED)
                .accepted("comment reworded at P=3", reworded(certified(3)))
                .accepted("comment removed at P=3", certified(3).thenEdited(PAGE, " 14 0 R", ""))
                .tests();
    }

    private static TestPdf reworded(Contract paper) {
        return paper.then(Map.of(
                COMMENT, paper.edited(COMMENT, "November", "December"), COMMENT_LOOK, look("(only in December) Tj")));
    }

    private static TestPdf filled(Contract paper) {
        return paper.then(
                Map.of(NAME, paper.entry(NAME, "/V(Somchai)/AP<</N " + NEW + " 0 R>>"), NEW, look("(Somchai) Tj")));
    }

    @TestFactory
    List<DynamicTest> sneakySignatures() {
        String visible = newSeal("[200 40 300 80]", "/AP<</N 63 0 R>>");
        String covering = newSeal("[0 0 400 390]", "/AP<</N 63 0 R>>");
        Map<Integer, String> drawn = Map.of(63, look("(Agency B) Tj"));
        Attacks attacks = new Attacks();
        for (int p : new int[] {2, 3}) {
            Contract paper = certified(p);
            attacks.changed(
                            "signature over the page at P=" + p,
                            paper.signedAgain(covering, CADES, drawn),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "empty field over the page, to be signed later, at P=" + p,
                            paper.then(Map.of(
                                    PAGE,
                                    paper.annotated(NEW_SEAL),
                                    FORM,
                                    paper.edited(FORM, "13 0 R]", "13 0 R 61 0 R]"),
                                    NEW_SEAL,
                                    newSeal("[0 0 400 390]", "/AP<</N 63 0 R>>").replace("/V 62 0 R", ""),
                                    63,
                                    WHITE_BOX)),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "time-stamp over the page at P=" + p,
                            paper.signedAgain(covering, "ETSI.RFC3161", drawn),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "appearance of the certifying field at P=" + p,
                            paper.then(SEAL_LOOK, look("(Agency M) Tj")),
                            ChangeRule.SIGNED_FIELD_ALTERED)
                    .changed(
                            "certifying field's appearance re-pointed at P=" + p,
                            paper.thenEdited(SEAL, "/N 21 0 R", "/N 15 0 R"),
                            ChangeRule.SIGNED_FIELD_ALTERED)
                    .changed(
                            "certifying field moved at P=" + p,
                            paper.thenEdited(SEAL, "[40 40 140 80]", "[40 280 120 300]"),
                            ChangeRule.SIGNED_FIELD_ALTERED)
                    .changed(
                            "second signature's look changed afterwards at P=" + p,
                            paper.signedAgain(visible, CADES, drawn).update(63, WHITE_BOX),
                            ChangeRule.SIGNED_FIELD_ALTERED)
                    .changed(
                            "second signature's field enlarged afterwards at P=" + p,
                            paper.signedAgain(visible, CADES, drawn).update(NEW_SEAL, covering),
                            ChangeRule.SIGNED_FIELD_ALTERED)
                    .changed(
                            "field with a script at P=" + p,
                            paper.signedAgain(
                                    newSeal("[0 0 0 0]", "/AA<</E<</S/JavaScript/JS(x)>>>>"), CADES, Map.of()),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "field of text smuggled in at P=" + p,
                            paper.then(Map.of(
                                    PAGE,
                                    paper.annotated(NEW),
                                    FORM,
                                    paper.edited(FORM, "13 0 R]", "13 0 R 60 0 R]"),
                                    NEW,
                                    paper.edited(AMOUNT, "(amount)", "(more)"))),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "filled field's appearance alone at P=" + p,
                            paper.then(Contract.AMOUNT_LOOK, look("(99) Tj")),
                            ChangeRule.UNEXPLAINED)
                    .changed(
                            "certification taken away at P=" + p,
                            paper.thenEdited(CATALOG, "/Perms<</DocMDP 9 0 R>>", ""),
                            ChangeRule.PERMISSION_REMOVED)
                    .changed(
                            "certification re-pointed at P=" + p,
                            paper.signedAgain(
                                    visible,
                                    CADES,
                                    Map.of(
                                            CATALOG,
                                            paper.edited(CATALOG, "/DocMDP 9 0 R", "/DocMDP 62 0 R"),
                                            63,
                                            look("(Agency B) Tj"))),
                            ChangeRule.PERMISSION_REMOVED)
                    .accepted("second signature that shows itself at P=" + p, paper.signedAgain(visible, CADES, drawn))
                    .accepted(
                            "document time-stamp at P=" + p,
                            paper.signedAgain(newSeal("[0 0 0 0]", ""), "ETSI.RFC3161", Map.of()));
        }
        return attacks.tests();
    }

    @TestFactory
    List<DynamicTest> levelOne() {
        Contract paper = certified(1);
        return new Attacks()
                .refused("value filled in", filled(paper), FindingCode.CHANGED_AFTER_SIGNING)
                .refused(
                        "signature",
                        paper.signedAgain(newSeal("[0 0 0 0]", ""), CADES, Map.of()),
                        FindingCode.CHANGED_AFTER_SIGNING)
                .refused("comment", paper.commented(note("Text", ON_BLANK, "")), FindingCode.CHANGED_AFTER_SIGNING)
                .changed(
                        "validation data that a page shows",
                        certified(1)
                                .edit(PAGE, "4 0 R 27 0 R", "4 0 R 60 0 R")
                                .then(Map.of(
                                        CATALOG,
                                        certified(1).entry(CATALOG, "/DSS<</Certs[60 0 R]>>"),
                                        NEW,
                                        TestPdf.stream("", "(x) Tj"))),
                        ChangeRule.REFERENCED_ELSEWHERE)
                .changed(
                        "signature field that calls itself a time-stamp and shows itself",
                        paper.signedAgain(
                                newSeal("[200 40 300 80]", "/AP<</N 63 0 R>>"),
                                "ETSI.RFC3161",
                                Map.of(63, look("(x) Tj"))),
                        ChangeRule.NEW_SIGNATURE)
                .accepted("validation data", validationData(paper))
                .accepted("document time-stamp", paper.signedAgain(newSeal("[0 0 0 0]", ""), "ETSI.RFC3161", Map.of()))
                .tests();
    }

    private static TestPdf validationData(Contract paper) {
        return paper.then(
                Map.of(CATALOG, paper.entry(CATALOG, "/DSS<</Certs[60 0 R]>>"), NEW, TestPdf.stream("", "x")));
    }

    @TestFactory
    List<DynamicTest> locks() {
        Contract locked = certified(2)
                .edit(SEAL, "/V 9 0 R", "/V 9 0 R/Lock<</Type/SigFieldLock/Action/Include/Fields[(name)]>>");
        Contract indirect = certified(2)
                .edit(SEAL, "/V 9 0 R", "/V 9 0 R/Lock<</Type/SigFieldLock/Action/Include/Fields[(name)]>>")
                .edit(NAME, "/T(name)", "/T(name)/V 70 0 R");
        Contract other =
                certified(2).edit(SEAL, "/V 9 0 R", "/V 9 0 R/Lock<</Type/SigFieldLock/Action/Include/Fields[(nam)]>>");
        return new Attacks()
                .refused("locked field filled", filled(locked), FindingCode.CHANGED_AFTER_SIGNING)
                .changed("locked field's value comes alive", indirect.then(70, "(99)"), ChangeRule.UNEXPLAINED)
                .changed(
                        "locked field's value changed by itself",
                        indirect.with(70, "(10)").then(70, "(99)"),
                        ChangeRule.UNEXPLAINED)
                .changed("lock removed", locked.then(SEAL, certified(2).object(SEAL)), ChangeRule.SIGNED_FIELD_ALTERED)
                .refused(
                        "locked field filled and signed by somebody else",
                        locked.signedAgain(newSeal("[0 0 0 0]", ""), CADES, Map.of())
                                .update(Map.of(
                                        NAME,
                                        locked.entry(NAME, "/V(Somchai)/AP<</N 60 0 R>>"),
                                        NEW,
                                        look("(Somchai) Tj"))),
                        FindingCode.CHANGED_AFTER_SIGNING)
                .accepted("field whose name begins alike filled", filled(other))
                .tests();
    }

    @TestFactory
    List<DynamicTest> signedFieldAndSignature() {
        Contract paper = approved();
        return new Attacks()
                .changed(
                        "signed field's /Rect",
                        paper.thenEdited(SEAL, "[40 40", "[41 40"),
                        ChangeRule.SIGNED_FIELD_ALTERED)
                .changed(
                        "signed field's /F",
                        paper.thenEdited(SEAL, "/F 132", "/F 134"),
                        ChangeRule.SIGNED_FIELD_ALTERED)
                .changed(
                        "signed field's name",
                        paper.thenEdited(SEAL, "(Seal)", "(Sale)"),
                        ChangeRule.SIGNED_FIELD_ALTERED)
                .changed("signed field's /AP", paper.then(SEAL_LOOK, WHITE_BOX), ChangeRule.SIGNED_FIELD_ALTERED)
                .refused(
                        "signature dictionary's reason, in an update",
                        paper.then(SIGNATURE, TestPdf.signature(CADES, "/Reason(other)")),
                        FindingCode.SIGNATURE_STRIPPED)
                .refused("signature dictionary freed", paper.then(SIGNATURE, "free"), FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "form taken out of the catalog",
                        paper.thenEdited(CATALOG, "/AcroForm 7 0 R", ""),
                        FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "field taken out of the form",
                        paper.thenEdited(FORM, "8 0 R ", ""),
                        FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "value taken out of the field",
                        paper.thenEdited(SEAL, "/V 9 0 R", ""),
                        FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "field of another kind",
                        paper.thenEdited(SEAL, "/FT/Sig", "/FT/Tx"),
                        FindingCode.SIGNATURE_STRIPPED)
                .changed(
                        "old signature in a new field",
                        paper.signedAgain(
                                newSeal("[0 0 0 0]", "").replace("/V " + NEW_SIGNATURE, "/V " + SIGNATURE),
                                CADES,
                                Map.of(NEW_SIGNATURE, "null")),
                        ChangeRule.UNEXPLAINED)
                .accepted("second signature", paper.signedAgain(newSeal("[0 0 0 0]", ""), CADES, Map.of()))
                .tests();
    }
}
