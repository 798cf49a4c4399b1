package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.ReceiptKind;
import dev.vdx.node.store.Direction;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who decide the same thing at one moment: one of them has decided it, the others are told. PostgreSQL has no one writer. */
class AtOneMomentTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> ALL = List.of("send", "read", "decide");
    private static final int PEOPLE = 6;
    private static final int ROUNDS = 5;

    @TempDir
    Path folder;

    private interface Calls {
        void run(Agency a, Agency b, Node nodeB) throws Exception;
    }

    private void run(Calls calls) throws Exception {
        TwoNodes.prepare(folder, Map.of("send.first", "PT0.1S", "send.longest", "PT0.2S"), CLOCK, RANDOM);
        Files.writeString(folder.resolve("password"), "postgres");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, Map<String, String>> environments = Postgres.environments(postgres);
            try (Node a = start("agency-a", environments);
                    Node b = start("agency-b", environments)) {
                calls.run(agency(a), agency(b), b);
            }
        }
    }

    private Node start(String agency, Map<String, Map<String, String>> environments) throws Exception {
        return Node.start(
                Configuration.read(TwoNodes.configuration(folder, agency), environments.get(agency)), CLOCK, RANDOM);
    }

    private static Agency agency(Node node) {
        return new Agency(node.localPort(), node.makeKey("test", ALL, CLOCK, RANDOM));
    }

    private static List<Integer> together(List<Callable<Integer>> people) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        CyclicBarrier barrier = new CyclicBarrier(people.size());
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (Callable<Integer> person : people) {
                all.add(threads.submit(() -> {
                    barrier.await();
                    return person.call();
                }));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> one : all) {
                statuses.add(one.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertOne(List<Integer> statuses) {
        assertEquals(1, statuses.stream().filter(s -> s == 201).count(), statuses.toString());
        assertTrue(statuses.stream().allMatch(s -> s == 201 || s == 409), statuses.toString());
    }

    @Test
    void aMessageIsTakenUpOrRefusedNotBoth() throws Exception {
        run((a, b, nodeB) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String id = a.send("sandbox:agency-b", ("message " + round).getBytes(UTF_8), "message-" + round);
                a.await("/local/v1/outbox/" + id, "delivered");
                List<Callable<Integer>> people = new ArrayList<>();
                for (int person = 0; person < PEOPLE; person++) {
                    String decision = person % 2 == 0 ? "{\"registerNumber\": \"42\"}" : "{\"reason\": \"no-consent\"}";
                    people.add(() -> b.call("POST", "/local/v1/inbox/" + id + "/decision", decision.getBytes(UTF_8))
                            .statusCode());
                }
                assertOne(together(people));
                MessageId message = MessageId.parse(id);
                boolean accepted = receipt(nodeB, message, ReceiptKind.ACCEPTED);
                assertTrue(accepted ^ receipt(nodeB, message, ReceiptKind.REJECTED), "one receipt");
                a.await("/local/v1/outbox/" + id, accepted ? "accepted" : "rejected");
            }
        });
    }

    private static boolean receipt(Node node, MessageId id, ReceiptKind kind) {
        return node.store()
                .database()
                .read(t -> t.receipts().find(Direction.IN, id, kind))
                .isPresent();
    }

    @Test
    void aRequestIsAnsweredOnceOrRejected() throws Exception {
        run((a, b, nodeB) -> {
            for (int round = 0; round < ROUNDS; round++) {
                String request = """
                        {"kind": "request", "to": "sandbox:agency-b", "documentType": "farmer-history",
                         "keys": {"farm": "F-%d"}, "purpose": "loan", "legalBasis": "a law",
                         "acting": {"provider": "thaid", "subject": "officer-7", "ial": "2.3"}}""".formatted(round);
                String id = Agency.JSON
                        .readTree(a.call("POST", "/local/v1/outbox", request.getBytes(UTF_8))
                                .body())
                        .path("id")
                        .asText();
                a.await("/local/v1/outbox/" + id, "pending");
                String digest = b.await("/local/v1/inbox/" + id, "review")
                        .path("sha256")
                        .asText();
                List<Callable<Integer>> people = new ArrayList<>();
                for (int person = 0; person < PEOPLE; person++) {
                    byte[] document = ("answer " + round + " of " + person).getBytes(UTF_8);
                    byte[] draft =
                            """
                            {"kind": "answer", "to": "sandbox:agency-a", "documentType": "farmer-history",
                             "keys": {"farm": "F-%d"}, "replyTo": "%s", "requestDigest": "%s",
                             "documents": [{"name": "h.txt", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(round, id, digest, b.handIn(document)).getBytes(UTF_8);
                    byte[] rejection = "{\"reason\": \"no-consent\"}".getBytes(UTF_8);
                    people.add(
                            person % 3 == 2
                                    ? () -> b.call("POST", "/local/v1/inbox/" + id + "/decision", rejection)
                                            .statusCode()
                                    : () -> b.call("POST", "/local/v1/outbox", draft)
                                            .statusCode());
                }
                assertOne(together(people));
                MessageId message = MessageId.parse(id);
                boolean rejected = receipt(nodeB, message, ReceiptKind.REJECTED);
                long answers = nodeB.store()
                        .database()
                        .read(t -> t.messages().about(message).stream()
                                .filter(m -> m.direction() == Direction.OUT)
                                .count());
                assertEquals(rejected ? 0 : 1, answers);
                a.await("/local/v1/outbox/" + id, rejected ? "rejected" : "answered");
            }
        });
    }
}
