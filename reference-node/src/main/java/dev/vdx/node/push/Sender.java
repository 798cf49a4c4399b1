package dev.vdx.node.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.ReceiptKind;
import dev.vdx.node.peers.PeerAnswer;
import dev.vdx.node.peers.PeerClient;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.Fetching;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.OutboxTask;
import dev.vdx.node.store.Step;
import dev.vdx.node.store.Steps;
import dev.vdx.node.store.StoreException;
import dev.vdx.node.store.StoredMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox until its receipt is here and verified ({@code spec/exchange.md}, 6.3). Several senders may
 * share one outbox; each task is leased to one.
 */
public final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int MOST_ANSWER = 1 << 20;
    private static final int BATCH = 4;
    /** How often another content may come under a document's name. */
    private static final int MOST_OTHER = 3;

    private static final String PROBLEM = "application/problem+json";
    /** Answers that will be the same tomorrow. */
    private static final Set<Integer> FINAL = Set.of(400, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 421, 422);

    /** A message in one of these states has arrived, whatever an attempt to send it again met with. */
    private static final Set<MessageState> ARRIVED =
            Set.of(MessageState.DELIVERED, MessageState.ACCEPTED, MessageState.REJECTED, MessageState.ANSWERED);

    private final String owner;
    private final Peers peers;
    private final PeerClient client;
    private final Database database;
    private final Blobs blobs;
    private final ReceiptTaker receipts;
    private final Asking asking;
    private final Fetcher fetcher;
    private final Retries retries;
    private final Steps steps;
    private final Clock clock;
    private final RandomGenerator random;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    public Sender(
            String owner,
            Peers peers,
            PeerClient client,
            Database database,
            Blobs blobs,
            ReceiptTaker receipts,
            Asking asking,
            Fetcher fetcher,
            Retries retries,
            Steps steps,
            Clock clock,
            RandomGenerator random) {
        this.owner = owner;
        this.peers = peers;
        this.client = client;
        this.database = database;
        this.blobs = blobs;
        this.receipts = receipts;
        this.asking = asking;
        this.fetcher = fetcher;
        this.retries = retries;
        this.steps = steps;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Sends what is due now.
     *
     * @return how many tasks were looked at; 0 where nothing is due
     */
    public int send() throws InterruptedException {
        // Looking is cheap; taking is a transaction that writes.
        if (!database.read(t -> t.outbox().due(clock.instant()))) {
            return 0;
        }
        List<OutboxTask> due = database.write(t -> t.outbox().take(owner, clock.instant(), retries.lease(), BATCH));
        due.forEach(task -> underWay.add(task.n()));
        for (OutboxTask task : due) {
            try {
                steps.at(Step.TASK_TAKEN);
                send(task);
            } catch (StoreException e) {
                LOG.warn("sending {} is put off: {}", task.message(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("sending {} failed; it is tried again", task.message(), e);
                failed(task, "a defect of this node: " + e.getClass().getSimpleName(), Optional.empty());
            } finally {
                underWay.remove(task.n());
            }
        }
        return due.size();
    }

    /** Keeps the leases of what is being sent; to be called well before they end. Returns 0: there is never more to do. */
    public int renew() {
        Set<Long> tasks = Set.copyOf(underWay);
        if (!tasks.isEmpty()) {
            database.change(t -> t.outbox().renew(owner, tasks, clock.instant().plus(retries.lease())));
        }
        return 0;
    }

    private void send(OutboxTask task) throws InterruptedException {
        if (task.fetch()) {
            fetch(task);
            return;
        }
        Direction direction = task.receipt().isPresent() ? Direction.IN : Direction.OUT;
        StoredMessage message = database.read(t -> t.messages().find(direction, task.message()))
                .orElseThrow(() -> new IllegalStateException("the outbox names a message that is not stored"));
        try {
            URI node = node(task);
            if (task.receipt().isPresent()) {
                receipt(task, node, task.receipt().get());
            } else {
                message(task, node, message);
            }
        } catch (IOException e) {
            failed(task, "not reached: " + e.getClass().getSimpleName() + " " + e.getMessage(), Optional.empty());
        } catch (ExchangeException e) {
            failed(task, e.getMessage() == null ? "refused" : e.getMessage(), Optional.empty());
        }
    }

    private URI node(OutboxTask task) throws ExchangeException, IOException {
        return peers.directory()
                .party(task.peer())
                .flatMap(DirectoryParty::node)
                .orElseThrow(() -> new IOException(task.peer() + " has no node in the directory"));
    }

    private void fetch(OutboxTask task) throws InterruptedException {
        Optional<Fetching.Waiting> found = database.read(t -> t.fetching().find(task.message()));
        if (found.isEmpty()) {
            // Another sender, whose lease had ended, was done with it just now.
            database.change(t -> t.outbox().dropFetch(task.message()));
            return;
        }
        Fetching.Waiting waiting = found.get();
        try {
            Optional<PeerAnswer> refused = fetcher.fetch(node(task), waiting);
            if (refused.isPresent()) {
                String why = "a document is not handed over: " + refused.get().status() + ProblemText.of(refused.get());
                if (FINAL.contains(refused.get().status())) {
                    notTaken(task, waiting, new Fetching.Reason(422, "document-mismatch", why));
                } else {
                    failed(task, why, refused.get().retryAfter());
                }
            }
        } catch (Fetcher.OtherContentException e) {
            if (task.attempts() + 1 < MOST_OTHER) {
                failed(task, String.valueOf(e.getMessage()), Optional.empty());
            } else {
                notTaken(task, waiting, new Fetching.Reason(422, "document-mismatch", String.valueOf(e.getMessage())));
            }
        } catch (Refusal e) {
            if (e.status() >= 500) {
                failed(task, e.detail(), Optional.empty());
            } else {
                notTaken(task, waiting, new Fetching.Reason(e.status(), e.code(), e.detail()));
            }
        } catch (IOException e) {
            failed(task, "not fetched: " + e.getClass().getSimpleName() + " " + e.getMessage(), Optional.empty());
        } catch (ExchangeException e) {
            failed(task, String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    /** The sender is told when it sends the message again. */
    private void notTaken(OutboxTask task, Fetching.Waiting waiting, Fetching.Reason reason) {
        Instant now = clock.instant();
        database.change(tables -> {
            tables.outbox().done(task);
            tables.fetching().refuse(task.message(), reason);
            tables.audit()
                    .add(
                            now,
                            task.peer().toString(),
                            "message.refused",
                            task.message().toString(),
                            reason.code() + ": " + reason.detail());
        });
        fetcher.forget(waiting);
        LOG.info("{} is not taken: {} {}", task.message(), reason.code(), reason.detail());
    }

    private void message(OutboxTask task, URI node, StoredMessage message) throws IOException, InterruptedException {
        if (message.envelope().kind() == MessageKind.REQUEST) {
            ask(task, node, message);
            return;
        }
        PeerAnswer answer = client.post(
                node, "/exchange/v1/messages", blobs.place(message.digest()), message.digest(), MOST_ANSWER);
        steps.at(Step.MESSAGE_ANSWERED);
        if (answer.status() == 202) {
            failed(task, "the other node fetches its documents", answer.retryAfter());
            return;
        }
        if (answer.status() != 200) {
            refused(task, answer);
            return;
        }
        try {
            Receipt receipt = receipts.take(new String(answer.body(), US_ASCII).strip(), message);
            LOG.info(
                    "message {} delivered, {}",
                    receipt.message(),
                    receipt.kind().label());
        } catch (ExchangeException e) {
            failed(task, "the other node's receipt is refused: " + e.getMessage(), Optional.empty());
        }
    }

    private void ask(OutboxTask task, URI node, StoredMessage request) throws IOException, InterruptedException {
        PeerAnswer answer;
        try {
            answer = asking.ask(node, request);
        } catch (Refusal e) {
            failed(task, "the other node's answer is refused: " + e.code() + ": " + e.detail(), Optional.empty());
            return;
        }
        boolean told = answer.type().equals(PROBLEM);
        if (answer.status() == 202) {
            settled(task, MessageState.PENDING, "request.pending", "");
        } else if (told && (answer.status() == 403 || answer.status() == 404)) {
            settled(task, MessageState.REJECTED, "request.refused", answer.status() + ProblemText.of(answer));
        } else if (answer.status() != 200) {
            refused(task, answer);
        }
    }

    /** The other node has decided, without an answer; asking again would not help. */
    private void settled(OutboxTask task, MessageState state, String action, String note) {
        Instant now = clock.instant();
        database.change(tables -> {
            // The message first, as whoever takes its receipt: two that lock in opposite orders wait for each other.
            tables.messages()
                    .advance(
                            Direction.OUT,
                            task.message(),
                            state,
                            Optional.of(note).filter(n -> !n.isEmpty()),
                            Set.of(MessageState.ANSWERED));
            tables.outbox().done(task);
            tables.audit()
                    .add(now, task.peer().toString(), action, task.message().toString(), note);
        });
        steps.at(Step.REQUEST_SETTLED);
    }

    private void receipt(OutboxTask task, URI node, ReceiptKind kind) throws IOException, InterruptedException {
        String signed = database.read(t -> t.receipts().find(Direction.IN, task.message(), kind))
                .orElseThrow(() -> new IllegalStateException("the outbox names a receipt that is not stored"));
        PeerAnswer answer = client.postReceipt(node, signed.getBytes(US_ASCII), MOST_ANSWER);
        if (answer.status() == 204 || answer.status() == 200) {
            steps.at(Step.RECEIPT_HANDED_OVER);
            database.change(t -> t.outbox().done(task));
            steps.at(Step.RECEIPT_DONE);
        } else {
            refused(task, answer);
        }
    }

    private void refused(OutboxTask task, PeerAnswer answer) {
        String why = "the other node answered " + answer.status() + ProblemText.of(answer);
        if (FINAL.contains(answer.status())) {
            dead(task, why);
        } else {
            failed(task, why, answer.retryAfter());
        }
    }

    private void failed(OutboxTask task, String why, Optional<Long> wish) {
        Instant now = clock.instant();
        Optional<Instant> next = retries.next(task.attempts(), task.created(), now, wish, random);
        if (next.isEmpty() && task.fetch()) {
            database.read(t -> t.fetching().find(task.message()))
                    .ifPresent(waiting ->
                            notTaken(task, waiting, new Fetching.Reason(422, "document-mismatch", "given up: " + why)));
        } else if (next.isEmpty()) {
            dead(task, "given up after " + (task.attempts() + 1) + " attempts; the last: " + why);
        } else {
            database.change(t -> t.outbox().again(task, next.get(), why));
            LOG.info("{} is tried again at {}: {}", task.message(), next.get(), why);
        }
    }

    private void dead(OutboxTask task, String why) {
        Instant now = clock.instant();
        database.change(tables -> {
            if (task.receipt().isEmpty()) {
                tables.messages().advance(Direction.OUT, task.message(), MessageState.DEAD, Optional.of(why), ARRIVED);
            }
            tables.outbox().dead(task, why);
            tables.audit().add(now, "node", "message.dead", task.message().toString(), why);
        });
        LOG.warn("{} is given up: {}", task.message(), why);
    }
}
