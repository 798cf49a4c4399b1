package dev.vdx.attack;

import static dev.vdx.attack.Contract.ACTION;
import static dev.vdx.attack.Contract.AMOUNT;
import static dev.vdx.attack.Contract.AMOUNT_LOOK;
import static dev.vdx.attack.Contract.CATALOG;
import static dev.vdx.attack.Contract.CHECK;
import static dev.vdx.attack.Contract.CHOICE;
import static dev.vdx.attack.Contract.COMMENT;
import static dev.vdx.attack.Contract.COMMENT_LOOK;
import static dev.vdx.attack.Contract.ENCODING;
import static dev.vdx.attack.Contract.FONT;
import static dev.vdx.attack.Contract.FORM;
import static dev.vdx.attack.Contract.IMAGE;
import static dev.vdx.attack.Contract.LAYER;
import static dev.vdx.attack.Contract.LINK;
import static dev.vdx.attack.Contract.METADATA;
import static dev.vdx.attack.Contract.NAME;
import static dev.vdx.attack.Contract.NEW;
import static dev.vdx.attack.Contract.PAGE;
import static dev.vdx.attack.Contract.PAGES;
import static dev.vdx.attack.Contract.RESOURCES;
import static dev.vdx.attack.Contract.SECOND_TEXT;
import static dev.vdx.attack.Contract.TEXT;
import static dev.vdx.attack.Contract.approved;
import static dev.vdx.attack.Contract.certified;
import static dev.vdx.attack.Contract.look;
import static dev.vdx.attack.Contract.newSeal;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.TestPdf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Shadow attacks (Mainka, Mladenov, Rohlmann, NDSS 2021): what the signer never saw was prepared before signing. */
class ShadowAttackTest {
    private static final String OTHER_TEXT =
            TestPdf.stream("", "BT /F1 12 Tf 40 340 Td (We pay 99 baht to Mallory) Tj ET");

