package dev.vdx.asic;

import dev.vdx.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The bytes of one entry; that length and checksum are as stated is known at its end. */
final class EntryStream extends InputStream {
    private static final int BUFFER = 8 << 10;

    private final ZipItem item;
    private final InputStream in;
    private final Optional<Inflater> inflater;
    private final CRC32 crc = new CRC32();
    private long count;

    EntryStream(Source source, ZipItem item) {
        this.item = item;
        InputStream packed = new Range(source, item.data(), item.packed());
        this.inflater = item.method() == 0 ? Optional.empty() : Optional.of(new Inflater(true));
        int buffer = (int) Math.max(1, Math.min(BUFFER, item.packed()));
        this.in = inflater.<InputStream>map(i -> new InflaterInputStream(packed, i, buffer))
                .orElse(packed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int n = in.read(into, offset, length);
        if (n > 0) {
            crc.update(into, offset, n);
            count += n;
            require(count <= item.size());
        } else {
            require(count == item.size() && crc.getValue() == item.crc());
            require(inflater.isEmpty() || inflater.get().getBytesRead() == item.packed());
        }
        return n;
    }

    private void require(boolean asStated) throws IOException {
        if (!asStated) {
            throw new IOException("length or checksum of the entry " + item.name() + " is not as stated");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        inflater.ifPresent(Inflater::end);
    }

    private static final class Range extends InputStream {
        private final Source source;
        private long at;
        private long left;

        Range(Source source, long at, long left) {
            this.source = source;
            this.at = at;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = source.read(at, into, offset, (int) Math.min(length, left));
            if (n <= 0) {
                throw new IOException("the container ended while it was read");
            }
            at += n;
            left -= n;
            return n;
        }
    }
}
