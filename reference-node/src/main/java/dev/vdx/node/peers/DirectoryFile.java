package dev.vdx.node.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The directory in a file, read whole each time. */
public final class DirectoryFile implements DirectorySource {
    private final Path file;

    public DirectoryFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<String> read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("more than " + LARGEST + " bytes");
            }
            return Optional.of(new String(bytes, US_ASCII));
        }
    }
}
