package dev.vdx.pdf.object;

import dev.vdx.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a file or of a decoded stream, through a window: a small file is held whole, a large one in a few pages,
 * so that its size never matters to the heap. A failing disk is an {@link UncheckedIOException}. One thread.
 */
public final class PdfBytes {
    private static final int WHOLE = 1 << 20;
    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int SLOTS = 64;

    private final Source source;
    private final long size;
    private final byte[][] pages;
    private final long[] held;
    private byte[] window;
    private long windowStart;
    private int windowLength;

    private PdfBytes(Source source, byte[] window, boolean paged) {
        this.source = source;
        this.size = source.size();
        this.window = window;
        this.windowLength = paged ? 0 : window.length;
        this.pages = new byte[paged ? SLOTS : 0][0];
        this.held = new long[paged ? SLOTS : 0];
        Arrays.fill(held, -1);
    }

    /** The bytes of a source. */
    public static PdfBytes of(Source source) {
        if (source.size() > WHOLE) {
            return new PdfBytes(source, new byte[0], true);
        }
        try {
            return new PdfBytes(source, source.bytes(0, (int) source.size()), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes already at hand; not copied. */
    public static PdfBytes of(byte[] bytes) {
        return new PdfBytes(Source.bytes(bytes), bytes, false);
    }

    /** How many there are. */
    public long size() {
        return size;
    }

    /** One byte, 0 to 255; -1 outside. */
    public int at(long position) {
        long index = position - windowStart;
        if (index >= 0 && index < windowLength) {
            return window[(int) index] & 0xff;
        }
        return position < 0 || position >= size ? -1 : load(position);
    }

    private int load(long position) {
        long page = position >> PAGE_BITS;
        int slot = (int) (page & (SLOTS - 1));
        byte[] bytes = pages[slot];
        windowStart = page << PAGE_BITS;
        if (held[slot] != page) {
            bytes = bytes.length == 0 ? new byte[PAGE] : bytes;
            held[slot] = -1;
            fill(windowStart, bytes, (int) Math.min(PAGE, size - windowStart));
            pages[slot] = bytes;
            held[slot] = page;
        }
        window = bytes;
        windowLength = (int) Math.min(PAGE, size - windowStart);
        return window[(int) (position - windowStart)] & 0xff;
    }

    private void fill(long position, byte[] into, int length) {
        try {
            if (source.read(position, into, 0, length) != length) {
                throw new IOException("shorter than it was, at " + position);
            }
        } catch (IOException e) {
            windowLength = 0;
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of some; fewer than asked only at the end. */
    public byte[] copy(long from, int length) {
        int there = (int) Math.max(0, Math.min(length, size - from));
        byte[] result = new byte[there];
        if (pages.length == 0) {
            System.arraycopy(window, (int) from, result, 0, there);
        } else {
            fill(from, result, there);
        }
        return result;
    }

    /** Some bytes as text, one character a byte. */
    String text(long from, int length) {
        long index = from - windowStart;
        if (index >= 0 && index + length <= windowLength) {
            return new String(window, (int) index, length, StandardCharsets.ISO_8859_1);
        }
        return new String(copy(from, length), StandardCharsets.ISO_8859_1);
    }

    /** Whether these characters stand at a position. */
    public boolean startsWith(long position, String token) {
        for (int i = 0; i < token.length(); i++) {
            if (at(position + i) != token.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** First position in [from, to) where these characters stand whole; -1 if none. */
    public long find(String token, long from, long to) {
        char first = token.charAt(0);
        long last = Math.min(to, size) - token.length();
        for (long p = Math.max(0, from); p <= last; p++) {
            p = skipTo(first, p, last);
            if (p <= last && startsWith(p, token)) {
                return p;
            }
        }
        return -1;
    }

    /** First position in [from, last] where this character stands; behind last if none. Most of the time there is none. */
    private long skipTo(char wanted, long from, long last) {
        long p = from;
        while (p <= last) {
            if (at(p) == wanted) {
                return p;
            }
            int index = (int) (p - windowStart) + 1;
            int end = (int) Math.min(windowLength, last - windowStart + 1);
            while (index < end && (window[index] & 0xff) != wanted) {
                index++;
            }
            p = windowStart + index;
        }
        return p;
    }

    /** Last position in [from, to) where these characters stand whole; -1 if none. */
    public long findLast(String token, long from, long to) {
        int first = token.charAt(0);
        for (long p = Math.min(to, size) - token.length(); p >= Math.max(0, from); p--) {
            if (at(p) == first && startsWith(p, token)) {
                return p;
            }
        }
        return -1;
    }

    /** Whether two stretches of this file hold the same bytes. */
    boolean same(long a, long b, long length) {
        if (a == b) {
            return true;
        }
        for (long done = 0; done < length; done += PAGE) {
            int part = (int) Math.min(PAGE, length - done);
            if (!Arrays.equals(copy(a + done, part), copy(b + done, part))) {
                return false;
            }
        }
        return true;
    }
}
