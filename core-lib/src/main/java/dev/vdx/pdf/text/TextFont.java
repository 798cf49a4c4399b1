package dev.vdx.pdf.text;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.font.encoding.Encoding;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.font.encoding.MacRomanEncoding;
import org.apache.pdfbox.pdmodel.font.encoding.StandardEncoding;
import org.apache.pdfbox.pdmodel.font.encoding.WinAnsiEncoding;

/**
 * What the codes of a font stand for, and how wide their glyphs are, by its dictionary alone: no font program is read, so a hostile one
 * costs nothing. Codes of composite fonts have two bytes.
 */
final class TextFont {
    private final boolean composite;
    private final Optional<CharacterMap> characters;
    private final Encoding encoding;
    private final Map<Integer, String> differences;
    private final GlyphWidths widths;

    TextFont(Revision view, PdfDictionary font, Budget budget) {
        composite = font.is("Subtype", "Type0");
        characters = characters(view, font, budget);
        encoding = base(view, font);
        differences = differences(view, view.dictionary(font, "Encoding"));
        PdfArray descendants = view.array(font, "DescendantFonts");
        widths = composite
                ? GlyphWidths.composite(
                        view,
                        descendants.size() == 0
                                ? PdfDictionary.EMPTY
                                : Revision.asDictionary(view.resolve(descendants.get(0))),
                        budget)
                : GlyphWidths.simple(view, font, encoding);
    }

    private static Optional<CharacterMap> characters(Revision view, PdfDictionary font, Budget budget) {
        if (!(view.get(font, "ToUnicode") instanceof PdfStream stream)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CharacterMap.read(view.decoded(stream), budget));
        } catch (PdfException e) {
            if (e.finding().code() == FindingCode.LIMIT_EXCEEDED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Encoding base(Revision view, PdfDictionary font) {
        PdfObject encoding = view.get(font, "Encoding");
        PdfObject name = encoding instanceof PdfDictionary dictionary ? view.get(dictionary, "BaseEncoding") : encoding;
        if (name instanceof PdfName known && known.is("MacRomanEncoding")) {
            return MacRomanEncoding.INSTANCE;
        } else if ((name instanceof PdfName known && known.is("WinAnsiEncoding")) || font.is("Subtype", "TrueType")) {
            return WinAnsiEncoding.INSTANCE;
        }
        return StandardEncoding.INSTANCE;
    }

    private static Map<Integer, String> differences(Revision view, PdfDictionary encoding) {
        Map<Integer, String> names = new HashMap<>();
        int code = 0;
        for (PdfObject item : view.array(encoding, "Differences").items()) {
            PdfObject value = view.resolve(item);
            if (value instanceof PdfNumber number) {
                code = (int) number.integer();
            } else if (value instanceof PdfName name) {
                names.put(code++, name.value());
            }
        }
        return names;
    }

    /** How many bytes a code has. */
    int codeLength() {
        return composite ? 2 : 1;
    }

    /** The width of its glyph, over its size. */
    double width(int code) {
        return widths.of(code);
    }

    /** The characters a code stands for; empty where the font does not tell. */
    String said(int code) {
        Optional<String> mapped = characters.flatMap(map -> map.of(code));
        if (mapped.isPresent() || composite) {
            return mapped.orElse("");
        }
        String name = differences.getOrDefault(code, encoding.getName(code));
        return Optional.ofNullable(GlyphList.getAdobeGlyphList().toUnicode(name))
                .orElse("");
    }
}
