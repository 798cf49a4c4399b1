package dev.vdx;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A turn at what is pending in a folder; the system gives it back for a process that is killed. Its file stays. */
final class FolderLock implements Closeable {
    private static final String NAME = ".vdx-pending.lock";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long PAUSE_MILLIS = 100;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for its turn. */
    static FolderLock of(Path folder) throws SigningException, IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = take(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new SigningException(SigningProblem.PENDING_BUSY, folder.toString());
        }
        return new FolderLock(channel);
    }

    private static boolean take(FileChannel channel) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!locked(channel)) {
            if (System.nanoTime() - until > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
