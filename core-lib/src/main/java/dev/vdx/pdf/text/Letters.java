package dev.vdx.pdf.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Letters one by one, made alike however they are coded: compatibility decomposition (so SARA AM is two), the private forms of old Thai
 * fonts as what they stand for, the marks on a Thai letter in one order, invisible characters left out.
 */
final class Letters {
    /** The private forms U+F700 to U+F71A that Thai fonts for Windows shift their marks with. */
    private static final String PRIVATE_FORMS = "\u0E10\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C"
            + "\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E0D\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38\u0E39\u0E3A";

    private static final char FIRST_PRIVATE = '\uF700';

    /**
     * A letter.
     *
     * @param point its code point
     * @param glyph the index of what it comes from
     * @param spaced whether white space stands before it
     */
    record Letter(int point, int glyph, boolean spaced) {}

    private final List<Letter> letters = new ArrayList<>();
    private boolean space;

    /** The letters of texts, each of which is a glyph or a whole. */
    static List<Letter> of(List<String> texts) {
        Letters made = new Letters();
        for (int i = 0; i < texts.size(); i++) {
            made.add(texts.get(i), i);
        }
        made.order();
        return made.letters;
    }

    private void add(String text, int glyph) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            int form = plain.charAt(i) - FIRST_PRIVATE;
            if (form >= 0 && form < PRIVATE_FORMS.length()) {
                plain.setCharAt(i, PRIVATE_FORMS.charAt(form));
            }
        }
        Normalizer.normalize(plain, Normalizer.Form.NFKD).codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                space = true;
            } else if (type != Character.FORMAT && type != Character.CONTROL) {
                letters.add(new Letter(point, glyph, space));
                space = false;
            }
        });
    }

    private void order() {
        int start = 0;
        for (int i = 0; i <= letters.size(); i++) {
            if (i == letters.size() || !mark(letters.get(i).point())) {
                letters.subList(start, i).sort(Comparator.comparingInt(Letter::point));
                start = i + 1;
            }
        }
    }

    private static boolean mark(int point) {
        return point == 0x0E31 || (point >= 0x0E34 && point <= 0x0E3A) || (point >= 0x0E47 && point <= 0x0E4E);
    }
}
