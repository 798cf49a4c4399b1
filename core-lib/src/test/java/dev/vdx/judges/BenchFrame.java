package dev.vdx.judges;

import dev.vdx.Signer;
import dev.vdx.model.Level;
import dev.vdx.trust.TimestampAuthority;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A bench that is opened once for all tests of a class, signers there, and names for the files they make. */
abstract class BenchFrame {
    @TempDir
    static Path dir;

    static Bench bench;

    private static int files;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    static Path file() {
        return dir.resolve("file-" + ++files);
    }

    static TimestampAuthority tsa() {
        return TimestampAuthority.http(bench.server().tsa());
    }

    static Signer signer(String agency, Level level) {
        Signer signer = Signer.with(bench.sandbox().agency(agency)).level(level);
        return level == Level.B ? signer : signer.timestamps(tsa());
    }
}