    @TestFactory
    List<DynamicTest> hide() {
        Contract paper = approved();
        return new Attacks()
                .changed("covering image freed", paper.then(IMAGE, "free"), ChangeRule.UNEXPLAINED)
                .changed("covering image made empty", paper.then(IMAGE, "null"), ChangeRule.UNEXPLAINED)
                .changed(
                        "covering image replaced by an empty form",
                        paper.then(IMAGE, TestPdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 0 0]", "")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "covering image's entry re-pointed to offset 0",
                        paper.signed().point(IMAGE, 0),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "covering stream left out of /Contents",
                        paper.thenEdited(PAGE, "/Contents[4 0 R 27 0 R]", "/Contents[4 0 R]"),
                        ChangeRule.UNEXPLAINED)
                .changed("covering stream freed", paper.then(SECOND_TEXT, "free"), ChangeRule.UNEXPLAINED)
                .changed(
                        "covering layer taken out of the resources",
                        paper.thenEdited(RESOURCES, "/L 26 0 R", ""),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "covering layer turned off",
                        paper.thenEdited(CATALOG, "/ON[26 0 R]", "/OFF[26 0 R]"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "covering layer renamed",
                        paper.then(LAYER, "<</Type/OCG/Name(x)/Usage<<>>>>"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "covering comment left out of /Annots",
                        paper.thenEdited(PAGE, " 14 0 R", ""),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed("covering comment freed", paper.then(COMMENT, "free"), ChangeRule.UNEXPLAINED)
                .changed(
                        "covering comment hidden",
                        paper.thenEdited(COMMENT, "/F 4", "/F 2"),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed(
                        "covering comment moved",
                        paper.thenEdited(COMMENT, "[200 200 300 240]", "[0 0 1 1]"),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed(
                        "covering comment drawn empty",
                        paper.then(COMMENT_LOOK, look("")),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed(
                        "covering field left out of /Annots",
                        paper.thenEdited(PAGE, "[6 0 R ", "["),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "covering field left out of /Fields",
                        paper.thenEdited(FORM, "[6 0 R ", "["),
                        ChangeRule.UNEXPLAINED)
                .changed("covering field hidden", paper.thenEdited(AMOUNT, "/F 4", "/F 2"), ChangeRule.UNEXPLAINED)
                .changed("covering field not viewed", paper.thenEdited(AMOUNT, "/F 4", "/F 36"), ChangeRule.UNEXPLAINED)
                .changed(
                        "covering field moved",
                        paper.thenEdited(AMOUNT, "[40 280 120 300]", "[0 0 0 0]"),
                        ChangeRule.UNEXPLAINED)
                .changed("covering field emptied", paper.thenEdited(AMOUNT, "/V(10)", ""), ChangeRule.UNEXPLAINED)
                .changed(
                        "covering field without appearance",
                        paper.thenEdited(AMOUNT, "/AP<</N 10 0 R>>", ""),
                        ChangeRule.UNEXPLAINED)
                .changed("covering field drawn empty", paper.then(AMOUNT_LOOK, look("")), ChangeRule.UNEXPLAINED)
                .changed(
                        "covering field written in white",
                        paper.thenEdited(AMOUNT, "0 g", "1 g"),
                        ChangeRule.UNEXPLAINED)
                .accepted("the same page written again", paper.then(PAGE, paper.object(PAGE) + " "))
                .accepted("an empty field filled", filled(paper))
                .tests();
    }

    private static TestPdf filled(Contract paper) {
        return paper.then(
                Map.of(NAME, paper.entry(NAME, "/V(Somchai)/AP<</N " + NEW + " 0 R>>"), NEW, look("(Somchai) Tj")));
    }

    @TestFactory
    List<DynamicTest> replace() {
        Contract paper = approved();
        return new Attacks()
                .changed("field value", paper.thenEdited(AMOUNT, "(10)", "(99)"), ChangeRule.UNEXPLAINED)
                .changed(
                        "field value and appearance",
                        paper.then(Map.of(AMOUNT, paper.edited(AMOUNT, "(10)", "(99)"), AMOUNT_LOOK, look("(99) Tj"))),
                        ChangeRule.FORM_VALUE_REPLACED)
                .changed(
                        "field appearance overwritten",
                        paper.then(AMOUNT_LOOK, look("(99) Tj")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "field appearance re-pointed",
                        paper.then(
                                Map.of(AMOUNT, paper.edited(AMOUNT, "/N 10 0 R", "/N 60 0 R"), NEW, look("(99) Tj"))),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "field appearance re-pointed to one that lay there",
                        paper.thenEdited(AMOUNT, "/N 10 0 R", "/N 15 0 R"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "rich text of a filled field",
                        paper.then(AMOUNT, paper.entry(AMOUNT, "/RV(<p>99</p>)")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "default style of a filled field",
                        paper.then(AMOUNT, paper.entry(AMOUNT, "/DS(color:#fff)")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "filled field right-aligned",
                        paper.then(AMOUNT, paper.entry(AMOUNT, "/Q 2")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "filled field with another background",
                        paper.then(AMOUNT, paper.entry(AMOUNT, "/MK<</BG[0]>>")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "filled field made a password",
                        paper.then(AMOUNT, paper.entry(AMOUNT, "/Ff 8192")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "filled field of another length",
                        paper.then(AMOUNT, paper.entry(AMOUNT, "/MaxLen 1")),
                        ChangeRule.UNEXPLAINED)
                .changed("field renamed", paper.thenEdited(AMOUNT, "(amount)", "(other)"), ChangeRule.UNEXPLAINED)
                .changed(
                        "choice made otherwise",
                        paper.thenEdited(CHOICE, "/V(A)", "/V(B)"),
                        ChangeRule.FORM_VALUE_REPLACED)
                .changed(
                        "options of a choice",
                        paper.thenEdited(CHOICE, "[(A)(B)]", "[[(A)(B)]]"),
                        ChangeRule.UNEXPLAINED)
                .changed("check box drawn on", paper.thenEdited(CHECK, "/AS/Off", "/AS/Yes"), ChangeRule.UNEXPLAINED)
                .changed(
                        "check box drawn on where it says off",
                        paper.thenEdited(CHECK, "/Off 23 0 R", "/Off 22 0 R"),
                        ChangeRule.UNEXPLAINED)
                .changed("empty field showing words", showing(paper, look("(99 baht) Tj"), ""), ChangeRule.UNEXPLAINED)
                .changed(
                        "empty field showing words, its value blanks",
                        showing(paper, look("(99 baht) Tj"), "/V( )"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "empty field showing a picture",
                        showing(paper, TestPdf.stream("/Subtype/Form/Resources 25 0 R", "/I Do"), ""),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "empty field showing a drawing",
                        showing(paper, TestPdf.stream("/Subtype/Form", "0 0 m 9 9 l S"), ""),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "empty field with rich text",
                        paper.then(NAME, paper.entry(NAME, "/RV(<p>99</p>)")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "field filled with one word and showing another",
                        showing(paper, look("(99 baht) Tj"), "/V(Somchai)"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "font",
                        paper.then(FONT, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"),
                        ChangeRule.SIGNED_FIELD_ALTERED)
                .changed(
                        "encoding of a font",
                        paper.then(ENCODING, "<</Type/Encoding/Differences[49/nine/nine]>>"),
                        ChangeRule.SIGNED_FIELD_ALTERED)
                .changed(
                        "font re-pointed in the page's resources",
                        paper.then(Map.of(
                                        RESOURCES,
                                        paper.edited(RESOURCES, "/F1 5 0 R", "/F1 60 0 R"),
                                        NEW,
                                        paper.object(FONT)))
                                .update(NEW, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "font re-pointed in the form's resources",
                        paper.then(Map.of(
                                FORM,
                                paper.edited(FORM, "/F1 5 0 R", "/F1 60 0 R"),
                                NEW,
                                "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")),
                        ChangeRule.UNEXPLAINED)
                .changed("default appearance of the form", paper.thenEdited(FORM, "0 g", "1 g"), ChangeRule.UNEXPLAINED)
                .changed(
                        "fields drawn anew by the viewer",
                        paper.then(FORM, paper.entry(FORM, "/NeedAppearances true")),
                        ChangeRule.UNEXPLAINED)
                .changed("image", paper.then(IMAGE, paper.edited(IMAGE, "\nx\n", "\ny\n")), ChangeRule.UNEXPLAINED)
                .changed(
                        "where a link leads",
                        paper.thenEdited(ACTION, "agency.example", "mallory.example"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "link re-pointed to another action",
                        paper.then(Map.of(
                                LINK,
                                paper.edited(LINK, "/A 17 0 R", "/A 60 0 R"),
                                NEW,
                                "<</S/URI/URI(https://mallory.example)>>")),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed(
                        "comment's words drawn otherwise",
                        paper.then(COMMENT_LOOK, look("(never) Tj")),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed(
                        "comment's words",
                        paper.thenEdited(COMMENT, "only in November", "never"),
                        ChangeRule.ANNOTATION_ALTERED)
                .changed(
                        "metadata that is the page's content too",
                        approved()
                                .edit(PAGE, "4 0 R 27 0 R", "4 0 R 19 0 R")
                                .then(METADATA, paper.edited(METADATA, ">1<", ">2<")),
                        ChangeRule.REFERENCED_ELSEWHERE)
                .changed(
                        "metadata re-pointed to content",
                        paper.thenEdited(CATALOG, "/Metadata 19 0 R", "/Metadata 4 0 R"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "overlay by a new comment over all of the page",
                        paper.commented("<</Type/Annot/Subtype/Stamp/Rect[0 0 400 400]/AP<</N 15 0 R>>>>"),
                        ChangeRule.CONTENT_COVERED)
                .changed(
                        "amount's picture replaced as that of an empty field which is filled",
                        paper.then(Map.of(
                                NAME, paper.entry(NAME, "/V(99)/AP<</N 10 0 R>>"), AMOUNT_LOOK, look("(99) Tj"))),
                        ChangeRule.REFERENCED_ELSEWHERE)
                .changed(
                        "amount's picture replaced as that of a second signature",
                        paper.signedAgain(
                                newSeal("[200 40 300 80]", "/AP<</N 10 0 R>>"),
                                "ETSI.CAdES.detached",
                                Map.of(AMOUNT_LOOK, look("(99) Tj"))),
                        ChangeRule.REFERENCED_ELSEWHERE)
                .changed(
                        "picture of an amount, which two fields share, replaced with the value of one",
                        approved()
                                .with(71, paper.edited(AMOUNT, "(amount)", "(again)"))
                                .edit(FORM, "13 0 R]", "13 0 R 71 0 R]")
                                .edit(PAGE, "16 0 R]", "16 0 R 71 0 R]")
                                .then(Map.of(
                                        71,
                                        paper.edited(AMOUNT, "(amount)", "(again)")
                                                .replace("/V(10)", "/V(99)"),
                                        AMOUNT_LOOK,
                                        look("(99) Tj"))),
                        ChangeRule.REFERENCED_ELSEWHERE)
                .accepted(
                        "an empty field's own picture drawn over as it is filled",
                        approved()
                                .edit(NAME, "/F 4", "/F 4/AP<</N 72 0 R>>")
                                .with(72, look(""))
                                .then(Map.of(
                                        NAME,
                                        paper.entry(NAME, "/V(Somchai)/AP<</N 72 0 R>>"),
                                        72,
                                        look("(Somchai) Tj"))))
                .accepted("metadata", paper.then(METADATA, paper.edited(METADATA, ">1<", ">2<")))
                .accepted(
                        "an empty field given an empty appearance",
                        showing(paper, TestPdf.stream("/Subtype/Form", "/Tx BMC q 1 1 98 38 re W n Q EMC"), ""))
                .accepted("an empty field filled", filled(paper))
                .changed(
                        "a value the signer lets others replace, in a picture that a choice shows too",
                        replaced(certified(2)),
                        ChangeRule.REFERENCED_ELSEWHERE)
                .accepted(
                        "a value the signer lets others replace",
                        replaced(certified(2)
                                .edit(CHOICE, "/N 10 0 R", "/N 73 0 R")
                                .with(73, look("(A) Tj"))))
                .accepted("a box checked", checked(paper))
                .tests();
    }

    private static TestPdf checked(Contract paper) {
        return paper.then(CHECK, paper.edited(CHECK, "/V/Off/AS/Off", "/V/Yes/AS/Yes"));
    }

    private static TestPdf replaced(Contract paper) {
        return paper.then(Map.of(AMOUNT, paper.edited(AMOUNT, "(10)", "(11)"), AMOUNT_LOOK, look("(11) Tj")));
    }

    private static TestPdf showing(Contract paper, String appearance, String value) {
        return paper.then(Map.of(NAME, paper.entry(NAME, value + "/AP<</N " + NEW + " 0 R>>"), NEW, appearance));
    }

    @TestFactory
    List<DynamicTest> hideAndReplace() {
        Contract paper = hidden(approved());
        return new Attacks()
                .changed(
                        "entry of the content re-pointed",
                        pointed(paper, TEXT, "4 0 obj\n" + OTHER_TEXT),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "entry of the page tree re-pointed",
                        pointed(paper, PAGES, "2 0 obj\n<</Type/Pages/Count 1/Kids[72 0 R]"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "entry of the catalog re-pointed",
                        pointed(paper, CATALOG, "1 0 obj\n<</Type/Catalog/Pages 71 0 R"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "root of the trailer",
                        paper.signed().update(Map.of(NEW, "<<>>"), "/Root 70 0 R"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "page tree of the catalog",
                        paper.thenEdited(CATALOG, "/Pages 2 0 R", "/Pages 71 0 R"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "kids of the page tree", paper.thenEdited(PAGES, "[3 0 R]", "[72 0 R]"), ChangeRule.UNEXPLAINED)
                .changed(
                        "a page more",
                        paper.then(PAGES, "<</Type/Pages/Count 2/Kids[3 0 R 72 0 R]>>"),
                        ChangeRule.UNEXPLAINED)
                .changed("no page", paper.then(PAGES, "<</Type/Pages/Count 0/Kids[]>>"), ChangeRule.UNEXPLAINED)
                .changed(
                        "contents of the page",
                        paper.thenEdited(PAGE, "4 0 R 27 0 R", "73 0 R"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "the page object",
                        paper.then(PAGE, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 73 0 R>>"),
                        ChangeRule.UNEXPLAINED)
                .changed("the content", paper.then(TEXT, OTHER_TEXT), ChangeRule.UNEXPLAINED)
                .changed(
                        "a reference that led nowhere",
                        approved().edit(PAGE, "4 0 R 27 0 R", "4 0 R 60 0 R").then(NEW, OTHER_TEXT),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "generation of the content",
                        approved().edit(PAGE, "4 0 R 27 0 R", "4 0 R 60 1 R").then(NEW, OTHER_TEXT),
                        ChangeRule.UNEXPLAINED)
                .accepted("the hidden document left alone", paper.then(METADATA, paper.edited(METADATA, ">1<", ">2<")))
                .tests();
    }

    /** With a second document in unreachable objects, and objects that no cross-reference entry leads to. */
    private static Contract hidden(Contract paper) {
        return paper.with(70, "<</Type/Catalog/Pages 71 0 R/AcroForm 7 0 R>>")
                .with(71, "<</Type/Pages/Count 1/Kids[72 0 R]>>")
                .with(72, "<</Type/Page/Parent 71 0 R/MediaBox[0 0 400 400]/Contents 73 0 R/Resources 25 0 R>>")
                .with(73, OTHER_TEXT)
                .with(
                        74,
                        "<<>>\nendobj\n4 0 obj\n" + OTHER_TEXT
                                + "\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[72 0 R]>>"
                                + "\nendobj\n1 0 obj\n<</Type/Catalog/Pages 71 0 R/AcroForm 7 0 R>>");
    }

    private static TestPdf pointed(Contract paper, int number, String hidden) {
        TestPdf pdf = paper.signed();
        return pdf.point(number, pdf.offsetOf(hidden));
    }
}
