package dev.vdx.remote;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that is the first line of a file. */
final class SecretFile {
    private static final int LONGEST = 16 << 10;

    private SecretFile() {}

    static String read(Path file, String what) throws SigningException {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IOException("too long");
            }
            String line = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            // A header or a form must not be continued by what stands in a file.
            if (line.isEmpty() || !line.chars().allMatch(c -> c >= 0x20 && c != 0x7f)) {
                throw new IOException("nothing usable in it");
            }
            return line;
        } catch (IOException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, file.toString(), "no readable " + what);
        }
    }
}
