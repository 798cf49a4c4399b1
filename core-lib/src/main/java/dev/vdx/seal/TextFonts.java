package dev.vdx.seal;

import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/** The fonts of one document in the making: shapes its text, remembers which glyphs it used, embeds just those. */
final class TextFonts {
    // Thai rules serve both languages: they only add the dictionary that finds Thai words.
    private static final Locale THAI = Locale.forLanguageTag("th");

    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final char MAIYAMOK = '\u0E46';
    private static final char PAIYANNOI = '\u0E2F';

    private final Map<Typeface, Map<String, ShapedWord>> shaped = new EnumMap<>(Typeface.class);
    private final Map<Typeface, TreeMap<Integer, Integer>> used = new EnumMap<>(Typeface.class);

    /** The whole text on one line, however long. */
    TextLine line(Typeface face, String text) throws CannotDrawException {
        return new TextLine(
                FontFile.of(face),
                units(face, text.strip()).stream()
                        .flatMap(unit -> unit.words().stream())
                        .toList());
    }

    /**
     * Breaks a text into lines no wider than {@code width} points: between words, at a pinch between characters.
     *
     * @throws CannotDrawException a single character is wider, or the font lacks one
     */
    List<TextLine> wrap(Typeface face, double size, String text, double width) throws CannotDrawException {
        FontFile font = FontFile.of(face);
        double room = width * FontFile.EM / size;
        List<TextLine> lines = new ArrayList<>();
        List<ShapedWord> current = new ArrayList<>();
        double taken = 0;
        for (Unit unit : units(face, text.strip())) {
            if (!unit.blank() && taken + unit.advance() > room) {
                add(lines, font, current);
                taken = 0;
                if (unit.advance() > room) {
                    for (ShapedWord piece : pieces(face, unit, room)) {
                        if (taken + piece.advance() > room) {
                            add(lines, font, current);
                            taken = 0;
                        }
                        current.add(piece);
                        taken += piece.advance();
                    }
                    continue;
                }
            }
            if (!unit.blank() || !current.isEmpty()) {
                current.addAll(unit.words());
                taken += unit.advance();
            }
        }
        add(lines, font, current);
        return List.copyOf(lines);
    }

    /** Words that stay on one line if they fit: of two scripts, or a sign and what it belongs to. */
    private record Unit(List<ShapedWord> words) {
        double advance() {
            return words.stream().mapToDouble(ShapedWord::advance).sum();
        }

        boolean blank() {
            return words.stream().allMatch(ShapedWord::blank);
        }
    }

    private static void add(List<TextLine> lines, FontFile font, List<ShapedWord> words) {
        while (!words.isEmpty() && words.get(words.size() - 1).blank()) {
            words.remove(words.size() - 1);
        }
        if (!words.isEmpty()) {
            lines.add(new TextLine(font, words));
            words.clear();
        }
    }

    /** What is wider than the line comes apart between its words, and these where they must. */
    private List<ShapedWord> pieces(Typeface face, Unit unit, double room) throws CannotDrawException {
        List<ShapedWord> pieces = new ArrayList<>();
        for (ShapedWord word : unit.words()) {
            if (word.advance() > room) {
                pieces.addAll(pieces(face, word.text(), room));
            } else {
                pieces.add(word);
            }
        }
        return pieces;
    }

    /** Cuts a word that is wider than the line, never within a character a person would see as one. */
    private List<ShapedWord> pieces(Typeface face, String word, double room) throws CannotDrawException {
        BreakIterator characters = BreakIterator.getCharacterInstance(THAI);
        characters.setText(word);
        List<ShapedWord> pieces = new ArrayList<>();
        int start = 0;
        int last = 0;
        for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
            if (word(face, word.substring(start, end)).advance() > room) {
                if (last == start) {
                    throw new CannotDrawException("a single character is wider than the room for text");
                }
                pieces.add(word(face, word.substring(start, last)));
                start = last;
                if (word(face, word.substring(start, end)).advance() > room) {
                    throw new CannotDrawException("a single character is wider than the room for text");
                }
            }
            last = end;
        }
        pieces.add(word(face, word.substring(start)));
        return pieces;
    }

    private List<Unit> units(Typeface face, String text) throws CannotDrawException {
        List<Unit> units = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getLineInstance(THAI);
        breaks.setText(text);
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end < text.length() && !breakable(text.charAt(end - 1), text.charAt(end))) {
                continue;
            }
            int blank = end;
            while (blank > start && text.charAt(blank - 1) == ' ') {
                blank--;
            }
            if (start < blank) {
                List<ShapedWord> words = new ArrayList<>();
                addRuns(words, face, text.substring(start, blank));
                units.add(new Unit(words));
            }
            if (blank < end) {
                units.add(new Unit(List.of(word(face, text.substring(blank, end)))));
            }
            start = end;
        }
        return units;
    }

    /** No line begins with a sign of repetition or abbreviation, and none ends within an abbreviation such as พ.ศ. */
    private static boolean breakable(char before, char after) {
        return after != MAIYAMOK && after != PAIYANNOI && (before != '.' || after == ' ');
    }

    /** Thai and other letters are shaped apart: one shaping run has one script. */
    private void addRuns(List<ShapedWord> words, Typeface face, String text) throws CannotDrawException {
        int start = 0;
        for (int i = 1; i < text.length(); i++) {
            if (thai(text.charAt(i)) != thai(text.charAt(i - 1))) {
                words.add(word(face, text.substring(start, i)));
                start = i;
            }
        }
        if (start < text.length()) {
            words.add(word(face, text.substring(start)));
        }
    }

    static boolean thai(char c) {
        return c >= '\u0E00' && c <= '\u0E7F';
    }

    private ShapedWord word(Typeface face, String text) throws CannotDrawException {
        Map<String, ShapedWord> known = shaped.computeIfAbsent(face, f -> new HashMap<>());
        ShapedWord word = known.get(text);
        if (word == null) {
            word = FontFile.of(face).shape(text);
            known.put(text, word);
        }
        return word;
    }

    /** The name of the typeface in the resources; its glyphs in this line are embedded from now on. */
    String use(TextLine line) {
        TreeMap<Integer, Integer> glyphs = used.computeIfAbsent(line.font().face(), f -> new TreeMap<>());
        for (ShapedWord word : line.words()) {
            for (int i = 0; i < word.count(); i++) {
                glyphs.putIfAbsent(word.glyph(i), word.unicode(i));
            }
        }
        return line.font().face().resourceName();
    }

    /** Embeds the blank glyph too, for readers a space of no width. */
    int useBlank(FontFile font) {
        int glyph = font.blankGlyph();
        used.computeIfAbsent(font.face(), f -> new TreeMap<>()).put(glyph, ZERO_WIDTH_SPACE);
        return glyph;
    }

    /** The {@code /Font} resources: each typeface used, cut down to the glyphs used. */
    COSDictionary resources() throws CannotDrawException {
        return resources(false);
    }

    /** The same, with lists of the codes where PDF/A-1 wants them. */
    COSDictionary resources(boolean listed) throws CannotDrawException {
        COSDictionary fonts = new COSDictionary();
        for (Map.Entry<Typeface, TreeMap<Integer, Integer>> entry : used.entrySet()) {
            try {
                fonts.setItem(
                        COSName.getPDFName(entry.getKey().resourceName()),
                        new EmbeddedFont(FontFile.of(entry.getKey()), entry.getValue(), listed).dictionary());
            } catch (IOException e) {
                throw new CannotDrawException("a font cannot be cut: " + e.getMessage(), e);
            }
        }
        return fonts;
    }
}
