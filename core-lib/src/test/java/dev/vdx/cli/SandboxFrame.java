package dev.vdx.cli;

import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox that is made once for all tests of a class, its services running, and a folder for what they share. */
abstract class SandboxFrame {
    @TempDir
    static Path shared;

    static Path box;
    static Sandbox sandbox;
    static SandboxServer server;

    @BeforeAll
    static void openSandbox() throws Exception {
        Clock clock = Clock.systemUTC();
        box = shared.resolve("box");
        sandbox = Sandbox.create(box, 0, clock.instant(), new SecureRandom());
        server = SandboxServer.start(sandbox, clock, new SecureRandom());
    }

    @AfterAll
    static void closeSandbox() {
        if (server != null) {
            server.close();
        }
    }
}
