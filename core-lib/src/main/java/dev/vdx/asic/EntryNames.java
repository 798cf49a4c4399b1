package dev.vdx.asic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which names of entries are safe to give to anybody who may take them for paths. */
final class EntryNames {
    static final String MIMETYPE = "mimetype";
    static final String META_INF = "META-INF/";
    private static final int LONGEST = 1024;

    private EntryNames() {}

    /** What is wrong with a name, if anything is. */
    static Optional<String> problem(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.of("name of " + name.length() + " characters");
        }
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
            return Optional.of("name is no relative path");
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0xfffd || (c >= 0x202a && c <= 0x202e))) {
            return Optional.of("name holds control characters");
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        boolean escapes = Arrays.stream(path.split("/", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        return escapes ? Optional.of("name leads out of the container") : Optional.empty();
    }

    /** Two names that are one on a file system that does not tell cases apart. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static boolean isReserved(String name) {
        String folded = folded(name);
        return folded.equals(MIMETYPE) || folded.startsWith("meta-inf/") || folded.equals("meta-inf");
    }
}
