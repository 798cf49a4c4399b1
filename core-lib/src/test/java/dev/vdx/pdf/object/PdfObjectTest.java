package dev.vdx.pdf.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Limits;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** Objects and their syntax (ISO 32000-2, 7.2 and 7.3). */
class PdfObjectTest {

    private static PdfObject parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return PdfParser.at(PdfBytes.of(bytes), 0, new Budget(Limits.DEFAULT)).object();
    }

    @Test
    void numbersAreEqualByValue() {
        assertEquals(parse("1"), parse("1.0"));
        assertEquals(parse("-0.50"), parse("-.5"));
        assertEquals(parse("+7."), parse("7"));
        assertFalse(parse("1").equals(parse("1.01")));
        assertThrows(PdfException.class, () -> parse("99999999999999999999"));
        assertThrows(PdfException.class, () -> parse("1-2"));
        assertThrows(PdfException.class, () -> parse("-"));
    }

    @Test
    void stringsAreEqualByBytes() {
        assertEquals(parse("(a\\(b\\)\\101\\\r\nc(d))"), parse("<6128622941 63 28 64 29>"));
        assertEquals(parse("<4>"), parse("<40>"));
        assertThrows(PdfException.class, () -> parse("(open"));
        assertThrows(PdfException.class, () -> parse("<4g>"));
        PdfString placed = (PdfString) parse("  <4142>");
        assertEquals(2, placed.start());
        assertEquals(8, placed.end());
    }

    @Test
    void namesAreUnescaped() {
        assertEquals(new PdfName("A B"), parse("/A#20B"));
        assertEquals(new PdfName("A#2"), parse("/A#2"));
    }

    @Test
    void dictionariesAreEqualWhateverTheirOrder() {
        assertEquals(parse("<</A 1/B[2 0 R null]>>"), parse("<</B [ 2 0 R null ] /A 1.0 /C null>>"));
        assertTrue(((PdfDictionary) parse("<</A 1/A 1>>")).duplicates());
        assertThrows(PdfException.class, () -> parse("<</A 1"));
        assertThrows(PdfException.class, () -> parse("<<1 /A>>"));
    }

    @Test
    void referenceNeedsItsLetter() {
        assertEquals(new PdfReference(2, 0), parse("2 0 R"));
        assertEquals(PdfArray.of(PdfNumber.of(2), PdfNumber.of(0), PdfNumber.of(3)), parse("[2 0 3]"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        PdfObject object = parse("<</N#20ame(a\\)\\\\\r)/H<0aff>/R 3 0 R/A[1.5 true null /X]>>");
        byte[] written = PdfWriter.bytes(object);
        assertEquals(object, parse(new String(written, StandardCharsets.ISO_8859_1)));
        assertArrayEquals(written, PdfWriter.bytes(parse(new String(written, StandardCharsets.ISO_8859_1))));
        PdfString thai = PdfString.text("ก");
        assertEquals("ก", thai.text());
    }

    @Test
    void decodingIsLimited() {
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[1 << 20]);
        deflater.finish();
        byte[] packed = new byte[1 << 16];
        int length = deflater.deflate(packed);
        deflater.end();
        byte[] bomb = java.util.Arrays.copyOf(packed, length);
        PdfDictionary flate = (PdfDictionary) parse("<</Filter/FlateDecode>>");
        assertEquals(1 << 20, StreamFilters.decode(bomb, flate, o -> o, 1 << 20).length);
        assertThrows(PdfException.class, () -> StreamFilters.decode(bomb, flate, o -> o, 1 << 19));
        PdfDictionary unknown = (PdfDictionary) parse("<</Filter/JBIG2Decode>>");
        assertThrows(PdfException.class, () -> StreamFilters.decode(bomb, unknown, o -> o, 1 << 20));
    }
}
