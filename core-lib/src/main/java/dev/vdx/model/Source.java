package dev.vdx.model;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a document, read at any position, never held in the heap as a whole when they come from a file. Safe for
 * several threads.
 */
public abstract sealed class Source implements Closeable {

    private Source() {}

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be opened
     */
    public static Source file(Path path) throws IOException {
        return new File(FileChannel.open(path, StandardOpenOption.READ));
    }

    /** Bytes already at hand; not copied. */
    public static Source bytes(byte[] bytes) {
        return new Memory(bytes);
    }

    /** Length in bytes. */
    public abstract long size();

    /**
     * Reads up to {@code length} bytes from {@code position}.
     *
     * @return how many bytes were read; fewer than asked only at the end
     * @throws IOException if the file cannot be read
     */
    public abstract int read(long position, byte[] into, int offset, int length) throws IOException;

    /**
     * Reads exactly {@code length} bytes.
     *
     * @throws EOFException if the source ends before
     */
    public final byte[] bytes(long position, int length) throws IOException {
        byte[] result = new byte[length];
        if (read(position, result, 0, length) != length) {
            throw new EOFException("ends before " + (position + length));
        }
        return result;
    }

    /** The same with more bytes behind it, not copied; closing it closes this one. */
    public final Source followedBy(byte[] tail) {
        return followedBy(new Memory(tail));
    }

    /** The same with another source behind it; closing it closes this one. */
    public final Source followedBy(Source tail) {
        return new Joined(this, tail);
    }

    private static final class File extends Source {
        private final FileChannel channel;
        private final long size;

        File(FileChannel channel) throws IOException {
            this.channel = channel;
            this.size = channel.size();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
            long at = position;
            while (buffer.hasRemaining()) {
                int n = channel.read(buffer, at);
                if (n < 0) {
                    break;
                }
                at += n;
            }
            return (int) (at - position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Memory extends Source {
        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            if (position >= bytes.length) {
                return 0;
            }
            int n = (int) Math.min(length, bytes.length - position);
            System.arraycopy(bytes, (int) position, into, offset, n);
            return n;
        }

        @Override
        public void close() {}
    }

    /** Sources one behind the other, in one list however often they were joined. */
    private static final class Joined extends Source {
        private final List<Source> parts;
        private final long[] ends;

        Joined(Source head, Source tail) {
            List<Source> all = new ArrayList<>(head instanceof Joined joined ? joined.parts : List.of(head));
            all.add(tail);
            parts = List.copyOf(all);
            ends = new long[parts.size()];
            long end = 0;
            for (int i = 0; i < ends.length; i++) {
                end += parts.get(i).size();
                ends[i] = end;
            }
        }

        @Override
        public long size() {
            return ends[ends.length - 1];
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) throws IOException {
            int found = Arrays.binarySearch(ends, position);
            int done = 0;
            // A position that is an end belongs to what comes behind it.
            for (int i = found < 0 ? -found - 1 : found + 1; i < ends.length && done < length; i++) {
                Source part = parts.get(i);
                long at = position + done - (ends[i] - part.size());
                int n = part.read(at, into, offset + done, (int) Math.min(length - done, part.size() - at));
                done += Math.max(n, 0);
                if (position + done < ends[i]) {
                    break;
                }
            }
            return done;
        }

        @Override
        public void close() throws IOException {
            parts.get(0).close();
        }
    }
}
