package dev.vdx.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.model.SigningException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThaiTextTest {
    private static final String HARD = "ป่า ฝ้าย ญี่ปุ่น ญู ฎุ ที่ หนี้ น้ำ ต่ำ ก้ำ เยิ้ม ลิ้น ปั๊ม A วันที่ ๑";

    @TempDir
    Path folder;

    private static SealSpec saying(String words) {
        return SealedPage.THAI.withReason(words);
    }

    @Test
    void hardThaiWordsAreExtractedExactlyByPdfBox() throws SigningException, IOException {
        String text = PdfText.byPdfBox(SealedPage.flat(saying(HARD)));
        assertTrue(oneLine(text).contains("เหตุผล: " + HARD), text);
    }

    @Test
    void hardThaiWordsAreExtractedExactlyByPoppler() throws SigningException, IOException, InterruptedException {
        Optional<String> text = PdfText.byPoppler(SealedPage.flat(saying(HARD)), folder);
        assumeTrue(text.isPresent(), "no pdftotext on this machine");
        assertTrue(oneLine(text.get()).contains("เหตุผล: " + HARD), text.get());
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ปั๊ม", "ที่", "หนี้", "น้ำ", "ต่ำ", "ก้ำ", "เยิ้ม", "ลิ้น", "ญี่ปุ่น", "กี้"})
    void aToneMarkOverAnUpperVowelStandsElsewhereThanOverABareConsonant(String word) throws CannotDrawException {
        assertNotEquals(naive(word), glyphs(FontFile.of(Typeface.REGULAR).shape(word)), word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ป่า", "ฝ้าย", "ญู", "ฎุ"})
    void tallAndTailedConsonantsChangeTheirMarksOrThemselves(String word) throws CannotDrawException {
        assertNotEquals(naive(word), glyphs(FontFile.of(Typeface.REGULAR).shape(word)), word);
    }

    @Test
    void plainWordsAreSetAsTheirCharactersSay() throws CannotDrawException {
        assertEquals(naive("กา"), glyphs(FontFile.of(Typeface.REGULAR).shape("กา")));
    }

    /** The glyphs of the characters one by one: what a program without shaping writes. */
    private static String naive(String word) throws CannotDrawException {
        StringBuilder all = new StringBuilder();
        double x = 0;
        FontFile font = FontFile.of(Typeface.REGULAR);
        try {
            for (int i = 0; i < word.length(); i++) {
                int glyph = font.ttf().getUnicodeCmapLookup().getGlyphId(word.charAt(i));
                all.append(glyph).append('@').append(Math.round(x)).append(",0 ");
                x += font.advance(glyph);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return all.toString();
    }

    private static String glyphs(ShapedWord word) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < word.count(); i++) {
            all.append(word.glyph(i))
                    .append('@')
                    .append(Math.round(word.x(i)))
                    .append(',')
                    .append(Math.round(word.y(i)))
                    .append(' ');
        }
        return all.toString();
    }

    @Test
    void latinBeforeThaiDoesNotCostTheThaiItsMarks() throws CannotDrawException {
        TextFonts fonts = new TextFonts();
        String alone = glyphs(last(fonts.line(Typeface.REGULAR, "ที่")));
        assertEquals(alone, glyphs(last(fonts.line(Typeface.REGULAR, "A ที่"))));
        assertEquals(alone, glyphs(last(fonts.line(Typeface.REGULAR, "Aที่"))));
    }

    private static ShapedWord last(TextLine line) {
        return line.words().get(line.words().size() - 1);
    }

    @Test
    void linesBreakBetweenThaiWordsAndLoseNothing() throws CannotDrawException {
        String text = "สำนักงานคณะกรรมการเศรษฐกิจตัวอย่างออกเอกสารนี้ให้แก่เกษตรกร";
        List<TextLine> lines = new TextFonts().wrap(Typeface.REGULAR, 10, text, 90);
        assertTrue(lines.size() > 2);
        assertEquals(text, lines.stream().map(TextLine::text).collect(Collectors.joining()));
        assertTrue(lines.stream().allMatch(line -> line.width(10) <= 90));
        assertTrue(
                lines.get(0).text().endsWith("คณะ") || lines.get(0).text().endsWith("งาน"),
                lines.get(0).text());
    }

    /** What a reader stumbles over is never at a line's edge, however wide the line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ตามพระราชบัญญัติว่าด้วยธุรกรรมทางอิเล็กทรอนิกส์ พ.ศ.2544 และที่แก้ไขเพิ่มเติมถึง พ.ศ. 2562",
                "หน่วยงานต่าง ๆ ของรัฐ สถานที่อื่น ๆ และสิ่งต่างๆ ในกรุงเทพฯ ฯลฯ",
                "สำนักงาน(ตัวอย่าง)ออกหนังสือ“รับรอง”ให้ร้อยละ5%ของทั้งหมด(A)และ(ข)",
                "คณะกรรมการ ก.พ. และ ก.พ.ร. ตาม พ.ร.บ.การปฏิบัติราชการทางอิเล็กทรอนิกส์"
            })
    void noLineBreaksWhereAReaderWouldStumble(String text) throws CannotDrawException {
        for (double width = 75; width < 260; width += 2.5) {
            List<TextLine> lines = new TextFonts().wrap(Typeface.REGULAR, 11, text, width);
            assertEquals(
                    text.replace(" ", ""),
                    lines.stream()
                            .map(TextLine::text)
                            .collect(Collectors.joining())
                            .replace(" ", ""));
            for (TextLine each : lines) {
                String line = each.text();
                assertTrue(each.width(11) <= width, line);
                assertTrue("ๆฯ)”.%,".indexOf(line.charAt(0)) < 0, width + ": " + lines);
                assertTrue("(“".indexOf(line.charAt(line.length() - 1)) < 0, width + ": " + lines);
            }
            for (String whole : List.of("พ.ศ.", "ก.พ.ร.", "พ.ร.บ.")) {
                long there =
                        lines.stream().filter(l -> l.text().contains(whole)).count();
                assertEquals(text.contains(whole), there > 0, width + ": " + whole);
            }
        }
    }

    @Test
    void aWordWiderThanTheLineIsCutBetweenCharactersNeverUnderAMark() throws CannotDrawException {
        String text = "https://verify.sandbox.example/" + "น้ำ".repeat(20) + "end";
        List<TextLine> lines = new TextFonts().wrap(Typeface.BOLD, 10, text, 60);
        assertEquals(text, lines.stream().map(TextLine::text).collect(Collectors.joining()));
        for (TextLine line : lines) {
            assertTrue(line.width(10) <= 60, line.text());
            assertTrue(Character.getType(line.text().charAt(0)) != Character.NON_SPACING_MARK, line.text());
        }
    }

    @Test
    void aLineTooNarrowForACharacterIsRefused() {
        assertThrows(CannotDrawException.class, () -> new TextFonts().wrap(Typeface.REGULAR, 20, "มมม", 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"米", "😀", "שלום"})
    void aCharacterTheFontLacksIsRefusedNotDrawnAsABox(String text) {
        assertThrows(CannotDrawException.class, () -> new TextFonts().line(Typeface.REGULAR, text));
    }
}
