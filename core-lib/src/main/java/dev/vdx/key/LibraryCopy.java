package dev.vdx.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PKCS#11 library under another name. Some libraries want to be initialized anew once their token was away, which Java's provider never does
 * in the life of a process; a copy is a library of its own, with a state of its own.
 */
final class LibraryCopy {
    /** Each stays in memory until the process ends. */
    private static final int MOST = 16;

    private static final AtomicInteger MADE = new AtomicInteger();

    private LibraryCopy() {}

    /** Empty where there were enough of them already, or it cannot be written. */
    static Optional<Path> of(Path module) {
        if (MADE.incrementAndGet() > MOST) {
            return Optional.empty();
        }
        try {
            Path copy = Files.createTempDirectory("vdx-library").resolve(module.getFileName());
            return Optional.of(Files.copy(module, copy));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of no use any more once it is loaded. */
    static void remove(Path copy) {
        try {
            Files.deleteIfExists(copy);
            Path folder = copy.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }
}
