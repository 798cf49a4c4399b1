package dev.vdx.pdf.object;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The entries of one revision, packed and sorted by object number; a million of them take 17 MB. */
final class XrefEntries {
    private final int[] numbers;
    private final byte[] kinds;
    private final long[] where;
    private final int[] extra;

    private XrefEntries(int[] numbers, byte[] kinds, long[] where, int[] extra) {
        this.numbers = numbers;
        this.kinds = kinds;
        this.where = where;
        this.extra = extra;
    }

    int[] numbers() {
        return numbers.clone();
    }

    Optional<XrefEntry> find(int number) {
        int i = index(number);
        return i < 0
                ? Optional.empty()
                : Optional.of(new XrefEntry(XrefEntry.Kind.ofCode(kinds[i]), where[i], extra[i]));
    }

    Set<Integer> containers() {
        Set<Integer> containers = new HashSet<>();
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == XrefEntry.Kind.COMPRESSED.code()) {
                containers.add((int) where[i]);
            }
        }
        return containers;
    }

    private boolean used(int number) {
        int i = index(number);
        return i >= 0 && kinds[i] != XrefEntry.Kind.FREE.code();
    }

    /** These and, for numbers free or absent here, those of another section. */
    XrefEntries before(XrefEntries others) {
        Builder all = new Builder();
        for (int i = 0; i < numbers.length; i++) {
            if (kinds[i] != XrefEntry.Kind.FREE.code() || others.index(numbers[i]) < 0) {
                all.add(numbers[i], XrefEntry.Kind.ofCode(kinds[i]), where[i], extra[i]);
            }
        }
        for (int number : absentOf(others)) {
            int i = others.index(number);
            all.add(number, XrefEntry.Kind.ofCode(others.kinds[i]), others.where[i], others.extra[i]);
        }
        return all.build();
    }

    /** The numbers of another section that are free or absent here. */
    List<Integer> absentOf(XrefEntries others) {
        return Arrays.stream(others.numbers)
                .filter(number -> !used(number))
                .boxed()
                .toList();
    }

    private int index(int number) {
        // Most sections number from 0 without gaps.
        if (number < numbers.length && number >= 0 && numbers[number] == number) {
            return number;
        }
        return Arrays.binarySearch(numbers, number);
    }

    /** Collects entries in the order of a file. */
    static final class Builder {
        private int count;
        private int[] numbers = new int[64];
        private byte[] kinds = new byte[64];
        private long[] where = new long[64];
        private int[] extra = new int[64];
        private boolean sorted = true;

        void add(long number, XrefEntry.Kind kind, long at, long more) {
            if (number < 0 || number > Integer.MAX_VALUE - 1 || at < 0 || more < 0 || more > Integer.MAX_VALUE) {
                throw PdfException.malformed("cross-reference entry out of range", at);
            }
            if (count == numbers.length) {
                grow();
            }
            sorted &= count == 0 || numbers[count - 1] < number;
            numbers[count] = (int) number;
            kinds[count] = kind.code();
            where[count] = at;
            extra[count++] = (int) more;
        }

        private void grow() {
            int size = count * 2;
            numbers = Arrays.copyOf(numbers, size);
            kinds = Arrays.copyOf(kinds, size);
            where = Arrays.copyOf(where, size);
            extra = Arrays.copyOf(extra, size);
        }

        /**
         * Sorts them. A number that stands twice counts once where a used entry meets a free one or its equal; two that
         * differ are malformed, since readers would differ.
         */
        XrefEntries build() {
            if (sorted) {
                return packed(count);
            }
            long[] order = new long[count];
            for (int i = 0; i < count; i++) {
                order[i] = (long) numbers[i] << 32 | i;
            }
            Arrays.sort(order);
            Builder ordered = new Builder();
            for (long key : order) {
                int i = (int) key;
                int last = ordered.count - 1;
                if (last < 0 || ordered.numbers[last] != numbers[i]) {
                    ordered.add(numbers[i], XrefEntry.Kind.ofCode(kinds[i]), where[i], extra[i]);
                } else if (kinds[i] != XrefEntry.Kind.FREE.code()) {
                    ordered.merge(last, this, i);
                }
            }
            return ordered.packed(ordered.count);
        }

        private void merge(int at, Builder from, int i) {
            boolean free = kinds[at] == XrefEntry.Kind.FREE.code();
            if (!free && (kinds[at] != from.kinds[i] || where[at] != from.where[i] || extra[at] != from.extra[i])) {
                throw PdfException.malformed("object " + numbers[at] + " in two places", where[at]);
            }
            kinds[at] = from.kinds[i];
            where[at] = from.where[i];
            extra[at] = from.extra[i];
        }

        private XrefEntries packed(int size) {
            return new XrefEntries(
                    Arrays.copyOf(numbers, size),
                    Arrays.copyOf(kinds, size),
                    Arrays.copyOf(where, size),
                    Arrays.copyOf(extra, size));
        }
    }
}
