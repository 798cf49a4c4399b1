package dev.vdx.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vdx.model.FindingCode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8785: one spelling of each JSON value. */
class JcsTest {

    /** IEEE 754 bits and their text: the samples of RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbersAreWrittenAsEcmaScriptDoes(String bits, String text) {
        assertEquals(text, EcmaNumber.write(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))));
    }

    @Test
    void everyNumberReadsBackAsItself() {
        Random random = new Random(8785);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String text = EcmaNumber.write(number);
                assertEquals(number, Double.parseDouble(text), text);
            }
        }
    }

    @Test
    void membersAreSortedByTheirUtf16Units() throws JsonException {
        assertEquals(
                "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"ö\":4,\"€\":5,\"\ud83d\ude00\":6,\"\ufb33\":7}",
                canonical(
                        "{\"\\u20ac\":5,\"\\r\":1,\"\\ufb33\":7,\"1\":2,\"\\ud83d\\ude00\":6,\"\\u0080\":3,\"\\u00f6\":4}"));
    }

    @Test
    void textIsEscapedWhereItMustBeAndNowhereElse() throws JsonException {
        assertEquals(
                "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/ไทย\u007f\"",
                canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/ไทย\\u007f\""));
    }

    @Test
    void blanksGoAndOrderWithinArraysStays() throws JsonException {
        assertEquals(
                "[56,{\"a\":[true,false,null]},1e+30]",
                canonical(" [ 56.0 , {\n\"a\" : [true,false , null]}, 1E30 ]\t"));
    }

    @Test
    void theCanonicalFormIsItsOwn() throws JsonException {
        byte[] once =
                Jcs.canonicalize("{\"b\":[1.50,2e-7],\"a\":{\"ก\":\"\\u0e02\"}}".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(once, Jcs.canonicalize(once));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"x\":{\"a\":1,\"a\":2}}]",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "1e400",
                "-1e400",
                "9007199254740993",
                "{} {}",
                "[1,]",
                "{\"a\":1,}",
                "[01]",
                "[.5]",
                "[+1]",
                "[NaN]",
                "[Infinity]",
                "['a']",
                "{a:1}",
                "// x\n1",
                "\"\t\"",
                "[1",
                "",
                "  "
            })
    void whatIsNoInteroperableJsonHasNoCanonicalForm(String json) {
        JsonException e = assertThrows(JsonException.class, () -> canonical(json));
        assertEquals(FindingCode.MALFORMED, e.finding().code());
    }

    @Test
    void bytesThatAreNoUtf8HaveNone() {
        assertThrows(JsonException.class, () -> Jcs.canonicalize(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}));
        assertThrows(
                JsonException.class,
                () -> Jcs.canonicalize(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}));
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000, 2_000_000})
    void nestingHasALimit(int depth) {
        JsonException e = assertThrows(JsonException.class, () -> canonical("[".repeat(depth)));
        assertEquals(FindingCode.LIMIT_EXCEEDED, e.finding().code());
    }

    @Test
    void numbersHaveALimit() {
        JsonException e = assertThrows(JsonException.class, () -> canonical("1".repeat(5_000)));
        assertEquals(FindingCode.LIMIT_EXCEEDED, e.finding().code());
    }

    @Test
    void valuesHaveALimit() {
        JsonException e = assertThrows(JsonException.class, () -> canonical("[" + "1,".repeat(1_000_001) + "1]"));
        assertEquals(FindingCode.LIMIT_EXCEEDED, e.finding().code());
    }

    private static String canonical(String json) throws JsonException {
        return new String(Jcs.canonicalize(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
