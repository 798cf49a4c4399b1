package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.node.store.Step;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link SteppedNode} as its parent sees it: started, armed, waited for, killed. Its log is in node.log beside its configuration. */
final class NodeProcess implements AutoCloseable {
    /** Little memory, and soon started. */
    static final List<String> QUICK = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

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
     * @param jvm options, such as {@code -Xmx128m}
     */
    static NodeProcess start(Path configuration, Map<String, String> environment, List<String> before, List<String> jvm)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        // What a node says as it runs, not what a test wants to hear of it.
        command.add("-Dlogback.configurationFile=logback.xml");
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), SteppedNode.class.getName(), configuration.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("VDX_NODE_LOG", "text");
        builder.environment().putAll(environment);
        File log = configuration.resolveSibling("node.log").toFile();
        try {
            return new NodeProcess(
                    builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start());
        } catch (IOException e) {
            List<String> told = Files.readAllLines(log.toPath());
            throw new IOException(e.getMessage() + ": " + told.subList(Math.max(0, told.size() - 5), told.size()), e);
        }
    }

    static NodeProcess start(Path configuration, Map<String, String> environment) throws IOException {
        return start(configuration, environment, List.of(), QUICK);
    }

    private String expect(String start) throws IOException {
        String line = out.readLine();
        // A JVM that is asked for a recording says so on standard output.
        while (line != null && !line.startsWith(start)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the node ended before " + start.strip());
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

    /** Ends it as its parent's end would. */
    void end() throws IOException, InterruptedException {
        in.close();
        process.waitFor();
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
