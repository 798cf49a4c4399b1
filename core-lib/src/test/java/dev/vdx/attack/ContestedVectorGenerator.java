package dev.vdx.attack;

import static dev.vdx.attack.Contract.AMOUNT;
import static dev.vdx.attack.Contract.AMOUNT_LOOK;
import static dev.vdx.attack.Contract.CATALOG;
import static dev.vdx.attack.Contract.COMMENT;
import static dev.vdx.attack.Contract.IMAGE;
import static dev.vdx.attack.Contract.LINK;
import static dev.vdx.attack.Contract.METADATA;
import static dev.vdx.attack.Contract.NAME;
import static dev.vdx.attack.Contract.NEW;
import static dev.vdx.attack.Contract.PAGE;
import static dev.vdx.attack.Contract.STRUCTURE;
import static dev.vdx.attack.Contract.approved;
import static dev.vdx.attack.Contract.certified;
import static dev.vdx.attack.Contract.look;
import static dev.vdx.attack.Contract.newSeal;

import dev.vdx.pdf.TestPdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Makes {@code spec/vectors/pdf-changes}: the contested cases of {@code spec/pdf-changes.md}, 5, each as it is decided, and most with a
 * twin that is decided otherwise. Run it from the project's root; its only argument is the folder to write. The same bytes come out each
 * time.
 */
public final class ContestedVectorGenerator {
    private static final String CADES = "ETSI.CAdES.detached";
    private static final String DOCUMENT_TIMESTAMP = "ETSI.RFC3161";
    private static final String EMPTY_STORE = "/DSS<</Certs[]>>";

    private final Path folder;
    private final StringBuilder index = new StringBuilder("""
            # Vectors: what changed after a PDF was signed

            The contested cases of [pdf-changes.md](../../pdf-changes.md), 5.

            | case | why |
            |---|---|
            """);

    private ContestedVectorGenerator(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        new ContestedVectorGenerator(Path.of(args[0])).write();
    }

    private void write() throws IOException {
        preservation();
        comments();
        signatures();
        fields();
        objects();
        Files.writeString(folder.resolve("README.md"), index.toString());
    }

    private void preservation() throws IOException {
        accepted(
                "docmdp-1-validation-data",
                "Validation data were added to a document certified without any change.",
                certified(1).then(CATALOG, certified(1).entry(CATALOG, EMPTY_STORE)));
        accepted(
                "docmdp-1-document-timestamp",
                "A document time-stamp was added to a document certified without any change.",
                certified(1).signedAgain(newSeal("[0 0 0 0]", ""), DOCUMENT_TIMESTAMP, Map.of()));
        refused("docmdp-1-field-filled", "The signer forbade that an empty field is filled.", filled(certified(1)));
        Contract paper = approved();
        String indexed = paper.entry(CATALOG, "/DSS<</Certs[]/VRI<</0123456789ABCDEF0123456789ABCDEF01234567<<>>>>>>");
        accepted(
                "vri-entry-removed",
                "An index of validation data was left out when they were renewed.",
                paper.with(CATALOG, indexed).then(CATALOG, indexed.replaceFirst("/VRI<<.*?>>>>", "")));
        refused(
                "validation-data-removed",
                "All validation data were taken away.",
                paper.with(CATALOG, indexed).then(CATALOG, approved().object(CATALOG)));
        accepted(
                "trailing-line-ends-and-zeros",
                "Line ends and zeros came behind the end.",
                approved().signed().raw("\r\n\0\0"));
        refused(
                "trailing-letter",
                "A letter came behind the end.",
                approved().signed().raw("x"));
    }

    private void comments() throws IOException {
        String beside = "<</Type/Annot/Subtype/FreeText/Rect[200 300 290 320]/Contents(Seen)/F 4>>";
        String over = "<</Type/Annot/Subtype/Stamp/Rect[30 330 390 360]/Contents(Seen)/F 4>>";
        accepted(
                "comment-beside-content",
                "A comment was put on blank paper.",
                approved().commented(beside));
        refused(
                "comment-over-content",
                "A stamp was put over the signed text.",
                approved().commented(over));
        refused(
                "comment-over-content-docmdp-3",
                "The same where comments are allowed.",
                certified(3).commented(over));
        accepted(
                "highlight-over-content",
                "A highlight lies over the signed text, which stays readable.",
                certified(3).commented("<</Type/Annot/Subtype/Highlight/Rect[30 330 390 360]/F 4>>"));
        refused(
                "comment-removed",
                "A comment was taken away, and nobody said that this is allowed.",
                approved().thenEdited(PAGE, " 14 0 R", ""));
        accepted(
                "comment-removed-docmdp-3",
                "A comment was taken away where the signer allowed changed comments.",
                certified(3).thenEdited(PAGE, " 14 0 R", ""));
        accepted(
                "annotations-that-overlap-when-signed",
                "A link lies over a comment, and was signed so.",
                approved()
                        .edit(LINK, "[200 100 300 120]", "[190 190 310 250]")
                        .then(METADATA, approved().edited(METADATA, ">1<", ">2<")));
        refused(
                "comment-moved",
                "A comment was moved.",
                approved().thenEdited(COMMENT, "[200 200 300 240]", "[200 260 300 300]"));
    }

