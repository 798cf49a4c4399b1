package dev.vdx.cli;

import dev.vdx.exchange.CheckedFile;
import dev.vdx.exchange.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** Reports that are to be kept say which bytes they are about. */
final class KeptReport {
    private KeptReport() {}

    interface Verification {
        List<CheckedFile> run() throws IOException, Refusal;
    }

    /** Verifies a file that has to stay as it is meanwhile; its report names the file's digest. */
    static List<CheckedFile> of(Path file, Verification verification) throws IOException, Refusal {
        Sha256 before = digest(file);
        List<CheckedFile> all = verification.run();
        if (!digest(file).equals(before)) {
            throw Refusal.input(
                    file + " changed while it was verified; verify it again",
                    file + " ถูกแก้ไขระหว่างการตรวจสอบ ให้ตรวจสอบอีกครั้ง");
        }
        return all.stream()
                .map(c -> c.report().file().equals(file.toString())
                        ? new CheckedFile(c.report().about(before.hex()), c.message(), c.receipt())
                        : c)
                .toList();
    }

    private static Sha256 digest(Path file) throws Refusal {
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + file + ": " + Reasons.of(e), "อ่าน " + file + " ไม่ได้: " + Reasons.of(e));
        }
        return Sha256.of(digest);
    }
}
