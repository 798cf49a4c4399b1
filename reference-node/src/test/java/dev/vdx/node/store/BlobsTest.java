package dev.vdx.node.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vdx.exchange.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is in its place whole, and nothing is left beside, however large it is and whatever was there before. */
class BlobsTest {
    @TempDir
    Path folder;

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private void assertKept(Blobs blobs, byte[] bytes) throws IOException {
        assertArrayEquals(bytes, Files.readAllBytes(blobs.place(Sha256.of(bytes))));
        try (Stream<Path> left = Files.list(folder.resolve("incoming"))) {
            assertEquals(0, left.count(), "nothing is left beside");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, (128 << 10) - 1, 128 << 10, (128 << 10) + 1, 300_000})
    void whatCameInIsKeptWhole(int size) throws IOException {
        Blobs blobs = Blobs.open(folder);
        byte[] bytes = content(size);
        for (int i = 0; i < 2; i++) {
            try (Blobs.Incoming incoming = blobs.receive(new ByteArrayInputStream(bytes), 1 << 20)) {
                incoming.keep();
            }
            assertKept(blobs, bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, (128 << 10) - 1, 128 << 10, (128 << 10) + 1, 300_000})
    void whatWasMadeIsKeptWhole(int size) throws IOException {
        Blobs blobs = Blobs.open(folder);
        byte[] bytes = content(size);
        try (Blobs.Incoming made = blobs.make(out -> {
            int half = size / 2;
            out.write(bytes, 0, half);
            for (int i = half; i < size; i++) {
                out.write(bytes[i]);
            }
        })) {
            assertEquals(size, made.size());
            assertEquals(Sha256.of(bytes), made.digest());
            assertArrayEquals(bytes, made.stream().readAllBytes());
            made.keep();
        }
        assertKept(blobs, bytes);
    }

    /** A process was killed, or the power failed, while it was written. */
    @Test
    void whatIsThereInPartIsReplaced() throws IOException {
        Blobs blobs = Blobs.open(folder);
        byte[] bytes = content(5_000);
        Path place = blobs.place(Sha256.of(bytes));
        Files.createDirectories(place.getParent());
        Files.write(place, Arrays.copyOf(bytes, 1_000));
        try (Blobs.Incoming incoming = blobs.receive(new ByteArrayInputStream(bytes), 1 << 20)) {
            incoming.keep();
        }
        assertKept(blobs, bytes);
    }

    @Test
    void whatIsNotKeptIsGone() throws IOException {
        Blobs blobs = Blobs.open(folder);
        for (int size : new int[] {10, 300_000}) {
            byte[] bytes = content(size);
            blobs.make(out -> out.write(bytes)).close();
            assertThrows(
                    IOException.class,
                    () -> blobs.make(out -> {
                        out.write(bytes);
                        throw new IOException("no more");
                    }));
            assertThrows(
                    Blobs.TooLargeException.class,
                    () -> blobs.receive(new ByteArrayInputStream(bytes), size - 1)
                            .close());
            assertFalse(blobs.has(Sha256.of(bytes)));
        }
        try (Stream<Path> left = Files.list(folder.resolve("incoming"))) {
            assertEquals(0, left.count());
        }
    }
}
