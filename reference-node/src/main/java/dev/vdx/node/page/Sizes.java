package dev.vdx.node.page;

import java.util.Locale;

/** Sizes of files for people. */
final class Sizes {
    private Sizes() {}

    static String of(long bytes, Words words) {
        if (bytes < 1_000) {
            return words.say("bytes", bytes);
        }
        return bytes < 1_000_000
                ? words.say("kilobytes", (bytes + 500) / 1_000)
                : words.say("megabytes", String.format(Locale.ROOT, bytes < 10_000_000 ? "%.1f" : "%.0f", bytes / 1e6));
    }
}
