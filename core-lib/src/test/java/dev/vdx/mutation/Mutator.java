package dev.vdx.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Alters documents in every way that needs no understanding, and some that need a little. One thread. */
final class Mutator {
    private static final Pattern OFFSETS =
            Pattern.compile("\\b\\d{10}\\b|\\b\\d+ (?=0 (?:R|obj))|(?<=startxref\\s)\\d+");
    private static final String TELLING = "0123456789abcdefABCDEF \n<>[]()/={}\",:";
    private static final int LONGEST = 64;

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** One alteration; now and then of an altered document again. */
    byte[] mutate(byte[] document) {
        byte[] once = step(document);
        return random.nextInt(8) == 0 ? step(once) : once;
    }

    private byte[] step(byte[] document) {
        if (document.length < 2) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(document.length);
        int length = 1 + random.nextInt(Math.min(LONGEST, document.length - at));
        return switch (random.nextInt(12)) {
            case 0, 1 -> changed(document, at, document[at] ^ 1 << random.nextInt(8));
            case 2 -> changed(document, at, random.nextInt(256));
            case 3 -> changed(document, at, TELLING.charAt(random.nextInt(TELLING.length())));
            case 4 -> replaced(document, at, at + length, new byte[0]);
            case 5 -> replaced(document, at, at, noise(length));
            case 6 -> replaced(document, at, at, part(document, at, length));
            case 7 -> replaced(document, document.length, document.length, tail(document, at, length));
            case 8 -> swapped(document, at, random.nextInt(document.length), length);
            case 9 -> replaced(document, at, document.length, new byte[0]);
            case 10 -> replaced(document, at, at + length, part(document, random.nextInt(document.length), length));
            default -> pointed(document);
        };
    }

    private static byte[] changed(byte[] document, int at, int value) {
        byte[] copy = document.clone();
        copy[at] = (byte) value;
        return copy;
    }

    private static byte[] replaced(byte[] document, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + by.length);
        out.write(document, 0, from);
        out.writeBytes(by);
        out.write(document, to, document.length - to);
        return out.toByteArray();
    }

    private static byte[] part(byte[] document, int from, int length) {
        int end = Math.min(document.length, from + length);
        byte[] part = new byte[end - from];
        System.arraycopy(document, from, part, 0, part.length);
        return part;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return random.nextBoolean()
                ? noise
                : " \n\t0%".substring(random.nextInt(5)).substring(0, 1).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] tail(byte[] document, int at, int length) {
        return switch (random.nextInt(4)) {
            case 0 -> noise(length);
            case 1 -> part(document, at, document.length - at);
            case 2 -> new byte[length];
            default -> "\r\n".getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static byte[] swapped(byte[] document, int one, int other, int length) {
        byte[] copy = document.clone();
        for (int i = 0; i < length && Math.max(one, other) + i < copy.length; i++) {
            copy[one + i] = document[other + i];
            copy[other + i] = document[one + i];
        }
        return copy;
    }

    /** A number that may be an offset or an object's becomes another of its kind. */
    private byte[] pointed(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        List<MatchResult> numbers = OFFSETS.matcher(text).results().toList();
        if (numbers.isEmpty()) {
            return changed(document, random.nextInt(document.length), random.nextInt(256));
        }
        MatchResult from = numbers.get(random.nextInt(numbers.size()));
        MatchResult to = numbers.get(random.nextInt(numbers.size()));
        return replaced(document, from.start(), from.end(), to.group().getBytes(StandardCharsets.ISO_8859_1));
    }
}
