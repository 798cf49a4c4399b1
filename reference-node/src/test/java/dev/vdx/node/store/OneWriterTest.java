package dev.vdx.node.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.exchange.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that wait for SQLite's one writer share a transaction; each has its own success or failure. */
class OneWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final int WRITERS = 20;

    @TempDir
    Path folder;

    private Database database;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        database = Database.open("jdbc:sqlite:" + folder.resolve("node.db"), "", "", Duration.ofSeconds(5));
        threads = Executors.newFixedThreadPool(WRITERS + 1);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    private static Sha256 document(int n) {
        return Sha256.of(("document " + n).getBytes(UTF_8));
    }

    /** Writes, so that whoever comes next waits. */
    private Future<Boolean> untilLetGo(CountDownLatch held) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<Boolean> writing = threads.submit(() -> database.write(t -> {
            begun.countDown();
            try {
                return held.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        return writing;
    }

    @Test
    void oneThatFailsLeavesNothingAndTheOthersStay() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Future<Boolean> first = untilLetGo(held);
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int n = i;
            writers.add(threads.submit(() -> database.write(t -> {
                t.staged().add(document(n), n, NOW);
                if (n % 5 == 0) {
                    throw new IllegalStateException("no " + n);
                }
                return n;
            })));
        }
        Thread.sleep(200);
        held.countDown();

        assertTrue(first.get(20, TimeUnit.SECONDS));
        for (int n = 0; n < WRITERS; n++) {
            int each = n;
            if (n % 5 == 0) {
                ExecutionException failed = assertThrows(
                        ExecutionException.class, () -> writers.get(each).get(20, TimeUnit.SECONDS));
                assertEquals(
                        "no " + n,
                        assertInstanceOf(IllegalStateException.class, failed.getCause())
                                .getMessage());
                assertTrue(database.read(t -> t.staged().size(document(each))).isEmpty());
            } else {
                assertEquals(n, writers.get(n).get(20, TimeUnit.SECONDS));
                assertEquals(
                        n, database.read(t -> t.staged().size(document(each))).orElseThrow());
            }
        }
    }

    @Test
    void whereWhoeverWritesForAllBreaksDownNobodyIsToldThatItIsDone() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Future<Boolean> first = untilLetGo(held);
        List<Future<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int n = i;
            writers.add(threads.submit(() -> database.write(t -> {
                t.staged().add(document(n), n, NOW);
                if (n == 7) {
                    throw new StackOverflowError();
                }
                return true;
            })));
        }
        Thread.sleep(200);
        held.countDown();

        assertTrue(first.get(20, TimeUnit.SECONDS));
        for (int n = 0; n < WRITERS; n++) {
            boolean told = true;
            try {
                writers.get(n).get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                told = false;
            }
            int each = n;
            assertEquals(
                    told,
                    database.read(t -> t.staged().size(document(each))).isPresent(),
                    "told so, and so it is: " + n);
        }
        assertEquals("written", database.write(t -> "written"), "the next may write");
    }

    @Test
    void whatCannotBeCommittedFailsForAllAndNoneHasIt() throws Exception {
        List<Future<Boolean>> writers = new ArrayList<>();
        database.close();
        for (int i = 0; i < WRITERS; i++) {
            int n = i;
            writers.add(threads.submit(() -> database.write(t -> {
                t.staged().add(document(n), n, NOW);
                return true;
            })));
        }
        for (Future<Boolean> writer : writers) {
            ExecutionException failed = assertThrows(ExecutionException.class, () -> writer.get(20, TimeUnit.SECONDS));
            assertInstanceOf(StoreException.class, failed.getCause());
        }
        database = Database.open("jdbc:sqlite:" + folder.resolve("node.db"), "", "", Duration.ofSeconds(5));
        assertTrue(database.read(t -> t.staged().size(document(1))).isEmpty());
    }
}
