package dev.vdx.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A sentence with placeholders {0}…{9}; a part in square brackets is left out where one of its placeholders has no
 * detail. A detail no placeholder asks for is put behind the sentence, so nothing that was found is lost.
 */
final class Template {
    private final String pattern;

    Template(String pattern) {
        this.pattern = pattern;
    }

    /** The placeholders used. */
    Set<Integer> placeholders() {
        Set<Integer> numbers = new TreeSet<>();
        for (int i = 0; i + 2 < pattern.length(); i++) {
            if (placeholderAt(pattern, i)) {
                numbers.add(pattern.charAt(i + 1) - '0');
            }
        }
        return numbers;
    }

    String fill(List<String> details) {
        StringBuilder out = new StringBuilder(pattern.length() + 64);
        int at = 0;
        while (at < pattern.length()) {
            int open = pattern.indexOf('[', at);
            int close = open < 0 ? -1 : pattern.indexOf(']', open);
            if (close < 0) {
                substitute(pattern.substring(at), details, out);
                break;
            }
            substitute(pattern.substring(at, open), details, out);
            String part = pattern.substring(open + 1, close);
            if (complete(part, details)) {
                substitute(part, details, out);
            }
            at = close + 1;
        }
        int asked = placeholders().stream().mapToInt(n -> n + 1).max().orElse(0);
        String left = details.stream().skip(asked).filter(d -> !d.isEmpty()).collect(Collectors.joining("; "));
        if (!left.isEmpty()) {
            out.append(" (").append(left).append(')');
        }
        return out.toString();
    }

    private static boolean complete(String part, List<String> details) {
        return new Template(part)
                .placeholders().stream()
                        .allMatch(n -> n < details.size() && !details.get(n).isEmpty());
    }

    private static void substitute(String text, List<String> details, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            if (placeholderAt(text, i)) {
                int n = text.charAt(i + 1) - '0';
                out.append(n < details.size() ? details.get(n) : "?");
                i += 2;
            } else {
                out.append(text.charAt(i));
            }
        }
    }

    private static boolean placeholderAt(String text, int i) {
        return text.charAt(i) == '{'
                && i + 2 < text.length()
                && text.charAt(i + 2) == '}'
                && text.charAt(i + 1) >= '0'
                && text.charAt(i + 1) <= '9';
    }
}
