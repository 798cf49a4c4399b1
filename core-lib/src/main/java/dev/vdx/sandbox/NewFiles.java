package dev.vdx.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Writes files that are not there yet; secrets only their owner may read. */
final class NewFiles {
    private final Path dir;
    private final boolean posix;

    NewFiles(Path dir) {
        this.dir = dir;
        this.posix = dir.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static void requireEmpty(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return;
        }
        if (!Files.isDirectory(dir)) {
            throw new NotDirectoryException(dir.toString());
        }
        try (Stream<Path> entries = Files.list(dir)) {
            if (entries.findAny().isPresent()) {
                throw new FileAlreadyExistsException(
                        dir.toString(), null, "the folder is not empty, and a sandbox never overwrites");
            }
        }
    }

    void open(String name, byte[] bytes) throws IOException {
        write(name, bytes);
    }

    void secret(String name, byte[] bytes) throws IOException {
        if (posix) {
            write(name, bytes, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            write(name, bytes);
        }
    }

    private void write(String name, byte[] bytes, FileAttribute<?>... attributes) throws IOException {
        Path file = dir.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes))) {
            out.write(bytes);
        }
    }
}
