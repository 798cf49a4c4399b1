package dev.vdx.node.page;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where a file is while it is looked at: a folder of this process, locked for as long as it lives. What a process that
 * was killed left behind is deleted by the next that starts.
 */
final class WorkFolder implements Closeable {
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel channel;

    private WorkFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static WorkFolder open(Path parent) throws IOException {
        Files.createDirectories(parent);
        for (Path left : children(parent)) {
            if (abandoned(left)) {
                delete(left);
            }
        }
        Path folder = Files.createDirectory(parent.resolve(UUID.randomUUID().toString()));
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("a new file is locked: " + folder);
        }
        return new WorkFolder(folder, channel);
    }

    private static boolean abandoned(Path left) throws IOException {
        if (!Files.exists(left.resolve(LOCK))) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(left.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A new folder in it, for one file. */
    Path fresh() throws IOException {
        return Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<Path> children(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.toList();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
