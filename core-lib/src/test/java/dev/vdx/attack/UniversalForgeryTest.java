package dev.vdx.attack;

import static dev.vdx.attack.Contract.CATALOG;
import static dev.vdx.attack.Contract.SEAL;
import static dev.vdx.attack.Contract.SIGNATURE;
import static dev.vdx.attack.Contract.approved;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.TestPdf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Universal signature forgery (Mladenov, Mainka and others, CCS 2019): a signature whose parts are missing or make no sense. */
class UniversalForgeryTest {
    private static final TestPdf SIGNED = approved().signed();
    private static final String TEXT = new String(SIGNED.bytes(), StandardCharsets.ISO_8859_1);
    private static final String RANGE = between(TEXT, "/ByteRange [", "]");
    private static final String CONTENTS = between(TEXT, "/Contents <", ">");
    private static final String[] NUMBERS =
            RANGE.substring(12, RANGE.length() - 1).split(" ", -1);

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        return text.substring(start, text.indexOf(to, start + from.length()) + to.length());
    }

    /** In its place, and of its length, so that all offsets stay right. */
    private static byte[] inPlace(String what, String by) {
        if (by.length() > what.length()) {
            throw new IllegalArgumentException(by);
        }
        return Attacks.latin1(TEXT.replace(what, by + " ".repeat(what.length() - by.length())));
    }

    /** In an update, so that the signed bytes stay as they were. */
    private static TestPdf updated(String what, String by) {
        String object = between(TEXT, "<</Type/Sig", ">>\nendobj").replace("\nendobj", "");
        return approved().signed().update(SIGNATURE, object.replace(what, by));
    }

    private static Map<String, String> ranges() {
        Map<String, String> ranges = new LinkedHashMap<>();
        ranges.put("missing", "");
        ranges.put("null", "/ByteRange null");
        ranges.put("empty", "/ByteRange []");
        ranges.put("zeros", "/ByteRange [0 0 0 0]");
        ranges.put("three numbers", "/ByteRange [0 " + NUMBERS[1] + " " + NUMBERS[2] + "]");
        ranges.put("two numbers", "/ByteRange [0 " + NUMBERS[1] + "]");
        ranges.put("five numbers", "/ByteRange [0 " + NUMBERS[1] + " " + NUMBERS[2] + " 1 1]");
        ranges.put("negative start", "/ByteRange [-1 " + NUMBERS[1] + " " + NUMBERS[2] + " 1]");
        ranges.put("negative length", "/ByteRange [0 -" + NUMBERS[1].substring(1) + " " + NUMBERS[2] + " 1]");
        ranges.put("negative second start", "/ByteRange [0 " + NUMBERS[1] + " -1 1]");
        ranges.put("negative second length", "/ByteRange [0 " + NUMBERS[1] + " " + NUMBERS[2] + " -1]");
        ranges.put("beyond the end", "/ByteRange [0 " + NUMBERS[1] + " " + NUMBERS[2] + " 9999999999]");
        ranges.put("overflow", "/ByteRange [0 99999999999999999999 1 1]");
        ranges.put("reals", "/ByteRange [0 " + NUMBERS[1].substring(2) + ".5 " + NUMBERS[2] + " 1]");
        ranges.put("names", "/ByteRange [/a /b /c /d]");
        ranges.put("strings", "/ByteRange [(0)(1)(2)(3)]");
        ranges.put("a number", "/ByteRange 0");
        ranges.put("a string", "/ByteRange (0 1 2 3)");
        ranges.put("a dictionary", "/ByteRange <</A 0>>");
        ranges.put("nested", "/ByteRange [[0 1 2 3]]");
        ranges.put("another's object", "/ByteRange 4 0 R");
        ranges.put("an object that is not there", "/ByteRange 99 0 R");
        ranges.put("nothing but the end", "/ByteRange [0 0 " + NUMBERS[2] + " " + NUMBERS[3] + "]");
        ranges.put("a hole of nothing", "/ByteRange [0 " + NUMBERS[1] + " " + NUMBERS[1] + " " + NUMBERS[3] + "]");
        ranges.put("backwards", "/ByteRange [0 " + NUMBERS[2] + " " + NUMBERS[1] + " " + NUMBERS[3] + "]");
        ranges.put("not from the start", "/ByteRange [1 " + NUMBERS[1] + " " + NUMBERS[2] + " " + NUMBERS[3] + "]");
        return ranges;
    }

    private static Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("missing", "");
        contents.put("null", "/Contents null");
        contents.put("empty", "/Contents <>");
        contents.put("one zero", "/Contents <00>");
        contents.put("a literal string", "/Contents (" + "x".repeat(100) + ")");
        contents.put("a name", "/Contents /x");
        contents.put("a number", "/Contents 0");
        contents.put("an array", "/Contents [<30030201>]");
        contents.put("a dictionary", "/Contents <</A<30>>>");
        contents.put("another's object", "/Contents 4 0 R");
        contents.put("an object that is not there", "/Contents 99 0 R");
        return contents;
    }

    @TestFactory
    List<DynamicTest> byteRange() {
        Attacks attacks = new Attacks();
        ranges().forEach((name, range) -> {
            FindingCode why = name.equals("overflow") ? FindingCode.MALFORMED : FindingCode.BYTE_RANGE_INVALID;
            attacks.refused(name + ", in place", inPlace(RANGE, range), why);
            attacks.refused(name + ", in an update", updated(RANGE, range), why);
        });
        return attacks.refused("twice", updated(RANGE, RANGE + RANGE), FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "two that differ",
                        updated(RANGE, "/ByteRange [0 1 2 3]" + RANGE),
                        FindingCode.BYTE_RANGE_INVALID)
                .accepted("as it was", approved().signed())
                .tests();
    }

    @TestFactory
    List<DynamicTest> contentsOfTheSignature() {
        Attacks attacks = new Attacks();
        contents().forEach((name, value) -> {
            attacks.refused(name + ", in place", inPlace(CONTENTS, value), FindingCode.BYTE_RANGE_INVALID);
            attacks.refused(name + ", in an update", updated(CONTENTS, value), FindingCode.BYTE_RANGE_INVALID);
        });
        String zeros = "/Contents <" + "0".repeat(CONTENTS.length() - 12) + ">";
        return attacks.unsigned("all zeros, in place", inPlace(CONTENTS, zeros))
                .refused("all zeros, in an update", updated(CONTENTS, zeros), FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "zeros and garbage",
                        inPlace(CONTENTS, zeros.replaceFirst("0>$", "1>")),
                        FindingCode.SIGNATURE_MALFORMED)
                .refused("twice", updated(CONTENTS, CONTENTS + CONTENTS), FindingCode.SIGNATURE_MALFORMED)
                .refused(
                        "one that says 00 before",
                        updated(CONTENTS, "/Contents <00>" + CONTENTS),
                        FindingCode.SIGNATURE_MALFORMED)
                .accepted("as it was", approved().signed())
                .tests();
    }

    @TestFactory
    List<DynamicTest> bothAndTheRest() {
        return new Attacks()
                .refused(
                        "neither ByteRange nor Contents",
                        approved().then(SIGNATURE, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached>>"),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "an empty signature dictionary",
                        approved().then(SIGNATURE, "<<>>"),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused("no signature dictionary", approved().then(SIGNATURE, "null"), FindingCode.SIGNATURE_STRIPPED)
                .refused("a number for a signature", approved().then(SIGNATURE, "0"), FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "a string for a signature",
                        approved().then(SIGNATURE, "(valid)"),
                        FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "a stream for a signature",
                        approved().then(SIGNATURE, TestPdf.stream("/Type/Sig", "x")),
                        FindingCode.SIGNATURE_STRIPPED)
                .refused(
                        "a form without fields",
                        approved().thenEdited(CATALOG, "/AcroForm 7 0 R", "/AcroForm<</SigFlags 3>>"),
                        FindingCode.SIGNATURE_STRIPPED)
                .unproven(
                        "no name of the format",
                        inPlace("/SubFilter/ETSI.CAdES.detached", "/SubFilteX/ETSI.CAdES.detached"),
                        FindingCode.SUBFILTER_NOT_SUPPORTED)
                .refused(
                        "another format",
                        inPlace("/ETSI.CAdES.detached", "/ETSI.RFC3161"),
                        FindingCode.SIGNATURE_MALFORMED)
                .refused(
                        "field without a kind",
                        approved().thenEdited(SEAL, "/FT/Sig", ""),
                        FindingCode.SIGNATURE_STRIPPED)
                .accepted("as it was", approved().signed())
                .tests();
    }
}
