package dev.vdx.attack;

import static dev.vdx.attack.Contract.SIGNATURE;
import static dev.vdx.attack.Contract.TEXT;
import static dev.vdx.attack.Contract.approved;

import dev.vdx.Signer;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Source;
import dev.vdx.pdf.TestPdf;
import dev.vdx.vectors.Pdfs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Incremental saving attacks (Mladenov, Mainka and others, CCS 2019), and all else that can be laid behind a signed file. */
class IncrementalSavingTest {
    private static final String OTHER = TestPdf.stream("", "BT /F1 12 Tf 40 340 Td (We pay 99 baht to Mallory) Tj ET");
    private static final String BODY = "4 0 obj\n" + OTHER + "\nendobj\n";
    private static final String TRAILER = "trailer\n<</Size 100/Root 1 0 R>>\n";

    private static TestPdf signed() {
        return approved().signed();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static long table(TestPdf pdf) {
        return text(pdf.bytes()).lastIndexOf("xref\n0 1\n");
    }

    @TestFactory
    List<DynamicTest> published() {
        return new Attacks()
                .changed(
                        "variant 1: update without a cross-reference table",
                        signed().raw(BODY + TRAILER + "startxref\n" + table(signed()) + "\n%%EOF\n"),
                        ChangeRule.UNEXPLAINED_BYTES)
                .changed("variant 2: update as any other", signed().update(TEXT, OTHER), ChangeRule.UNEXPLAINED)
                .changed("variant 3: body alone", signed().raw(BODY), ChangeRule.UNEXPLAINED_BYTES)
                .changed("variant 3: body and trailer", signed().raw(BODY + TRAILER), ChangeRule.UNEXPLAINED_BYTES)
                .refused(
                        "variant 3: body, trailer and end",
                        signed().raw(BODY + TRAILER + "%%EOF\n"),
                        FindingCode.CHANGED_AFTER_SIGNING)
                .changed("variant 4: body and a copy of the signature", copied(true), ChangeRule.UNEXPLAINED)
                .changed(
                        "variant 4: body and a copy of the signature, no table",
                        copied(false),
                        ChangeRule.UNEXPLAINED_BYTES)
                .accepted("validation data added", signed().update(1, approved().entry(1, "/DSS<</Certs[]>>")))
                .accepted("line ends and zeros behind it", signed().raw("\r\n\0\0"))
                .tests();
    }

    /** The changed page and, behind it, the signature object once more, byte by byte. */
    private static TestPdf copied(boolean table) {
        TestPdf pdf = signed();
        String text = text(pdf.bytes());
        int start = text.indexOf("9 0 obj\n<</Type/Sig");
        String signature = text.substring(start, text.indexOf("endobj", start));
        return table
                ? pdf.update(Map.of(TEXT, OTHER, 60, signature.substring("9 0 obj\n".length())))
                : pdf.raw(BODY + signature + "endobj\n" + TRAILER);
    }

    @TestFactory
    List<DynamicTest> wholeDocumentsAndTrailers() {
        byte[] plain = plain();
        String shifted = text(plain).substring(text(plain).indexOf("1 0 obj"));
        return new Attacks()
                .refused(
                        "whole document behind it",
                        join(signed().bytes(), plain),
                        FindingCode.SIGNATURE_STRIPPED,
                        FindingCode.MALFORMED)
                .refused(
                        "whole document before it",
                        join(plain, signed().bytes()),
                        FindingCode.MALFORMED,
                        FindingCode.BYTE_RANGE_INVALID)
                .changed(
                        "bodies of another document behind it",
                        signed().raw(shifted.substring(0, shifted.indexOf("xref"))),
                        ChangeRule.UNEXPLAINED_BYTES)
                .refused(
                        "second trailer with another root",
                        signed().raw(TRAILER.replace("1 0 R", "60 0 R") + "startxref\n" + table(signed())
                                + "\n%%EOF\n"),
                        FindingCode.CHANGED_AFTER_SIGNING)
                .refused("startxref into the middle", signed().raw("startxref\n20\n%%EOF\n"), FindingCode.MALFORMED)
                .refused(
                        "startxref into itself",
                        signed().raw("startxref\n" + (signed().bytes().length + 2) + "\n%%EOF\n"),
                        FindingCode.MALFORMED)
                .refused("startxref of zero", signed().raw("startxref\n0\n%%EOF\n"), FindingCode.MALFORMED)
                .refused("table behind, naming none before it", orphan(), FindingCode.SIGNATURE_STRIPPED)
                .changed("table of a hybrid file that hides an object", hybrid(), ChangeRule.UNEXPLAINED)
                .changed(
                        "entry to an object behind the end",
                        signed().point(TEXT, signed().bytes().length + 600).raw(BODY),
                        ChangeRule.LIMIT)
                .changed(
                        "bytes between two updates",
                        signed().raw(BODY).update(19, approved().object(19)),
                        ChangeRule.UNEXPLAINED_BYTES)
                .changed(
                        "end of file in a comment between two updates",
                        signed().raw("%%EOF\n" + BODY).update(19, approved().object(19)),
                        ChangeRule.UNEXPLAINED_BYTES)
                .refused(
                        "encryption switched on",
                        signed().update(
                                        Map.of(60, "<</Filter/Standard/V 1/R 2/O()/U()/P 0>>"),
                                        "/Root 1 0 R/Encrypt 60 0 R"),
                        FindingCode.PASSWORD_NEEDED)
                .accepted(
                        "comment between two updates",
                        signed().raw("% a comment\n").update(19, approved().object(19)))
                .tests();
    }

    /** A table that says everything anew and has no way back. */
    private static TestPdf orphan() {
        String text = text(signed().bytes());
        int offset = text.length();
        StringBuilder table = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        for (int number : new int[] {1, 2, 3, 4, 5, 25}) {
            int at = number == 1 ? offset : text.indexOf("\n" + number + " 0 obj") + 1;
            table.append(String.format(Locale.ROOT, "%d 1\n%010d 00000 n \n", number, at));
        }
        String catalog = "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n";
        return signed().raw(catalog + table + "trailer\n<</Size 100/Root 1 0 R>>\nstartxref\n"
                + (offset + catalog.length()) + "\n%%EOF\n");
    }

    /** Of the readers that know hybrid files one sees object 4 anew, of the others none (ISO 32000-2, 7.5.8.4). */
    private static TestPdf hybrid() {
        String text = text(signed().bytes());
        int at = text.length();
        int stream = at + BODY.length();
        String row = String.format(Locale.ROOT, "01%08x00", at);
        String hidden = "60 0 obj\n<</Type/XRef/Size 100/Index[4 1]/W[1 4 1]/Filter/ASCIIHexDecode/Length "
                + (row.length() + 1) + ">>\nstream\n" + row + ">\nendstream\nendobj\n";
        int table = stream + hidden.length();
        return signed().raw(BODY + hidden
                + String.format(Locale.ROOT, "xref%n0 1%n0000000000 65535 f %n60 1%n%010d 00000 n %n", stream)
                        .replace("\r", "")
                + "trailer\n<</Size 100/Root 1 0 R/XRefStm " + stream + "/Prev " + table(signed()) + ">>\nstartxref\n"
                + table + "\n%%EOF\n");
    }

    private static byte[] plain() {
        return approved().with(SIGNATURE, "null").signed().bytes();
    }

    private static byte[] join(byte[] a, byte[] b) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(a);
        out.writeBytes(b);
        return out.toByteArray();
    }

