package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.node.store.Step;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link SteppedNode} as its parent sees it: started, armed, waited for, killed. Its log is in node.log beside its configuration. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private final int exchange;
    private final int local;

    private NodeProcess(Process process) throws IOException {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.in = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        String[] up = expect("UP ").split(" ");
        this.exchange = Integer.parseInt(up[1]);
        this.local = Integer.parseInt(up[2]);
    }

    /**
     * Starts one.
     *
     * @param before what stands before the JVM, such as strace
     * @param heap of the JVM, such as 128m
     */
    static NodeProcess start(Path configuration, Map<String, String> environment, List<String> before, String heap)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SteppedNode.class.getName(),
                configuration.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        File log = configuration.resolveSibling("node.log").toFile();
        return new NodeProcess(builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start());
    }

    static NodeProcess start(Path configuration, Map<String, String> environment) throws IOException {
        return start(configuration, environment, List.of(), "128m");
    }

    private String expect(String start) throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith(start)) {
            throw new IOException("the node says " + line + " and not " + start);
        }
        return line;
    }

    int local() {
        return local;
    }

    int exchange() {
        return exchange;
    }

    long pid() {
        return process.pid();
    }

    /** From now on the first thread that reaches this step stays there. */
    void arm(Step step) throws IOException {
        in.write(step + "\n");
        in.flush();
        expect("ARMED");
    }

    /** Waits until the armed step is reached; fails where the process ends before. */
    void reached(Step step) throws IOException {
        expect("AT " + step);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
