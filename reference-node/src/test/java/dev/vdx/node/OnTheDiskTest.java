package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver's kernel sees of a push: file forced, moved, folder forced, rows forced, and only then the receipt (SQLite). */
class OnTheDiskTest {
    private static final List<String> ALL = List.of("send", "read");
    private static final int MESSAGES = 10;
    private static final Pattern CALL = Pattern.compile("(\\d+) +(fsync|fdatasync|link|linkat|write|writev)\\((.*)");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>.*");

    @TempDir
    Path folder;

    /** A call of the kernel, in the order they ended (forcing) or began (the rest). */
    private record Call(String name, String arguments) {
        boolean forces(String what) {
            return name.equals("fsync") && arguments.contains(what);
        }

        boolean forcesRows() {
            return (name.equals("fsync") || name.equals("fdatasync")) && arguments.contains("node.db-wal");
        }

        boolean answers() {
            return name.startsWith("write") && arguments.contains("socket") && arguments.contains("HTTP/1.1 200");
        }
    }

    @Test
    void whatIsAcknowledgedIsOnTheDisk() throws Exception {
        assumeTrue(strace(), "strace is not here, or may not trace");
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S"), Clock.systemUTC(), new SecureRandom());
        Path trace = folder.resolve("trace");
        List<String> strace = List.of(
                "strace",
                "-f",
                "-y",
                "-s",
                "40",
                "--seccomp-bpf",
                "-e",
                "trace=fsync,fdatasync,link,linkat,write,writev",
                "-o",
                trace.toString());
        try (NodeProcess b = NodeProcess.start(
                        TwoNodes.configuration(folder, "agency-b"), Map.of(), strace, NodeProcess.QUICK);
                Node a = Node.start(
                        Configuration.read(TwoNodes.configuration(folder, "agency-a"), Map.of()),
                        Clock.systemUTC(),
                        new SecureRandom())) {
            Agency agency = new Agency(a.localPort(), a.makeKey("test", ALL, Clock.systemUTC(), new SecureRandom()));
            int before = calls(trace).size();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                String id = agency.send("sandbox:agency-b", ("document " + i).getBytes(UTF_8), "k" + i);
                agency.await("/local/v1/outbox/" + id, "delivered");
                ids.add(id);
            }
            List<Call> calls = calls(trace);
            calls = calls.subList(before, calls.size());
            int at = 0;
            for (String id : ids) {
                at = inOrder(calls, at, id);
            }
            long forced = calls.stream().filter(c -> c.name().contains("sync")).count();
            assertTrue(forced >= 3L * MESSAGES, "file, folder and rows of each message are forced: " + forced);
            System.err.println("forced " + forced + " times for " + MESSAGES + " messages");
        }
    }

    /** The steps of one push, each after the one before; returns where the answer is. */
    private static int inOrder(List<Call> calls, int from, String id) {
        int placed = next(
                calls,
                from,
                c -> c.name().startsWith("link") && c.arguments().contains("/kept/"),
                "the file is in its place: " + id);
        // The kernel calls an open file by its first name.
        int file = next(calls, placed, c -> c.forces(named(calls.get(placed), "/incoming/")), "then it is forced");
        int named = next(
                calls,
                file,
                c -> c.forces(named(calls.get(placed), "/kept/").replaceAll("/[^/]*$", ">")),
                "then its folder is forced");
        int rows = next(calls, named, Call::forcesRows, "then the rows are forced");
        int answer = next(calls, rows, Call::answers, "then the receipt goes out");
        assertEquals(
                0,
                calls.subList(from, answer).stream().filter(Call::answers).count(),
                "nothing is acknowledged before: " + id);
        return answer + 1;
    }

    /** One of a file's two names. */
    private static String named(Call link, String folder) {
        String place = link.arguments().substring(link.arguments().indexOf("/documents" + folder));
        return place.substring(0, place.indexOf('"'));
    }

    private static int next(List<Call> calls, int from, java.util.function.Predicate<Call> wanted, String what) {
        for (int i = from; i < calls.size(); i++) {
            if (wanted.test(calls.get(i))) {
                return i;
            }
        }
        throw new AssertionError(what + ", but not in " + calls.subList(from, calls.size()));
    }

    private static boolean strace() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "--seccomp-bpf", "-f", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static List<Call> calls(Path trace) throws Exception {
        List<Call> calls = new ArrayList<>();
        Map<String, Call> unfinished = new HashMap<>();
        for (String line : Files.readAllLines(trace, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            Matcher call = CALL.matcher(line);
            Matcher resumed = RESUMED.matcher(line);
            if (call.matches()) {
                Call found = new Call(call.group(2), call.group(3));
                if (line.endsWith("<unfinished ...>") && found.name().contains("sync")) {
                    unfinished.put(call.group(1), found);
                } else {
                    calls.add(found);
                }
            } else if (resumed.matches() && unfinished.containsKey(resumed.group(1))) {
                calls.add(unfinished.remove(resumed.group(1)));
            }
        }
        return calls;
    }
}
