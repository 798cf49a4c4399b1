package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.node.store.Step;
import dev.vdx.node.store.Steps;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A node as a process of its own. A step's name on standard input arms it: the thread that reaches the step says so on
 * standard output and goes no further, until the process is killed.
 */
final class SteppedNode {
    private SteppedNode() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        AtomicReference<Step> armed = new AtomicReference<>();
        Steps steps = step -> {
            if (armed.compareAndSet(step, null)) {
                out.println("AT " + step);
                park();
            }
        };
        Node node = Node.start(
                Configuration.read(Path.of(args[0]), System.getenv()), steps, Clock.systemUTC(), new SecureRandom());
        out.println("UP " + node.exchangePort() + " " + node.localPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            armed.set(Step.valueOf(line));
            out.println("ARMED");
        }
        System.exit(0);
    }

    private static void park() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
