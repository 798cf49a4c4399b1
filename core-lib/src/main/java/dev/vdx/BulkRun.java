package dev.vdx;

import dev.vdx.cms.BulkSeal;
import dev.vdx.cms.HashTree;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.pdf.sign.BulkPreparation;
import dev.vdx.pdf.sign.SignatureRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The documents of one bulk signature on their way: made ready in one pass, completed in another. Safe for several threads. */
final class BulkRun {
    private static final long NOT_READY = -1;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final List<BulkDocument> documents;
    private final WorkFolder work;
    private final BulkListener listener;
    private final SignatureRequest look;
    private final BulkPreparation preparation;
    private byte[] digests;
    private final long[] positions;
    private int[] inTree = {};
    private @Nullable BulkSeal seal;

    BulkRun(
            List<BulkDocument> documents,
            WorkFolder work,
            BulkListener listener,
            SignatureRequest look,
            DigestAlgorithm algorithm,
            int room) {
        this.documents = documents;
        this.work = work;
        this.listener = listener;
        this.look = look;
        this.preparation = new BulkPreparation(algorithm, room, Limits.DEFAULT);
        this.digests = new byte[documents.size() * algorithm.length()];
        this.positions = new long[documents.size()];
        Arrays.fill(positions, NOT_READY);
    }

    /** Makes a document ready, or tells the listener why it cannot be signed. */
    void prepare(int number, byte[] salt) throws IOException {
        BulkDocument document = documents.get(number);
        try (Source in = opened(document.in());
                OutputStream out = new Written(work.file(number))) {
            BulkPreparation.Ready ready = preparation.prepare(in, out, look, salt);
            int length = preparation.algorithm().length();
            System.arraycopy(ready.digest(), 0, digests, number * length, length);
            positions[number] = ready.position();
        } catch (SigningException e) {
            refuse(number, e);
            return;
        } catch (WriteFailure e) {
            throw e.getCause();
        } catch (IOException e) {
            refuse(number, unreadable(e));
            return;
        }
        synchronized (listener) {
            listener.prepared(document);
        }
    }

    private static Source opened(Path path) throws SigningException, IOException {
        Source in = Source.file(path);
        try {
            Format format = FileKind.of(in);
            if (format == Format.PDF) {
                return in;
            }
            throw FileKind.refusal(format, "PDF");
        } catch (SigningException | IOException e) {
            in.close();
            throw e;
        }
    }

    private static SigningException unreadable(IOException e) {
        String why = e instanceof NoSuchFileException
                ? "there is no such file"
                : e instanceof AccessDeniedException ? "it may not be read" : String.valueOf(e.getMessage());
        return new SigningException(e, SigningProblem.DOCUMENT_UNREADABLE, why);
    }

    private void refuse(int number, SigningException why) throws IOException {
        positions[number] = NOT_READY;
        Files.deleteIfExists(work.file(number));
        synchronized (listener) {
            listener.refused(documents.get(number), why);
        }
    }

    /** The tree over all that are ready, if any is. */
    Optional<HashTree> tree() {
        inTree = IntStream.range(0, positions.length)
                .filter(i -> positions[i] != NOT_READY)
                .toArray();
        if (inTree.length == 0) {
            return Optional.empty();
        }
        int length = preparation.algorithm().length();
        for (int i = 0; i < inTree.length; i++) {
            System.arraycopy(digests, inTree[i] * length, digests, i * length, length);
        }
        HashTree tree = HashTree.over(
                preparation.algorithm(),
                inTree.length == positions.length ? digests : Arrays.copyOf(digests, inTree.length * length));
        // The tree holds hashes of its own; these have served.
        digests = new byte[0];
        return Optional.of(tree);
    }

    /** @throws SigningException TIMESTAMP_UNSOUND if there is no room for it */
    void sealed(BulkSeal made) throws SigningException {
        // The first document's way to the root is as long as any.
        if (made.of(0).length > preparation.room()) {
            throw new SigningException(
                    SigningProblem.TIMESTAMP_UNSOUND, "its token is much larger than the one before");
        }
        seal = made;
    }

    /** Puts the signature into a document, and the document in its place. */
    void finish(int inThisTree) throws IOException {
        int number = inTree[inThisTree];
        BulkDocument document = documents.get(number);
        ByteBuffer digits =
                ByteBuffer.wrap(hexadecimal(Objects.requireNonNull(seal).of(inThisTree)));
        try (FileChannel file = FileChannel.open(work.file(number), StandardOpenOption.WRITE)) {
            long at = positions[number];
            while (digits.hasRemaining()) {
                at += file.write(digits, at);
            }
        }
        Path parent = document.out().toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
        WholeFile.move(work.file(number), document.out());
        synchronized (listener) {
            listener.signed(document);
        }
    }

    /** As text at once, without a string between. */
    private static byte[] hexadecimal(byte[] bytes) {
        byte[] digits = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            digits[2 * i] = DIGITS[(bytes[i] & 0xff) >> 4];
            digits[2 * i + 1] = DIGITS[bytes[i] & 0xf];
        }
        return digits;
    }

    /** That an output cannot be written, which is no fault of the document. */
    private static final class WriteFailure extends IOException {
        private static final long serialVersionUID = 1;

        private final IOException cause;

        WriteFailure(IOException cause) {
            super(cause);
            this.cause = cause;
        }

        @Override
        public synchronized IOException getCause() {
            return cause;
        }
    }

    /** A new file. */
    private static final class Written extends OutputStream {
        private final FileChannel file;

        Written(Path path) throws WriteFailure {
            try {
                file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new WriteFailure(e);
            }
        }

        @Override
        public void write(int b) throws WriteFailure {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws WriteFailure {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            } catch (IOException e) {
                throw new WriteFailure(e);
            }
        }

        @Override
        public void close() throws WriteFailure {
            try {
                file.close();
            } catch (IOException e) {
                throw new WriteFailure(e);
            }
        }
    }
}
