package dev.vdx.node.store;

import dev.vdx.exchange.Sha256;
import dev.vdx.model.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files named by their SHA-256. A file is there whole or not at all, but for one whose power failed before {@link
 * Incoming#keep} returned, which the same content replaces when it comes again; when it returns, file and folder are on the
 * disk. Safe for several threads and processes.
 */
public final class Blobs {
    private static final int BUFFER = 64 << 10;
    /** What is no larger comes in without a file: one is made when it is kept. */
    private static final int IN_MEMORY = 128 << 10;

    private final Path kept;
    private final Path incoming;
    private final Path partial;

    private Blobs(Path kept, Path incoming, Path partial) {
        this.kept = kept;
        this.incoming = incoming;
        this.partial = partial;
    }

    /**
     * Opens the folder, and makes it where it is not.
     *
     * @throws StoreException if it cannot be written to
     */
    public static Blobs open(Path folder) {
        Path kept = folder.resolve("kept");
        Path incoming = folder.resolve("incoming");
        Path partial = folder.resolve("partial");
        try {
            Files.createDirectories(kept);
            Files.createDirectories(incoming);
            Files.createDirectories(partial);
            sync(folder);
        } catch (IOException e) {
            throw new StoreException("the documents' folder cannot be written to", e);
        }
        return new Blobs(kept, incoming, partial);
    }

    /** More bytes came than are allowed. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long limit) {
            super("more than " + limit + " bytes");
        }
    }

    /** Something that has come in whole and is not kept yet. */
    public final class Incoming implements AutoCloseable {
        private final Path path;
        private final Optional<byte[]> small;
        private final Sha256 digest;
        private final long size;
        private boolean moved;

        private Incoming(Path path, Sha256 digest, long size) {
            this.path = path;
            this.small = Optional.empty();
            this.digest = digest;
            this.size = size;
        }

        private Incoming(byte[] small) {
            this.path = fresh();
            this.small = Optional.of(small);
            this.digest = Sha256.of(small);
            this.size = small.length;
        }

        /**
         * Its bytes.
         *
         * @throws IOException if they cannot be read
         */
        public Source source() throws IOException {
            return small.isPresent() ? Source.bytes(small.get()) : Source.file(path);
        }

        /** The same, from the first to the last. */
        public InputStream stream() throws IOException {
            return small.isPresent() ? new ByteArrayInputStream(small.get()) : Files.newInputStream(path);
        }

        /** Of its bytes. */
        public Sha256 digest() {
            return digest;
        }

        /** In bytes. */
        public long size() {
            return size;
        }

        /** Keeps it: puts it in its place, and forces it and the folder to the disk. */
        public Path keep() {
            Path place = place(digest);
            try {
                Path folder = place.getParent();
                if (folder != null && makeFolder(folder)) {
                    sync(kept);
                }
                if (small.isPresent()) {
                    moveNew(small.get(), place);
                } else {
                    move(place);
                }
                if (folder != null) {
                    sync(folder);
                }
            } catch (IOException e) {
                throw new StoreException("a document cannot be kept", e);
            }
            return place;
        }

        private void move(Path place) throws IOException {
            Files.move(path, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            moved = true;
        }

        /** Forced where it is, so that one wait for the disk is for its bytes and mostly for its name too. */
        private void moveNew(byte[] bytes, Path place) throws IOException {
            try (FileChannel channel = create(path)) {
                write(channel, bytes, bytes.length);
                boolean first = link(place);
                force(channel);
                if (!first) {
                    move(place);
                }
            }
        }

        /** Only where nobody's is: what would be replaced may have been acknowledged, and must be on the disk before. */
        private boolean link(Path place) {
            try {
                Files.createLink(place, path);
                return true;
            } catch (IOException | UnsupportedOperationException e) {
                return false;
            }
        }

        /** Drops it where it was not kept. */
        @Override
        public void close() {
            try {
                if (!moved) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new StoreException("a document cannot be dropped", e);
            }
        }
    }

    /**
     * Writes bytes.
     *
     * @param <E> what may go wrong beside writing
     */
    public interface Filling<E extends Exception> {
        /** Writes them there. */
        void into(OutputStream out) throws IOException, E;
    }

    /**
     * Takes in a stream; it is on the disk when it is kept.
     *
     * @throws TooLargeException after that many bytes
     * @throws StoreException if it cannot be written
     * @throws IOException if the stream ends badly
     */
    public Incoming receive(InputStream in, long limit) throws IOException {
        return receive(in, limit, true);
    }

    /** Takes in a stream for a moment only: nothing is forced to the disk. */
    public Incoming passing(InputStream in) throws IOException {
        return receive(in, Long.MAX_VALUE, false);
    }

    private Incoming receive(InputStream in, long limit, boolean forced) throws IOException {
        byte[] first = in.readNBytes(IN_MEMORY + 1);
        if (first.length > limit) {
            throw new TooLargeException(limit);
        }
        return first.length <= IN_MEMORY
                ? new Incoming(first)
                : toFile(new SequenceInputStream(new ByteArrayInputStream(first), in), limit, forced);
    }

    private Incoming toFile(InputStream in, long limit, boolean forced) throws IOException {
        Path path = fresh();
        MessageDigest digest = Sha256.start();
        long size = 0;
        boolean whole = false;
        try (FileChannel channel = create(path)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > limit) {
                    throw new TooLargeException(limit);
                }
                digest.update(buffer, 0, n);
                write(channel, buffer, n);
            }
            if (forced) {
                force(channel);
            }
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(path);
            }
        }
        return new Incoming(path, Sha256.of(digest), size);
    }

    /**
     * Takes in what is written there; it is on the disk when it is kept.
     *
     * @throws IOException if writing it fails
     */
    public <E extends Exception> Incoming make(Filling<E> filling) throws IOException, E {
        try (Made made = new Made()) {
            filling.into(made);
            return made.whole();
        }
    }

    /** What is written; a file is made when it is larger than what is kept in memory. */
    private final class Made extends OutputStream {
        private final byte[] buffer = new byte[IN_MEMORY];
        private final Path path = fresh();
        private final MessageDigest digest = Sha256.start();
        private @Nullable FileChannel channel;
        private int used;
        private boolean whole;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                if (used == buffer.length) {
                    spill();
                }
                int n = Math.min(length - done, buffer.length - used);
                System.arraycopy(bytes, offset + done, buffer, used, n);
                used += n;
                done += n;
            }
        }

        private FileChannel spill() throws IOException {
            FileChannel to = channel == null ? create(path) : channel;
            channel = to;
            digest.update(buffer, 0, used);
            Blobs.write(to, buffer, used);
            used = 0;
            return to;
        }

        Incoming whole() throws IOException {
            if (channel == null) {
                return new Incoming(Arrays.copyOf(buffer, used));
            }
            FileChannel written = spill();
            force(written);
            whole = true;
            return new Incoming(path, Sha256.of(digest), written.size());
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
                if (!whole) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private Incoming forced(Path path) throws IOException {
        MessageDigest digest = Sha256.start();
        long size = 0;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                size += buffer.remaining();
                digest.update(buffer);
                buffer.clear();
            }
            force(channel);
        }
        return new Incoming(path, Sha256.of(digest), size);
    }

    /** How many bytes of this file came so far. */
    public long partial(String name) throws IOException {
        Path path = partial.resolve(name);
        return Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    /**
     * Takes in more of a file that comes in parts; what came stays when the stream breaks, also across restarts.
     *
     * @param from where in the file the stream begins; what is there beyond is dropped
     * @param size of the whole file
     * @throws TooLargeException if more comes than belongs to the file
     * @throws StoreException if it cannot be written
     * @throws IOException if the stream ends badly
     */
    public void append(String name, InputStream in, long from, long size) throws IOException {
        try (FileChannel channel = part(partial.resolve(name), from)) {
            byte[] buffer = new byte[BUFFER];
            long at = from;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                at += n;
                if (at > size) {
                    throw new TooLargeException(size);
                }
                write(channel, buffer, n);
            }
        }
    }

    /** That file as far as it came, forced to the disk, with its digest. */
    public Incoming whole(String name) throws IOException {
        return forced(partial.resolve(name));
    }

    /** Drops what came of that file. */
    public void dropPartial(String name) {
        try {
            Files.deleteIfExists(partial.resolve(name));
        } catch (IOException e) {
            throw new StoreException("a document cannot be dropped", e);
        }
    }

    private static FileChannel part(Path path, long from) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(from);
            channel.position(from);
            return channel;
        } catch (IOException e) {
            throw new StoreException("a document cannot be stored", e);
        }
    }

    /** Where the file of this digest is, or would be. */
    public Path place(Sha256 digest) {
        return kept.resolve(digest.hex().substring(0, 2)).resolve(digest.hex().substring(2));
    }

    /** Whether it is there. */
    public boolean has(Sha256 digest) {
        return Files.isRegularFile(place(digest));
    }

    /** Deletes it. */
    public void delete(Sha256 digest) {
        try {
            Files.deleteIfExists(place(digest));
        } catch (IOException e) {
            throw new StoreException("a document cannot be deleted", e);
        }
    }

    /** Drops what was taken in and not kept, and has not changed since then. */
    public void clean(Instant since) {
        try (Stream<Path> left = Files.list(incoming)) {
            for (Path path : left.toList()) {
                if (!Files.getLastModifiedTime(path).toInstant().isAfter(since)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new StoreException("the documents' folder cannot be cleaned", e);
        }
    }

    private Path fresh() {
        return incoming.resolve(UUID.randomUUID() + ".part");
    }

    private static FileChannel create(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StoreException("a document cannot be stored", e);
        }
    }

    private static void write(FileChannel channel, byte[] bytes, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new StoreException("a document cannot be stored", e);
        }
    }

    private static void force(FileChannel channel) {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new StoreException("a document cannot be stored", e);
        }
    }

    private static boolean makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return false;
        }
        try {
            Files.createDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            return true;
        }
    }

    /** A name in a folder is on the disk only when the folder is. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