    private void signatures() throws IOException {
        Map<Integer, String> drawn = Map.of(63, look("(Agency B) Tj"));
        accepted(
                "second-signature-over-content",
                "A second signature shows itself over a line of text.",
                approved().signedAgain(newSeal("[40 330 140 370]", "/AP<</N 63 0 R>>"), CADES, drawn));
        refused(
                "second-signature-over-the-page",
                "A second signature shows itself over most of the page.",
                approved().signedAgain(newSeal("[0 0 400 390]", "/AP<</N 63 0 R>>"), CADES, drawn));
        refused(
                "shared-appearance-replaced-at-signing",
                "The picture that the second signature shows, and replaces, is the amount's picture too.",
                approved()
                        .signedAgain(
                                newSeal("[200 40 300 80]", "/AP<</N " + AMOUNT_LOOK + " 0 R>>"),
                                CADES,
                                Map.of(AMOUNT_LOOK, look("(99) Tj"))));
    }

    private static TestPdf filled(Contract paper) {
        return paper.then(Map.of(NAME, paper.entry(NAME, "/V(Somchai)/AP<</N 60 0 R>>"), NEW, look("(Somchai) Tj")));
    }

    private static TestPdf replaced(Contract paper) {
        return paper.then(Map.of(
                AMOUNT,
                paper.edited(AMOUNT, "/V(10)", "/V(99)").replace("/N 10 0 R", "/N 60 0 R"),
                NEW,
                look("(99) Tj")));
    }

    private void fields() throws IOException {
        accepted("field-filled", "An empty field was filled.", filled(approved()));
        refused("value-replaced", "The signer saw another value.", replaced(approved()));
        accepted(
                "value-replaced-docmdp-2",
                "A value was replaced where the signer allowed forms to be filled.",
                replaced(certified(2)));
        refused(
                "value-emptied-docmdp-2",
                "A value was taken away, and what lies below the field comes to light.",
                certified(2).thenEdited(AMOUNT, "/V(10)", ""));
        refused(
                "field-moved-docmdp-2",
                "A filled field was moved.",
                certified(2).thenEdited(AMOUNT, "[40 280 120 300]", "[40 180 120 200]"));
        refused(
                "appearance-replaced",
                "A field of the same value has another picture.",
                approved().then(AMOUNT_LOOK, look("(99) Tj")));
        Contract indirect = approved().edit(AMOUNT, "/V(10)", "/V 70 0 R").with(70, "(10)");
        refused(
                "indirect-value-changed",
                "The object a field takes its value from was changed.",
                indirect.then(70, "(99)"));
    }

    private void objects() throws IOException {
        refused(
                "entry-points-elsewhere",
                "An update points an object to other bytes of the signed file, and changes no object.",
                approved().signed().point(IMAGE, approved().signed().offsetOf("\n" + METADATA + " 0 obj") + 1));
        Contract spare = approved().with(80, "(nothing refers to this)");
        accepted("unused-object-freed", "An object nothing refers to was freed.", spare.then(80, "free"));
        refused(
                "used-object-freed",
                "The image was freed while the page shows it.",
                approved().then(IMAGE, "free"));
        Contract paper = approved();
        accepted(
                "structure-element-for-widget",
                "The structure grew by an element for a form field.",
                paper.then(Map.of(
                        STRUCTURE,
                        paper.edited(STRUCTURE, "[28 0 R]", "[28 0 R 60 0 R]"),
                        NEW,
                        "<</S/Form/P 20 0 R/Alt(Name)>>")));
        refused(
                "structure-says-other-words",
                "The words read aloud for a paragraph are others.",
                paper.then(28, paper.edited(28, "10 baht", "99 baht")));
        accepted(
                "trailer-names-no-stream",
                "The trailer names additional streams under a number no object has.",
                paper.signed()
                        .update(
                                Map.of(METADATA, paper.edited(METADATA, ">1<", ">2<")),
                                "/Root 1 0 R/AdditionalStreams[90 0 R]"));
    }

    private void accepted(String name, String why, TestPdf pdf) throws IOException {
        write(name, why, pdf, "passed", 0, "");
    }

    private void refused(String name, String why, TestPdf pdf) throws IOException {
        write(name + "_fail", why, pdf, "failed", 1, "\"CHANGED_AFTER_SIGNING\"");
    }

    private void write(String name, String why, TestPdf pdf, String outcome, int exitCode, String finding)
            throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        Files.write(dir.resolve("input.pdf"), pdf.bytes());
        for (String anchors : new String[] {"anchors.pem", "tsa-anchors.pem"}) {
            Files.writeString(dir.resolve(anchors), pem());
        }
        Files.writeString(
                dir.resolve("expected.json"),
                String.format(
                        Locale.ROOT,
                        "{\"at\": \"%s\", \"outcome\": \"%s\", \"exitCode\": %d, \"findings\": [%s]}\n",
                        Office.NOW,
                        outcome,
                        exitCode,
                        finding));
        Files.writeString(dir.resolve("README.md"), why + "\n");
        index.append("| [")
                .append(name)
                .append("](")
                .append(name)
                .append(") | ")
                .append(why)
                .append(" |\n");
    }

    private static String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(Office.anchor().getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
