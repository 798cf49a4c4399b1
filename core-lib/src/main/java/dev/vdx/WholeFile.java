package dev.vdx;

import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Makes one file from another; it appears whole or not at all, in one step, and takes the place of what was there. */
final class WholeFile {
    private static final AtomicLong UNFINISHED = new AtomicLong();

    private WholeFile() {}

    /** What is made. */
    interface Making {
        void make(Source in, OutputStream out) throws SigningException, IOException;
    }

    static void make(Path in, Path out, Making making) throws SigningException, IOException {
        requireOther(in, out);
        try (Source source = Source.file(in)) {
            Path unfinished = unfinished(out);
            try {
                try (OutputStream stream = new BufferedOutputStream(
                        Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                    making.make(source, stream);
                }
                move(unfinished, out);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    /** Nothing is written over what it is made of. */
    static void requireOther(Path in, Path out) throws IOException {
        if (Files.exists(out) && Files.isSameFile(in, out)) {
            throw new IllegalArgumentException("the signed document needs a file of its own, not " + in);
        }
    }

    /** Beside the output, so that moving it there is one step; of the output's own permissions, unlike a temporary file. */
    static Path unfinished(Path out) {
        return out.resolveSibling("." + out.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + UNFINISHED.incrementAndGet() + ".part");
    }

    /** In one step where the file system can do that. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
