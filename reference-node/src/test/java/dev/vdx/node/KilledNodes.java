package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Nodes as processes of their own, to be killed. */
record KilledNodes(Process process, Agency agency) {
    /** Starts the node of an agency, with a new key for its own system. */
    static KilledNodes run(Path folder, String agency, List<String> scopes) throws Exception {
        Path file = TwoNodes.configuration(folder, agency);
        String key;
        try (NodeStore store = NodeStore.open(Configuration.read(file, Map.of()))) {
            key = KeyMaker.make(
                    store.database(), "test", scopes, Clock.systemUTC().instant(), new SecureRandom());
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.vdx.node.Main",
                        "run",
                        "--config",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the node of " + agency + " did not start");
        }
        return new KilledNodes(
                process, new Agency(Agency.JSON.readTree(line).path("local").asInt(), key));
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
