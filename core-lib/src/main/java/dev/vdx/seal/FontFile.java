package dev.vdx.seal;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** One typeface, read twice: by AWT, which shapes Thai (HarfBuzz), and by FontBox, which cuts subsets. */
final class FontFile {
    /** Shaping is done at this size, so positions come out in thousandths of it. */
    static final int EM = 1000;

    /** AWT marks glyphs that are not there (part of a ligature) with codes from here on. */
    private static final int NO_GLYPH = 0xFFFE;

    private static final int NO_BREAK_SPACE = 0xA0;

    private static final Map<Typeface, FontFile> READ = new EnumMap<>(Typeface.class);

    private final Typeface face;
    private final Font awt;
    private final FontRenderContext context;
    private final TrueTypeFont ttf;
    private final CmapLookup characters;
    private final int[] advances;

    private FontFile(Typeface face, Font awt, TrueTypeFont ttf) throws IOException {
        this.face = face;
        this.awt = awt;
        this.context = new FontRenderContext(null, true, true);
        this.ttf = ttf;
        this.characters = ttf.getUnicodeCmapLookup();
        this.advances = new int[ttf.getNumberOfGlyphs()];
        for (int glyph = 0; glyph < advances.length; glyph++) {
            advances[glyph] = Math.round(ttf.getAdvanceWidth(glyph) * (float) EM / ttf.getUnitsPerEm());
        }
    }

    /** The font, read on first use: AWT is not touched before something is drawn. */
    static FontFile of(Typeface face) throws CannotDrawException {
        synchronized (READ) {
            FontFile known = READ.get(face);
            if (known == null) {
                known = read(face);
                READ.put(face, known);
            }
            return known;
        }
    }

    private static FontFile read(Typeface face) throws CannotDrawException {
        try {
            byte[] bytes = bytes(face);
            // AWT copies the stream to a temporary file; it is kept for the life of the process, once.
            Font awt = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(bytes))
                    .deriveFont((float) EM);
            return new FontFile(face, awt, new TTFParser().parse(new RandomAccessReadBuffer(bytes)));
        } catch (IOException | FontFormatException | LinkageError e) {
            throw new CannotDrawException(
                    "Java cannot use fonts here; it needs the library fontconfig, or the system property sun.awt.fontconfig ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private static byte[] bytes(Typeface face) throws IOException {
        String name = face.fileName() + ".ttf";
        try (InputStream in = FontFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }

    Typeface face() {
        return face;
    }

    TrueTypeFont ttf() {
        return ttf;
    }

    /** The glyph's own advance, in thousandths of the size. */
    int advance(int glyph) {
        return advances[glyph];
    }

    /** A glyph without ink and with some width, apart from the space: bridges gaps within a word. */
    int blankGlyph() {
        return characters.getGlyphId(NO_BREAK_SPACE);
    }

    /**
     * Chooses and places the glyphs of a word: tone marks raised or moved aside, tails dropped, SARA AM split.
     *
     * @throws CannotDrawException the font has no glyph for a character
     */
    ShapedWord shape(String word) throws CannotDrawException {
        char[] chars = word.toCharArray();
        GlyphVector vector = awt.layoutGlyphVector(context, chars, 0, chars.length, Font.LAYOUT_LEFT_TO_RIGHT);
        int count = 0;
        int[] glyphs = new int[vector.getNumGlyphs()];
        int[] unicode = new int[glyphs.length];
        float[] x = new float[glyphs.length];
        float[] y = new float[glyphs.length];
        for (int i = 0; i < vector.getNumGlyphs(); i++) {
            int glyph = vector.getGlyphCode(i);
            if (glyph >= NO_GLYPH) {
                continue;
            }
            int source = word.codePointAt(vector.getGlyphCharIndex(i));
            if (glyph <= 0 || glyph >= advances.length) {
                throw new CannotDrawException(
                        String.format(java.util.Locale.ROOT, "the font has no glyph for the character U+%04X", source));
            }
            glyphs[count] = glyph;
            unicode[count] = character(glyph, source);
            x[count] = (float) vector.getGlyphPosition(i).getX();
            y[count] = (float) -vector.getGlyphPosition(i).getY();
            count++;
        }
        double advance = vector.getGlyphPosition(vector.getNumGlyphs()).getX();
        return new ShapedWord(word, count, glyphs, unicode, x, y, advance);
    }

    /** The outline of a word at size {@value #EM}, y downwards: for marks that must not be found as text. */
    Shape outline(String word) {
        char[] chars = word.toCharArray();
        return awt.layoutGlyphVector(context, chars, 0, chars.length, Font.LAYOUT_LEFT_TO_RIGHT)
                .getOutline();
    }

    /** The character a glyph stands for; for a form that no character names, the character it was made from. */
    private int character(int glyph, int source) {
        List<Integer> codes = characters.getCharCodes(glyph);
        return codes == null || codes.isEmpty() ? source : Collections.min(codes);
    }
}
