package dev.vdx.attack;

import static dev.vdx.attack.Contract.NEW_SIGNATURE;
import static dev.vdx.attack.Contract.SIGNATURE;
import static dev.vdx.attack.Contract.approved;
import static dev.vdx.attack.Contract.newSeal;

import dev.vdx.model.ChangeRule;
import dev.vdx.model.FindingCode;
import dev.vdx.pdf.TestPdf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Signature wrapping (Mladenov, Mainka and others, CCS 2019): the signed bytes are moved, and others take their place. */
class SignatureWrappingTest {
    private static final String TEXT = new String(approved().signed().bytes(), StandardCharsets.ISO_8859_1);
    private static final int OPEN = TEXT.indexOf("/Contents <") + "/Contents ".length();
    private static final int CLOSE = TEXT.indexOf(">", OPEN) + 1;
    private static final String HEX = TEXT.substring(OPEN, CLOSE);
    private static final String RANGE =
            TEXT.substring(TEXT.indexOf("/ByteRange ["), TEXT.indexOf("]", TEXT.indexOf("/ByteRange [")) + 1);

    /** A ByteRange of the width of the real one. */
    private static String range(long length, long second, long rest) {
        String range = String.format(Locale.ROOT, "/ByteRange [0 %010d %010d %010d]", length, second, rest);
        if (range.length() != RANGE.length()) {
            throw new IllegalStateException(range);
        }
        return range;
    }

    /**
     * The signed second part moved to the end; where it was, a copy whose table leads to another page content, and what
     * else the attacker wants there.
     */
    private static byte[] moved(String between, String contents) {
        String head = TEXT.substring(0, OPEN);
        String tail = TEXT.substring(CLOSE);
        String evil = "4 0 obj\n" + TestPdf.stream("", "BT /F1 12 Tf (We pay 99) Tj ET") + "\nendobj\n";
        String table = tail.replaceFirst(
                "\n4 1\n\\d{10}",
                String.format(Locale.ROOT, "%n4 1%n%010d", TEXT.length()).replace("\r", ""));
        String gap = contents + " ".repeat(HEX.length() - contents.length()) + table + evil + between;
        return Attacks.latin1(head.replace(RANGE, range(OPEN, OPEN + gap.length(), tail.length())) + gap + tail);
    }

    @TestFactory
    List<DynamicTest> moved() {
        return new Attacks()
                .refused("hidden object in the gap", moved("", HEX), FindingCode.BYTE_RANGE_INVALID)
                .refused("padding of blanks in the gap", moved(" ".repeat(600), HEX), FindingCode.BYTE_RANGE_INVALID)
                .refused("padding of line ends in the gap", moved("\n".repeat(64), HEX), FindingCode.BYTE_RANGE_INVALID)
                .refused("comment in the gap", moved("% a comment\n", HEX), FindingCode.BYTE_RANGE_INVALID)
                .refused("second value in the gap", moved("/Contents " + HEX, HEX), FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "first value empty, the real one in the gap",
                        moved("/Contents " + HEX, "<>"),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "bracket left out of the gap",
                        Attacks.latin1(TEXT.replace(RANGE, range(OPEN + 1, CLOSE, TEXT.length() - CLOSE))),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "closing bracket left out of the gap",
                        Attacks.latin1(TEXT.replace(RANGE, range(OPEN, CLOSE - 1, TEXT.length() - CLOSE + 1))),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "key taken into the gap",
                        Attacks.latin1(TEXT.replace(RANGE, range(OPEN - 10, CLOSE, TEXT.length() - CLOSE))),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "what follows taken into the gap",
                        Attacks.latin1(TEXT.replace(RANGE, range(OPEN, CLOSE + 10, TEXT.length() - CLOSE - 10))),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "range ends before its revision",
                        Attacks.latin1(TEXT.replace(RANGE, range(OPEN, CLOSE, TEXT.length() - CLOSE - 30))),
                        FindingCode.REVISION_NOT_COVERED)
                .refused(
                        "range ends in the middle",
                        Attacks.latin1(TEXT.replace(RANGE, range(OPEN, CLOSE, 200))),
                        FindingCode.REVISION_NOT_COVERED)
                .refused("garbage in the padding of the value", padded('7'), FindingCode.SIGNATURE_MALFORMED)
                .accepted("blanks in the padding of the value", padded(' '))
                .accepted("as it was", approved().signed())
                .tests();
    }

    private static byte[] padded(char last) {
        return Attacks.latin1(TEXT.substring(0, CLOSE - 2) + last + TEXT.substring(CLOSE - 1));
    }

    /** A signature dictionary like the signed one, in an update. */
    private static String copy() {
        return TEXT.substring(TEXT.indexOf("<</Type/Sig"), TEXT.indexOf("\nendobj", TEXT.indexOf("<</Type/Sig")));
    }

    @TestFactory
    List<DynamicTest> twoSignatures() {
        TestPdf copied = approved().signed();
        String real = TestPdf.signature("ETSI.CAdES.detached", "");
        return new Attacks()
                .refused(
                        "copy of the signature in its own place",
                        approved().then(SIGNATURE, copy()),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "copy of the signature in a field of its own",
                        approved()
                                .signedAgain(
                                        newSeal("[0 0 0 0]", ""), "ETSI.CAdES.detached", Map.of(NEW_SIGNATURE, copy())),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "copy of the signature in the field, the field re-pointed",
                        approved()
                                .then(Map.of(
                                        Contract.SEAL,
                                        approved().edited(Contract.SEAL, "/V 9 0 R", "/V 60 0 R"),
                                        60,
                                        copy())),
                        FindingCode.BYTE_RANGE_INVALID)
                .changed(
                        "two fields with one signature, the second new",
                        approved()
                                .signedAgain(
                                        newSeal("[0 0 0 0]", "").replace("/V 62 0 R", "/V 9 0 R"),
                                        "ETSI.CAdES.detached",
                                        Map.of(NEW_SIGNATURE, "null")),
                        ChangeRule.UNEXPLAINED)
                .refused(
                        "real second signature, the first wrapped in a new field",
                        approved()
                                .signedAgain(newSeal("[0 0 0 0]", ""), "ETSI.CAdES.detached", Map.of())
                                .update(Map.of(SIGNATURE, copy())),
                        FindingCode.BYTE_RANGE_INVALID)
                .refused(
                        "direct signature dictionary in the field",
                        copied.update(Contract.SEAL, approved().edited(Contract.SEAL, "/V 9 0 R", "/V " + copy())),
                        FindingCode.BYTE_RANGE_INVALID)
                .accepted(
                        "second signature of its own",
                        approved()
                                .signedAgain(
                                        newSeal("[0 0 0 0]", ""), "ETSI.CAdES.detached", Map.of(NEW_SIGNATURE, real)))
                .tests();
    }
}
