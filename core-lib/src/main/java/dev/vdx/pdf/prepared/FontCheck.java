package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fonts that are not in the file, and such as say other characters than they show (ISO 32000-2, 9.6 to 9.10). */
final class FontCheck {
    private static final Set<String> STANDARD = Set.of(
            "Courier",
            "Courier-Bold",
            "Courier-Oblique",
            "Courier-BoldOblique",
            "Helvetica",
            "Helvetica-Bold",
            "Helvetica-Oblique",
            "Helvetica-BoldOblique",
            "Times-Roman",
            "Times-Bold",
            "Times-Italic",
            "Times-BoldItalic",
            "Symbol",
            "ZapfDingbats");

    private static final Set<String> ASCII_ENCODINGS =
            Set.of("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding");
    private static final int LARGEST_MAP = 1 << 20;
    private static final Pattern SINGLE = Pattern.compile("<([0-9A-Fa-f]{2})>\\s*<([0-9A-Fa-f]{4})>");
    private static final Pattern RANGES = Pattern.compile("beginbfchar(.*?)endbfchar", Pattern.DOTALL);

    private final Revision last;
    private final Notes notes;

    FontCheck(Revision last, Notes notes) {
        this.last = last;
        this.notes = notes;
    }

    void check(PdfDictionary font, String page) {
        String name = last.get(font, "BaseFont") instanceof PdfName base ? base.value() : "";
        if (!font.is("Subtype", "Type3") && !embedded(font)) {
            boolean standard = STANDARD.contains(name);
            notes.add(
                    standard ? FindingCode.PREPARED_FONT_STANDARD : FindingCode.PREPARED_FONT_MISSING,
                    standard ? "" : page,
                    "",
                    name);
        }
        boolean ascii =
                last.get(font, "Encoding") instanceof PdfName encoding && ASCII_ENCODINGS.contains(encoding.value());
        if (ascii && last.get(font, "ToUnicode") instanceof PdfStream map) {
            contradiction(new String(last.decoded(map), StandardCharsets.ISO_8859_1), name, page);
        }
    }

    private boolean embedded(PdfDictionary font) {
        PdfArray descendants = last.array(font, "DescendantFonts");
        PdfObject first = descendants.size() > 0 ? last.resolve(descendants.get(0)) : font;
        // A descendant is reached by way of its font, and judged there.
        if (font.is("Subtype", "CIDFontType0") || font.is("Subtype", "CIDFontType2")) {
            return true;
        }
        PdfDictionary descriptor = last.dictionary(Revision.asDictionary(first), "FontDescriptor");
        return descriptor.has("FontFile") || descriptor.has("FontFile2") || descriptor.has("FontFile3");
    }

    /** Where the encoding says that a code is an ASCII character, its text must be the same one. */
    private void contradiction(String map, String name, String page) {
        if (map.length() > LARGEST_MAP) {
            return;
        }
        Matcher blocks = RANGES.matcher(map);
        while (blocks.find()) {
            Matcher pairs = SINGLE.matcher(blocks.group(1));
            while (pairs.find()) {
                int code = Integer.parseInt(pairs.group(1), 16);
                int text = Integer.parseInt(pairs.group(2), 16);
                if (plain(code) && plain(text) && code != text) {
                    notes.add(
                            FindingCode.PREPARED_FONT_MISMATCH,
                            page,
                            "",
                            String.format(Locale.ROOT, "%s: %c = %c", name, code, text));
                    return;
                }
            }
        }
    }

    private static boolean plain(int character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }
}
