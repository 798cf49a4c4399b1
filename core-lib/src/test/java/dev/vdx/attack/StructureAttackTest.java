package dev.vdx.attack;

import static dev.vdx.attack.Contract.CATALOG;
import static dev.vdx.attack.Contract.FONT;
import static dev.vdx.attack.Contract.FORM;
import static dev.vdx.attack.Contract.LAYER;
import static dev.vdx.attack.Contract.METADATA;
import static dev.vdx.attack.Contract.NEW;
import static dev.vdx.attack.Contract.PAGE;
import static dev.vdx.attack.Contract.PAGES;
import static dev.vdx.attack.Contract.RESOURCES;
import static dev.vdx.attack.Contract.STRUCTURE;
import static dev.vdx.attack.Contract.approved;

import dev.vdx.model.ChangeRule;
import dev.vdx.model.FindingCode;
import dev.vdx.pdf.TestPdf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything a document consists of beside its pages: names, actions, layers, structure, what the catalog says. */
class StructureAttackTest {
    private static final int PARAGRAPH = 28;

    @TestFactory
    List<DynamicTest> catalog() {
        Contract paper = approved();
        Attacks attacks = new Attacks();
        for (String entry : List.of(
                "/OpenAction<</S/JavaScript/JS(x)>>",
                "/AA<</WC<</S/JavaScript/JS(x)>>>>",
                "/Names<</JavaScript<</Names[(x)<</S/JavaScript/JS(x)>>]>>>>",
                "/Names<</EmbeddedFiles<</Names[(x)<</F(x)>>]>>>>",
                "/Names<</Dests<</Names[(x)[3 0 R/Fit]]>>>>",
                "/Dests<</x[3 0 R/Fit]>>",
                "/AF[<</F(x)>>]",
                "/Collection<</View/T>>",
                "/PageLabels<</Nums[0<</P(Annex )>>]>>",
                "/PageMode/FullScreen",
                "/ViewerPreferences<</HideToolbar true>>",
                "/Outlines<</Count 1>>",
                "/Threads[]",
                "/URI<</Base(https://mallory.example)>>",
                "/Lang(th)",
                "/OutputIntents[]",
                "/Requirements[]",
                "/NeedsRendering true",
                "/Legal<</JavaScriptActions 0>>")) {
            attacks.changed(
                    "catalog with " + entry, paper.then(CATALOG, paper.entry(CATALOG, entry)), ChangeRule.UNEXPLAINED);
        }
        for (String entry : List.of("/XFA[(template)60 0 R]", "/CO[6 0 R]", "/Q 2", "/NeedAppearances true")) {
            attacks.changed("form with " + entry, paper.then(FORM, paper.entry(FORM, entry)), ChangeRule.UNEXPLAINED);
        }
        for (String entry : List.of(
                "/Rotate 180",
                "/CropBox[0 0 9 9]",
                "/UserUnit 2",
                "/AA<</O<</S/JavaScript/JS(x)>>>>",
                "/Dur 1",
                "/Trans<</S/Fly>>",
                "/Group<</S/Transparency>>",
                "/B[]",
                "/VP[]",
                "/TemplateInstantiated/x")) {
            attacks.changed("page with " + entry, paper.then(PAGE, paper.entry(PAGE, entry)), ChangeRule.UNEXPLAINED);
        }
        return attacks.changed(
                        "page tree with /Rotate",
                        paper.then(PAGES, paper.entry(PAGES, "/Rotate 90")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "catalog without its structure",
                        paper.thenEdited(CATALOG, "/StructTreeRoot 20 0 R", ""),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "catalog without its metadata",
                        paper.thenEdited(CATALOG, "/Metadata 19 0 R", ""),
                        ChangeRule.UNEXPLAINED)
                .refused("catalog freed", paper.then(CATALOG, "free"), FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "catalog of another generation",
                        paper.signed().update(Map.of(NEW, "<<>>"), "/Root 1 1 R"),
                        FindingCode.SIGNATURE_STRIPPED)
                .changed(
                        "one key twice",
                        paper.then(CATALOG, paper.entry(CATALOG, "/DSS<<>>/Pages 2 0 R")),
                        ChangeRule.UNEXPLAINED)
                .accepted(
                        "developer extensions",
                        paper.then(
                                CATALOG,
                                paper.entry(CATALOG, "/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 5>>>>")))
                .accepted("a newer version", paper.then(CATALOG, paper.entry(CATALOG, "/Version/2.0")))
                .accepted("validation data", paper.then(CATALOG, paper.entry(CATALOG, "/DSS<</Certs[]>>")))
                .tests();
    }

    @TestFactory
    List<DynamicTest> layersStructureAndResources() {
        Contract paper = approved();
        return new Attacks()
                .changed(
                        "layer put off by usage",
                        paper.then(LAYER, "<</Type/OCG/Name(picture)/Usage<</View<</ViewState/OFF>>>>>>"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "layers' default",
                        paper.thenEdited(CATALOG, "/ON[26 0 R]", "/BaseState/OFF"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "another default of the layers",
                        paper.thenEdited(CATALOG, "/D<<", "/Configs[<<>>]/D<<"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "layer made a membership",
                        paper.thenEdited(RESOURCES, "/L 26 0 R", "/L<</Type/OCMD/OCGs[26 0 R]/P/AllOff>>"),
                        ChangeRule.UNEXPLAINED)
                .changed("text alternative", paper.thenEdited(PARAGRAPH, "10 baht", "99 baht"), ChangeRule.UNEXPLAINED)
                .changed(
                        "structure element removed",
                        paper.then(STRUCTURE, "<</Type/StructTreeRoot/K[]>>"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "structure element of another kind",
                        paper.thenEdited(PARAGRAPH, "/S/P", "/S/Artifact"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "role of a structure element",
                        paper.then(STRUCTURE, paper.entry(STRUCTURE, "/RoleMap<</P/Span>>")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "structure element that speaks, added",
                        paper.then(Map.of(
                                STRUCTURE,
                                paper.edited(STRUCTURE, "[28 0 R]", "[28 0 R 60 0 R]"),
                                NEW,
                                "<</Type/StructElem/S/P/P 20 0 R/ActualText(We pay 99)>>")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "structure element with an alternative, added",
                        paper.then(Map.of(
                                STRUCTURE,
                                paper.edited(STRUCTURE, "[28 0 R]", "[28 0 R 60 0 R]"),
                                NEW,
                                "<</Type/StructElem/S/P/P 20 0 R/Alt(We pay 99)>>")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "font's name",
                        paper.thenEdited(FONT, "/Helvetica", "/Courier"),
                        ChangeRule.SIGNED_FIELD_ALTERED)
                .changed(
                        "resources re-pointed",
                        paper.thenEdited(PAGE, "/Resources 25 0 R", "/Resources<<>>"),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "metadata with a document type",
                        paper.then(
                                METADATA, TestPdf.stream("/Type/Metadata", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")),
                        ChangeRule.UNEXPLAINED)
                .changed(
                        "metadata that is no XML",
                        paper.then(METADATA, TestPdf.stream("/Type/Metadata", "We pay 99")),
                        ChangeRule.UNEXPLAINED)
                .accepted(
                        "structure element for a widget",
                        paper.then(Map.of(
                                STRUCTURE,
                                paper.edited(STRUCTURE, "[28 0 R]", "[28 0 R 60 0 R]"),
                                NEW,
                                "<</Type/StructElem/S/Form/P 20 0 R/K<</Type/OBJR/Obj 8 0 R>>>>")))
                .accepted("font written again", paper.then(FONT, paper.object(FONT) + " "))
                .tests();
    }
}
