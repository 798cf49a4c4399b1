package dev.vdx.mutation;

/**
 * Where two documents differ: what is before and behind is the same in both.
 *
 * @param start of the difference in both
 * @param end in the second, not included
 */
record Span(int start, int end) {

    boolean holds(int at) {
        return at >= start && at < end;
    }

    static Span between(byte[] one, byte[] other) {
        int shorter = Math.min(one.length, other.length);
        int start = 0;
        while (start < shorter && one[start] == other[start]) {
            start++;
        }
        int same = 0;
        while (same < shorter - start && one[one.length - 1 - same] == other[other.length - 1 - same]) {
            same++;
        }
        return new Span(start, other.length - same);
    }
}