    /** The same against documents of PDFBox that our signer signed, with a table and with object streams. */
    @TestFactory
    List<DynamicTest> ofOurSigner() throws Exception {
        Attacks attacks = new Attacks();
        for (byte[] page : List.of(Pdfs.page(), Pdfs.pageWithStream())) {
            String kind = text(page).contains("/ObjStm") ? ", object streams" : ", table";
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Signer.with(Office.SIGNER).clock(Office.CLOCK).sign(Source.bytes(page), out);
            byte[] signed = out.toByteArray();
            String text = text(signed);
            int root = Integer.parseInt(text.replaceAll("(?s).*/Root (\\d+) 0 R.*", "$1"));
            int start = Integer.parseInt(text.replaceAll("(?s).*startxref\\s+(\\d+).*", "$1"));
            String catalog = root + " 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n";
            String table = String.format(
                    Locale.ROOT,
                    "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 100/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
                    root,
                    signed.length,
                    root,
                    start,
                    signed.length + catalog.length());
            attacks.refused(
                            "variant 1" + kind,
                            join(
                                    signed,
                                    Attacks.latin1(catalog + "trailer\n<</Root " + root + " 0 R>>\nstartxref\n" + start
                                            + "\n%%EOF\n")),
                            FindingCode.CHANGED_AFTER_SIGNING)
                    .refused(
                            "variant 2" + kind,
                            join(signed, Attacks.latin1(catalog + table)),
                            FindingCode.SIGNATURE_STRIPPED)
                    .refused(
                            "variant 3" + kind,
                            join(signed, Attacks.latin1(catalog)),
                            FindingCode.CHANGED_AFTER_SIGNING)
                    .refused(
                            "cut in its last line" + kind,
                            Arrays.copyOf(signed, signed.length - 8),
                            FindingCode.BYTE_RANGE_INVALID,
                            FindingCode.MALFORMED)
                    .refused(
                            "last update cut off" + kind,
                            Arrays.copyOf(signed, text.indexOf("/ByteRange") + 30),
                            FindingCode.SIGNATURE_STRIPPED,
                            FindingCode.MALFORMED)
                    .accepted("as it was" + kind, signed);
        }
        return attacks.tests();
    }
}
