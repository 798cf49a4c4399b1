package dev.vdx;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder for unfinished files, beside where they will go, so that moving them there is one step. It is locked while somebody
 * works in it; those whose owner was killed are removed by the next one.
 */
final class WorkFolder implements Closeable {
    private static final String PREFIX = ".vdx-bulk-";
    private static final String LOCK = "lock";
    private static final AtomicLong COUNT = new AtomicLong();

    private final Path path;
    private final FileChannel lock;

    private WorkFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static WorkFolder in(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path each : left) {
                removeIfAbandoned(each);
            }
        }
        while (true) {
            Path path = Files.createDirectory(
                    folder.resolve(PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet()));
            FileChannel lock =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Somebody who was clearing up may have been quicker than the lock.
            if (locked(lock) && Files.exists(path.resolve(LOCK))) {
                return new WorkFolder(path, lock);
            }
            lock.close();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void removeIfAbandoned(Path path) throws IOException {
        try (FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (locked(lock)) {
                remove(path);
            }
        } catch (NoSuchFileException e) {
            // Just being made, or just being removed.
        }
    }

    private static void remove(Path path) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(path);
    }

    Path file(int number) {
        return path.resolve(Integer.toString(number));
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            remove(path);
        }
    }
}
