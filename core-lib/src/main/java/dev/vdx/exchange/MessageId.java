package dev.vdx.exchange;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a message: a UUID of version 7 (RFC 9562, 5.7), lower case.
 *
 * @param uuid the UUID
 */
public record MessageId(UUID uuid) implements Comparable<MessageId> {
    private static final Pattern TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    public MessageId {
        if (uuid.version() != 7 || uuid.variant() != 2) {
            throw new IllegalArgumentException("a message id is a UUID of version 7");
        }
    }

    /** A new one, made of this time and this randomness. */
    public static MessageId of(Instant time, RandomGenerator random) {
        long high = (time.toEpochMilli() & 0xffff_ffff_ffffL) << 16 | 0x7000 | (random.nextInt() & 0xfff);
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new MessageId(new UUID(high, low));
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not a UUID of version 7 in lower case
     */
    public static MessageId parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("a message id is a UUID of version 7 in lower case");
        }
        return new MessageId(UUID.fromString(text));
    }

    @Override
    public int compareTo(MessageId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
