package dev.vdx.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word a mistyped one is nearest to. */
public final class Nearest {
    private Nearest() {}

    /** The one it is nearest to, if one is near enough. */
    public static Optional<String> to(String word, Collection<String> known) {
        int tolerated = Math.max(1, word.length() / 3);
        return among(word, known).filter(near -> distance(word, near) <= tolerated);
    }

    /** The one it is nearest to, however far; empty where none is known. */
    public static Optional<String> among(String word, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(k -> distance(word, k)));
    }

    /** Letters to add, leave out, change, or swap with the next. */
    private static int distance(String a, String b) {
        int[] beforeThat = new int[0];
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], beforeThat[j - 2] + 1);
                }
            }
            beforeThat = before;
            before = now;
        }
        return before[b.length()];
    }
}
