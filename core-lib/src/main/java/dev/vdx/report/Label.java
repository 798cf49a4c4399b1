package dev.vdx.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fixed words of the text report. */
enum Label {
    FILE,
    CHECKED,
    SIGNATURE,
    DOCUMENT_TIMESTAMP,
    SIGNED_BY,
    STAMPED_BY,
    NO_NAME,
    WHEN,
    TIME_PROVEN_BY,
    TIME_PROVEN,
    TIME_STAMPED,
    TIME_CLAIMED,
    TIME_UNKNOWN,
    LEVEL,
    CHAIN,
    ANCHOR,
    CHANGED_SINCE,
    NOTHING,
    CHANGE_ALLOWED,
    CHANGE_FORBIDDEN,
    CHANGE_SUSPICIOUS,
    MORE,
    NEXT_SIGNER,
    NEXT_VERIFIER,
    NEXT_OPERATOR,
    TIME;

    static Stream<String> keys() {
        return Stream.concat(
                Arrays.stream(values()).map(Label::key),
                IntStream.rangeClosed(1, 12).mapToObj(Label::month));
    }

    static String month(int month) {
        return "month." + month;
    }

    String in(Lang lang, Object... details) {
        return Texts.words(lang)
                .fill(key(), Arrays.stream(details).map(String::valueOf).toList());
    }

    String in(Lang lang) {
        return Texts.words(lang).fill(key(), List.of());
    }

    private String key() {
        return "label." + name().toLowerCase(Locale.ROOT);
    }
}
