package dev.vdx.cli;

import java.util.regex.Pattern;

/** A word of a command line that people are told to type: file names have spaces. */
final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}_@%+=:,./-]+");
    /** Between double quotes it is the same to a POSIX shell and to Windows. */
    private static final Pattern SAME_IN_QUOTES = Pattern.compile("[^$`\"!\\\\]*");

    private ShellWord() {}

    static String of(Object word) {
        String text = word.toString();
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        return SAME_IN_QUOTES.matcher(text).matches() ? '"' + text + '"' : "'" + text.replace("'", "'\\''") + "'";
    }
}
