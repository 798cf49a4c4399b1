package dev.vdx.seal;

import java.util.List;
import java.util.stream.Collectors;

/** Words that stand on one line, in one font; neither starts nor ends with a blank. */
record TextLine(FontFile font, List<ShapedWord> words) {

    TextLine {
        words = List.copyOf(words);
    }

    /** The width at this size, in points. */
    double width(double size) {
        double sum = 0;
        for (ShapedWord word : words) {
            sum += word.advance();
        }
        return sum * size / FontFile.EM;
    }

    String text() {
        return words.stream().map(ShapedWord::text).collect(Collectors.joining());
    }
}
