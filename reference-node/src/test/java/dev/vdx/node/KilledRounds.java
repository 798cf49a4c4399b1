package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.exchange.MessageId;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.Receipts;
import dev.vdx.node.store.Step;
import dev.vdx.node.store.Tables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Two agencies' nodes as processes: a scenario for each case, and one of them killed at its step. */
final class KilledRounds {
    private static final String A = "agency-a";
    private static final String B = "agency-b";
    private static final List<String> ALL = List.of("send", "read", "decide");
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Path folder;
    private final Map<String, Map<String, String>> environments;
    private final Map<String, NodeProcess> nodes = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final List<String> pushed = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    /** @param environments for agency-a and agency-b; changed */
    KilledRounds(Path folder, Map<String, Map<String, String>> environments) {
        this.folder = folder;
        this.environments = environments;
    }

    /** What an agency's system does, as often as it takes. */
    interface Scenario {
        void run(KilledRounds nodes, String name) throws Exception;
    }

    record Case(String what, Scenario scenario, String victim, Step step) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        add(
                cases,
                "push",
                KilledRounds::push,
                A,
                Step.DOCUMENT_PLACED,
                Step.DOCUMENT_NOTED,
                Step.CONTAINER_WRITTEN,
                Step.CONTAINER_PLACED,
                Step.MESSAGE_QUEUED,
                Step.TASK_TAKEN,
                Step.MESSAGE_ANSWERED,
                Step.RECEIPT_VERIFIED,
                Step.RECEIPT_COMMITTED);
        add(
                cases,
                "push",
                KilledRounds::push,
                B,
                Step.MESSAGE_IN,
                Step.MESSAGE_CHECKED,
                Step.RECEIPT_SIGNED,
                Step.MESSAGE_PLACED,
                Step.MESSAGE_TAKEN,
                Step.DECISION_SIGNED,
                Step.DECISION_COMMITTED,
                Step.TASK_TAKEN,
                Step.RECEIPT_HANDED_OVER,
                Step.RECEIPT_DONE);
        add(
                cases,
                "pull",
                KilledRounds::pull,
                B,
                Step.REQUEST_IN,
                Step.REQUEST_ALLOWED,
                Step.ANSWER_WRITTEN,
                Step.REQUEST_PLACED,
                Step.ANSWER_PLACED,
                Step.REQUEST_COMMITTED,
                Step.RECEIPT_VERIFIED,
                Step.RECEIPT_COMMITTED);
        add(
                cases,
                "pull",
                KilledRounds::pull,
                A,
                Step.TASK_TAKEN,
                Step.MESSAGE_IN,
                Step.MESSAGE_CHECKED,
                Step.MESSAGE_PLACED,
                Step.MESSAGE_TAKEN,
                Step.RECEIPT_HANDED_OVER);
        add(
                cases,
                "large",
                KilledRounds::large,
                B,
                Step.FETCH_COMMITTED,
                Step.DOCUMENT_BEGUN,
                Step.DOCUMENTS_FETCHED,
                Step.DOCUMENTS_PLACED);
        add(cases, "review", KilledRounds::review, A, Step.REQUEST_SETTLED);
        add(cases, "review", KilledRounds::review, B, Step.REQUEST_PLACED, Step.REQUEST_COMMITTED);
        return cases;
    }

    private static void add(List<Case> cases, String what, Scenario scenario, String victim, Step... steps) {
        for (Step step : steps) {
            cases.add(new Case(what, scenario, victim, step));
        }
    }

    void killAtEach(List<Case> cases) throws Exception {
        prepare();
        ExecutorService systems = Executors.newSingleThreadExecutor();
        try {
            for (Case one : cases) {
                String name = one.what() + " " + one.step() + " of " + one.victim();
                nodes.get(one.victim()).arm(one.step());
                Future<?> script = systems.submit(() -> {
                    one.scenario().run(this, name.replace(' ', '-'));
                    return name;
                });
                try {
                    within(name, () -> nodes.get(one.victim()).reached(one.step()));
                    nodes.get(one.victim()).kill();
                    start(one.victim());
                    script.get(LONG.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    throw new AssertionError(name + "\n" + log(A) + "\n" + log(B), e);
                }
            }
        } finally {
            systems.shutdownNow();
            for (NodeProcess node : nodes.values()) {
                node.kill();
            }
        }
        assertHeld();
    }

    /** What a node said last. */
    private String log(String agency) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(agency).resolve("node.log"));
        return agency + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** A step that is never reached must not hang the test. */
    private static void within(String name, Action action) throws Exception {
        ExecutorService waiting = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "waiting for " + name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            waiting.submit(() -> {
                        action.run();
                        return name;
                    })
                    .get(LONG.toSeconds(), TimeUnit.SECONDS);
        } finally {
            waiting.shutdownNow();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private void prepare() throws Exception {
        TwoNodes.prepare(
                folder,
                Map.of(
                        "send.first",
                        "PT0.1S",
                        "send.longest",
                        "PT0.3S",
                        "send.lease",
                        "PT1.5S",
                        "by-reference.above",
                        "100000"),
                Clock.systemUTC(),
                new SecureRandom());
        Files.writeString(folder.resolve("password"), "postgres");
        Files.writeString(folder.resolve(B).resolve("issue").resolve("index.json"), """
                [{"type": "farmer-certificate", "keys": {"farm": "F-1"},
                  "documents": [{"file": "index.json", "mediaType": "application/json"}]}]""");
        for (String agency : List.of(A, B)) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                environments
                        .computeIfAbsent(agency, a -> new HashMap<>())
                        .put("VDX_NODE_LOCAL_PORT", Integer.toString(free.getLocalPort()));
            }
            try (NodeStore store = open(agency)) {
                keys.put(
                        agency,
                        KeyMaker.make(
                                store.database(), "test", ALL, Clock.systemUTC().instant(), new SecureRandom()));
            }
            start(agency);
        }
    }

    private NodeStore open(String agency) throws Exception {
        return NodeStore.open(Configuration.read(TwoNodes.configuration(folder, agency), environments.get(agency)));
    }

    private void start(String agency) throws Exception {
        Instant end = Instant.now().plus(LONG);
        while (true) {
            try {
                nodes.put(agency, NodeProcess.start(TwoNodes.configuration(folder, agency), environments.get(agency)));
                return;
            } catch (IOException e) {
                // Somebody's outgoing connection may hold the port just now.
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }

    private Agency agency(String agency) {
        return new Agency(Integer.parseInt(environments.get(agency).get("VDX_NODE_LOCAL_PORT")), keys.get(agency));
    }

    /** Calls until there is an answer: what an agency's system does when its node has gone away. */
    private HttpResponse<byte[]> insist(String agency, String method, String path, byte[] body, String... headers)
            throws Exception {
        Instant end = Instant.now().plus(LONG);
        while (true) {
            try {
                return agency(agency).call(method, path, body, headers);
            } catch (IOException e) {
                assertTrue(Instant.now().isBefore(end), "no answer from " + agency);
                Thread.sleep(50);
            }
        }
    }

    private JsonNode await(String agency, String path, String... states) throws Exception {
        Instant end = Instant.now().plus(LONG);
        while (true) {
            JsonNode found = Agency.JSON.readTree(
                    insist(agency, "GET", path, new byte[0]).body());
            if (List.of(states).contains(found.path("state").asText())) {
                return found;
            }
            assertTrue(Instant.now().isBefore(end), path + " is not " + List.of(states) + " but " + found);
            Thread.sleep(50);
        }
    }

    private String queue(String agency, String draft, String clientKey) throws Exception {
        HttpResponse<byte[]> answer =
                insist(agency, "POST", "/local/v1/outbox", draft.getBytes(UTF_8), "Idempotency-Key", clientKey);
        assertEquals(201, answer.statusCode(), new String(answer.body(), UTF_8));
        return Agency.JSON.readTree(answer.body()).path("id").asText();
    }

    private String documents(String agency, String text) throws Exception {
        byte[] answer = insist(agency, "POST", "/local/v1/documents", text.getBytes(UTF_8))
                .body();
        return "\"documents\": [{\"name\": \"d.txt\", \"mediaType\": \"text/plain\", \"sha256\": \""
                + Agency.JSON.readTree(answer).path("sha256").asText() + "\"}]";
    }

    private void push(String name) throws Exception {
        String draft =
                "{\"to\": \"sandbox:agency-b\", \"documentType\": \"farmer-certificate\", " + documents(A, name) + "}";
        String id = queue(A, draft, name.substring(0, Math.min(name.length(), 100)));
        pushed.add(id);
        await(A, "/local/v1/outbox/" + id, "delivered");
        byte[] decision = "{\"registerNumber\": \"42\"}".getBytes(UTF_8);
        int status = insist(B, "POST", "/local/v1/inbox/" + id + "/decision", decision)
                .statusCode();
        assertTrue(status == 201 || status == 409, "decided, or was decided before: " + status);
        await(A, "/local/v1/outbox/" + id, "accepted");
        assertArrayEquals(
                name.getBytes(UTF_8),
                insist(B, "GET", "/local/v1/inbox/" + id + "/documents/1", new byte[0])
                        .body());
        settledOutbox(B);
    }

    private void large(String name) throws Exception {
        push(name + "x".repeat(300_000));
    }

    private void pull(String name) throws Exception {
        String id = queue(A, request("farmer-certificate"), name);
        asked.add(id);
        await(A, "/local/v1/outbox/" + id, "answered");
        settledOutbox(A);
    }

    private void review(String name) throws Exception {
        String id = queue(A, request("farmer-history"), name);
        asked.add(id);
        await(A, "/local/v1/outbox/" + id, "pending");
        String digest =
                await(B, "/local/v1/inbox/" + id, "review").path("sha256").asText();
        String draft = """
                {"kind": "answer", "to": "sandbox:agency-a", "documentType": "farmer-history", "keys": {"farm": "F-1"},
                 "replyTo": "%s", "requestDigest": "%s", %s}""".formatted(id, digest, documents(B, name));
        queue(B, draft, name);
        await(A, "/local/v1/outbox/" + id, "answered");
        settledOutbox(B);
    }

    private static String request(String type) {
        return """
                {"kind": "request", "to": "sandbox:agency-b", "documentType": "%s", "keys": {"farm": "F-1"},
                 "purpose": "subsidy", "legalBasis": "a law",
                 "acting": {"provider": "thaid", "subject": "officer-7", "ial": "2.3"}}""".formatted(type);
    }

    /** Waits until nothing is left to be sent, so that a kill at the very last step is not missed. */
    private void settledOutbox(String agency) throws Exception {
        Instant end = Instant.now().plus(LONG);
        String metrics = "";
        while (!metrics.contains("vdx_outbox{state=\"waiting\"} 0.0")) {
            assertTrue(Instant.now().isBefore(end), metrics);
            Thread.sleep(50);
            metrics = new String(insist(agency, "GET", "/metrics", new byte[0]).body(), UTF_8);
        }
    }

    private void assertHeld() throws Exception {
        try (NodeStore a = open(A);
                NodeStore b = open(B)) {
            for (String id : pushed) {
                sameReceipts(a, b, id, 2);
            }
            assertEquals(pushed.size(), count(a, Direction.OUT) - asked.size(), "sent");
            assertEquals(pushed.size(), count(b, Direction.IN) - asked.size(), "came");
            assertEquals(asked.size(), count(a, Direction.IN), "answers that came");
            assertEquals(asked.size(), count(b, Direction.OUT), "answers that were given");
            for (String id : asked) {
                List<String> answers = b.database()
                        .read(t -> t.messages().about(MessageId.parse(id)).stream()
                                .map(m -> m.envelope().id().toString())
                                .toList());
                assertEquals(1, answers.size(), id);
                sameReceipts(b, a, answers.get(0), 1);
            }
            for (NodeStore store : List.of(a, b)) {
                long left = store.database()
                        .read(t -> t.outbox().count("waiting") + t.outbox().count("dead"));
                assertEquals(0, left, "left in the outbox");
            }
        }
    }

    private static long count(NodeStore store, Direction direction) {
        return store.database()
                .read((Tables t) -> EnumSet.allOf(MessageState.class).stream()
                        .mapToLong(s -> t.messages().count(direction, s))
                        .sum());
    }

    private static void sameReceipts(NodeStore sender, NodeStore receiver, String id, int wanted) {
        List<Receipts.SignedReceiptRow> given =
                receiver.database().read(t -> t.receipts().of(Direction.IN, MessageId.parse(id)));
        List<Receipts.SignedReceiptRow> got =
                sender.database().read(t -> t.receipts().of(Direction.OUT, MessageId.parse(id)));
        assertEquals(wanted, given.size(), id);
        assertEquals(Set.copyOf(given), Set.copyOf(got), id);
        assertEquals(
                Optional.of(true),
                sender.database()
                        .read(t -> t.messages().find(Direction.OUT, MessageId.parse(id)))
                        .map(m -> sender.blobs().has(m.digest())));
        assertEquals(
                Optional.of(true),
                receiver.database()
                        .read(t -> t.messages().find(Direction.IN, MessageId.parse(id)))
                        .map(m -> receiver.blobs().has(m.digest())));
    }
}
