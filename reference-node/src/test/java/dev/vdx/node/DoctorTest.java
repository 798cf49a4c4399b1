package dev.vdx.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor tries for real: all is well only while everybody it needs answers. */
class DoctorTest {
    @TempDir
    Path folder;

    @Test
    void saysWhatIsWrongAndOnlyThat() throws Exception {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        try (TwoNodes nodes = TwoNodes.start(folder, clock, random);
                SandboxServer server = SandboxServer.start(Sandbox.open(folder.resolve("sandbox")), clock, random)) {
            assertEquals(List.of(), wrong(Map.of(), clock));
            assertTrue(server.requests().size() > 0, "revocation was really asked for");
            assertEquals(
                    1,
                    wrong(Map.of("VDX_NODE_KEY_PASSWORD_FILE", "../directory.jws"), clock).stream()
                            .filter(f -> f.what().startsWith("seal key"))
                            .count());
        }
        List<Doctor.Finding> gone = wrong(Map.of(), clock);
        assertEquals(
                Optional.of(true),
                gone.stream()
                        .filter(f -> f.what().equals("node of sandbox:agency-b answers"))
                        .map(f -> f.trouble().isPresent())
                        .findFirst());
        assertTrue(gone.stream().anyMatch(f -> f.what().startsWith("seal key")), "no revocation data, not proven");
    }

    private List<Doctor.Finding> wrong(Map<String, String> environment, Clock clock) throws Exception {
        Configuration configuration = Configuration.read(TwoNodes.configuration(folder, "agency-a"), environment);
        return new Doctor(configuration, clock)
                .examine().stream().filter(f -> f.trouble().isPresent()).toList();
    }
}
