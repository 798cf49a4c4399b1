package dev.vdx.pdf.text;

import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.Revision;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.fontbox.afm.AFMParser;
import org.apache.fontbox.afm.FontMetrics;
import org.apache.pdfbox.pdmodel.font.encoding.Encoding;

/** How wide the glyphs of a font are, by code, over their size (ISO 32000-2, 9.2.4, 9.7.4.3). */
final class GlyphWidths {
    private static final int COMPOSITE = 1 << 16;
    private static final int SIMPLE = 256;
    private static final double GUESS = 0.6;
    private static final double THOUSANDTH = 0.001;

    private final float[] widths;

    private GlyphWidths(int codes, double otherwise) {
        widths = new float[codes];
        Arrays.fill(widths, (float) otherwise);
    }

    double of(int code) {
        return code < widths.length ? widths[code] : 0;
    }

    private void set(long code, double width) {
        if (code >= 0 && code < widths.length) {
            widths[(int) code] = (float) width;
        }
    }

    /** Of the descendant of a composite font. */
    static GlyphWidths composite(Revision view, PdfDictionary descendant, Budget budget) {
        GlyphWidths widths = new GlyphWidths(COMPOSITE, number(view.get(descendant, "DW"), 1_000) * THOUSANDTH);
        PdfArray items = view.array(descendant, "W");
        int at = 0;
        while (at + 1 < items.size()) {
            long first = (long) number(view.resolve(items.get(at)), -1);
            PdfObject second = view.resolve(items.get(at + 1));
            if (second instanceof PdfArray each) {
                for (int i = 0; i < each.size(); i++) {
                    budget.object();
                    widths.set(first + i, number(view.resolve(each.get(i)), 0) * THOUSANDTH);
                }
                at += 2;
            } else {
                double width = at + 2 < items.size() ? number(view.resolve(items.get(at + 2)), 0) * THOUSANDTH : 0;
                long last = Math.min((long) number(second, -1), COMPOSITE);
                for (long code = Math.max(0, first); code <= last; code++) {
                    budget.object();
                    widths.set(code, width);
                }
                at += 3;
            }
        }
        return widths;
    }

    /** Of a simple font; of the 14 standard ones without widths those that every reader knows (9.6.2.2). */
    static GlyphWidths simple(Revision view, PdfDictionary font, Encoding encoding) {
        PdfArray given = view.array(font, "Widths");
        PdfArray matrix = view.array(font, "FontMatrix");
        double unit = font.is("Subtype", "Type3") && matrix.size() == 6
                ? number(view.resolve(matrix.get(0)), THOUSANDTH)
                : THOUSANDTH;
        if (given.size() == 0) {
            return standard(view.get(font, "BaseFont") instanceof PdfName name ? name.value() : "", encoding);
        }
        double missing = number(view.get(view.dictionary(font, "FontDescriptor"), "MissingWidth"), 0);
        GlyphWidths widths = new GlyphWidths(SIMPLE, missing * unit);
        long first = (long) number(view.get(font, "FirstChar"), 0);
        for (int i = 0; i < Math.min(given.size(), SIMPLE); i++) {
            widths.set(first + i, number(view.resolve(given.get(i)), 0) * unit);
        }
        return widths;
    }

    private static GlyphWidths standard(String name, Encoding encoding) {
        GlyphWidths widths = new GlyphWidths(SIMPLE, GUESS);
        if (!name.matches("(Courier|Helvetica|Times)[A-Za-z-]{0,16}")) {
            return widths;
        }
        try (InputStream in = Encoding.class.getResourceAsStream("/org/apache/pdfbox/resources/afm/" + name + ".afm")) {
            if (in != null) {
                FontMetrics metrics = new AFMParser(in).parse(true);
                for (int code = 0; code < SIMPLE; code++) {
                    widths.set(code, metrics.getCharacterWidth(encoding.getName(code)) * THOUSANDTH);
                }
            }
        } catch (IOException e) {
            return widths;
        }
        return widths;
    }

    static double number(PdfObject value, double otherwise) {
        return value instanceof PdfNumber number ? number.value() : otherwise;
    }
}
