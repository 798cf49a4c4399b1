package dev.vdx.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.apache.fontbox.ttf.HeaderTable;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/**
 * A composite font whose codes are the glyph numbers of the whole typeface, embedded as a subset with a map back to
 * Unicode (ISO 32000-2, 9.7; ISO 19005-2, 6.2.11). PDFBox's own embedding starts from characters and cannot hold the
 * forms that shaping chooses.
 */
final class EmbeddedFont {
    private static final List<String> TABLES =
            List.of("head", "hhea", "loca", "maxp", "cvt ", "prep", "glyf", "hmtx", "fpgm", "gasp");
    private static final int SYMBOLIC = 4;
    private static final int MOST_IN_BLOCK = 100;

    private final FontFile font;
    private final SortedMap<Integer, Integer> unicodeByGlyph;

    private final boolean listed;

    /**
     * A font to embed.
     *
     * @param listed whether its codes are listed in a {@code /CIDSet}: PDF/A-1 wants that (ISO 19005-1, 6.3.5), later parts do without
     */
    EmbeddedFont(FontFile font, SortedMap<Integer, Integer> unicodeByGlyph, boolean listed) {
        this.listed = listed;
        this.font = font;
        this.unicodeByGlyph = unicodeByGlyph;
    }

    COSDictionary dictionary() throws IOException {
        TTFSubsetter subsetter = new TTFSubsetter(font.ttf(), TABLES);
        subsetter.addGlyphIds(unicodeByGlyph.keySet());
        Map<Integer, Integer> oldByNew = subsetter.getGIDMap();
        ByteArrayOutputStream subset = new ByteArrayOutputStream(16_384);
        subsetter.writeToStream(subset);

        String name = tag() + "+" + font.face().fileName();
        COSDictionary descendant = new COSDictionary();
        descendant.setItem(COSName.TYPE, COSName.FONT);
        descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
        descendant.setName(COSName.BASE_FONT, name);
        COSDictionary system = new COSDictionary();
        system.setString(COSName.REGISTRY, "Adobe");
        system.setString(COSName.ORDERING, "Identity");
        system.setInt(COSName.SUPPLEMENT, 0);
        descendant.setItem(COSName.CIDSYSTEMINFO, system);
        descendant.setItem(COSName.FONT_DESC, descriptor(name, SubsetDates.clear(subset.toByteArray()), oldByNew));
        descendant.setInt(COSName.DW, 0);
        descendant.setItem(COSName.W, widths());
        descendant.setItem(COSName.CID_TO_GID_MAP, stream(cidToGid(oldByNew)));

        COSArray descendants = new COSArray();
        descendants.add(descendant);
        COSDictionary type0 = new COSDictionary();
        type0.setItem(COSName.TYPE, COSName.FONT);
        type0.setItem(COSName.SUBTYPE, COSName.TYPE0);
        type0.setName(COSName.BASE_FONT, name);
        type0.setItem(COSName.ENCODING, COSName.IDENTITY_H);
        type0.setItem(COSName.DESCENDANT_FONTS, descendants);
        type0.setItem(COSName.TO_UNICODE, stream(toUnicode().getBytes(StandardCharsets.US_ASCII)));
        return type0;
    }

    /** Six letters that tell one subset from another (ISO 32000-2, 9.9.2); the same glyphs give the same letters. */
    private String tag() {
        long hash = Integer.toUnsignedLong(unicodeByGlyph.hashCode());
        StringBuilder letters = new StringBuilder(6);
        for (int i = 0; i < 6; i++) {
            letters.append((char) ('A' + hash % 26));
            hash = hash / 26 + i;
        }
        return letters.toString();
    }

    private COSDictionary descriptor(String name, byte[] subset, Map<Integer, Integer> oldByNew) throws IOException {
        TrueTypeFont ttf = font.ttf();
        HeaderTable head = ttf.getHeader();
        float scale = (float) FontFile.EM / ttf.getUnitsPerEm();
        COSArray bounds = new COSArray();
        for (short edge : new short[] {head.getXMin(), head.getYMin(), head.getXMax(), head.getYMax()}) {
            bounds.add(COSInteger.get(Math.round(edge * scale)));
        }
        COSStream file = stream(subset);
        file.setInt(COSName.LENGTH1, subset.length);

        COSDictionary descriptor = new COSDictionary();
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setName(COSName.FONT_NAME, name);
        descriptor.setInt(COSName.FLAGS, SYMBOLIC);
        descriptor.setItem(COSName.FONT_BBOX, bounds);
        descriptor.setInt(COSName.ITALIC_ANGLE, 0);
        descriptor.setInt(COSName.ASCENT, Math.round(ttf.getHorizontalHeader().getAscender() * scale));
        descriptor.setInt(COSName.DESCENT, Math.round(ttf.getHorizontalHeader().getDescender() * scale));
        descriptor.setInt(COSName.CAP_HEIGHT, Math.round(ttf.getOS2Windows().getCapHeight() * scale));
        descriptor.setInt(COSName.STEM_V, font.face().stemWidth());
        descriptor.setItem(COSName.FONT_FILE2, file);
        if (listed) {
            descriptor.setItem(COSName.CID_SET, stream(cidSet(oldByNew)));
        }
        return descriptor;
    }

    private COSArray widths() {
        COSArray widths = new COSArray();
        COSArray run = new COSArray();
        int next = -1;
        for (int glyph : unicodeByGlyph.keySet()) {
            if (glyph != next) {
                run = new COSArray();
                widths.add(COSInteger.get(glyph));
                widths.add(run);
            }
            run.add(COSInteger.get(font.advance(glyph)));
            next = glyph + 1;
        }
        return widths;
    }

    private byte[] cidToGid(Map<Integer, Integer> oldByNew) {
        byte[] map = new byte[2 * (unicodeByGlyph.lastKey() + 1)];
        oldByNew.forEach((fresh, old) -> {
            if (2 * old < map.length) {
                map[2 * old] = (byte) (fresh >> 8);
                map[2 * old + 1] = (byte) (int) fresh;
            }
        });
        return map;
    }

    /** Which codes the subset has glyphs for, a bit each. */
    private byte[] cidSet(Map<Integer, Integer> oldByNew) {
        byte[] bits = new byte[unicodeByGlyph.lastKey() / 8 + 1];
        for (int old : oldByNew.values()) {
            if (old <= unicodeByGlyph.lastKey()) {
                bits[old / 8] |= (byte) (0x80 >> old % 8);
            }
        }
        return bits;
    }

    private String toUnicode() {
        StringBuilder cmap = new StringBuilder(1_024);
        cmap.append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
                .append("/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n")
                .append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
                .append("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        List<Map.Entry<Integer, Integer>> entries = List.copyOf(unicodeByGlyph.entrySet());
        for (int from = 0; from < entries.size(); from += MOST_IN_BLOCK) {
            List<Map.Entry<Integer, Integer>> block =
                    entries.subList(from, Math.min(from + MOST_IN_BLOCK, entries.size()));
            cmap.append(block.size()).append(" beginbfchar\n");
            for (Map.Entry<Integer, Integer> entry : block) {
                cmap.append(String.format(Locale.ROOT, "<%04X> <%04X>\n", entry.getKey(), entry.getValue()));
            }
            cmap.append("endbfchar\n");
        }
        return cmap.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
                .toString();
    }

    static COSStream stream(byte[] bytes) throws IOException {
        COSStream stream = new COSStream();
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(bytes);
        }
        return stream;
    }
}
