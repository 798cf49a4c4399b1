package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.Verifier;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** Where EU DSS and we judge the same files: a sandbox that is served, us trusting it, and DSS in its own process. */
record Bench(Path box, Sandbox sandbox, SandboxServer server, Verifier verifier, Dss dss) implements AutoCloseable {

    static Bench open(Path dir) throws Exception {
        assumeTrue(Dss.built(), "module core-lib/dss-judge is not built: build the whole project");
        Clock clock = Clock.systemUTC();
        Path box = dir.resolve("sandbox");
        Sandbox sandbox = Sandbox.create(box, 0, clock.instant(), new SecureRandom());
        SandboxServer server = SandboxServer.start(sandbox, clock, new SecureRandom());
        Verifier verifier = Verifier.trusting(TrustAnchors.of(sandbox.anchor()))
                .timestampsTrusting(TrustAnchors.of(sandbox.tsaAnchor()));
        return new Bench(box, sandbox, server, verifier, Dss.running());
    }

    /** What DSS says of a file, trusting the sandbox. */
    String validate(Path file) {
        return dss.ask("validate", file, anchors());
    }

    /** The sandbox's anchors, for signers and for time, as DSS is told. */
    String anchors() {
        return box.resolve("anchors/root.pem") + "," + box.resolve("tsa-anchors/root.pem");
    }

    /** Has DSS sign a file as an agency of the sandbox. */
    Path signed(String kind, String agency, String level, Path in, Path out) throws IOException {
        Path home = box.resolve("agencies").resolve(agency);
        String password = Files.readString(home.resolve("password.txt")).strip();
        assertEquals("ok", dss.ask("sign", kind, level, in, out, home.resolve("seal.p12"), password, server.tsa()));
        return out;
    }

    @Override
    public void close() {
        server.close();
    }
}
