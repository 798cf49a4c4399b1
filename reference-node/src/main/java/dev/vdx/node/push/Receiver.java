package dev.vdx.node.push;

import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeProblem;
import dev.vdx.exchange.Message;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.ReceiptKind;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Limits;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.Fetching;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.Step;
import dev.vdx.node.store.Steps;
import dev.vdx.node.store.StoredMessage;
import dev.vdx.node.store.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes messages that other nodes push ({@code spec/exchange.md}, 6): limits, store, verify, commit, receipt. Nothing
 * is acknowledged that is not on the disk; the same message twice gives the same receipt and one delivery.
 */
public final class Receiver {
    private final PartyId self;
    private final SigningKey key;
    private final Peers peers;
    private final Database database;
    private final Blobs blobs;
    private final DocumentVerdict documents;
    private final ReceiverRules rules;
    private final Steps steps;
    private final Clock clock;

    public Receiver(
            PartyId self,
            SigningKey key,
            Peers peers,
            Database database,
            Blobs blobs,
            dev.vdx.Verifier documentVerifier,
            ReceiverRules rules,
            Steps steps,
            Clock clock) {
        this.self = self;
        this.key = key;
        this.peers = peers;
        this.database = database;
        this.blobs = blobs;
        this.documents = new DocumentVerdict(documentVerifier, blobs);
        this.rules = rules;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Takes a message.
     *
     * @param contentDigest the {@code Content-Digest} it came with
     * @return the signed receipt; empty where documents are still to be fetched, and the receipt comes later
     * @throws Refusal if it is not taken; nothing of it is kept
     * @throws IOException if the connection breaks
     */
    public Optional<String> receive(InputStream body, String contentDigest) throws Refusal, IOException {
        return receive(body, contentDigest, Optional.empty());
    }

    private Optional<String> receive(InputStream body, String contentDigest, Optional<MessageId> asked)
            throws Refusal, IOException {
        try (Blobs.Incoming incoming = blobs.receive(body, rules.largest())) {
            if (!incoming.digest().contentDigest().equals(contentDigest)) {
                throw new Refusal(400, "content-digest", "Content-Digest is missing or is not the digest of what came");
            }
            return take(incoming, asked);
        } catch (Blobs.TooLargeException e) {
            throw new Refusal(413, ExchangeProblem.OVER_LIMIT.code(), "this node takes " + rules.largest() + " bytes");
        } catch (ExchangeException e) {
            throw Refusal.of(e);
        } catch (SigningException e) {
            throw new Refusal(503, "key-unavailable", "this node cannot sign a receipt just now");
        }
    }

    /**
     * Takes the answer to a request as it comes back on the wire; its receipt goes out through the outbox.
     *
     * @throws Refusal as {@link #receive}, and if it answers another request
     * @throws IOException if the connection breaks
     */
    public void receiveAnswer(InputStream body, String contentDigest, StoredMessage request)
            throws Refusal, IOException {
        receive(body, contentDigest, Optional.of(request.envelope().id()));
    }

    private Optional<String> take(Blobs.Incoming incoming, Optional<MessageId> asked)
            throws ExchangeException, Refusal, IOException, SigningException {
        steps.at(Step.MESSAGE_IN);
        try (Source source = incoming.source()) {
            Message message = Message.open(source, Limits.DEFAULT);
            Envelope envelope = message.envelope();
            if (asked.isPresent()
                    && !(asked.equals(envelope.reference().replyTo()) && envelope.kind() == MessageKind.ANSWER)) {
                throw new ExchangeException(ExchangeProblem.OTHER_MESSAGE, "it does not answer this request");
            }
            Before before = database.read(t -> Before.of(t, envelope.id()));
            if (before.message().isPresent()) {
                return Optional.of(before.receipt(incoming.digest()));
            }
            if (before.waiting().isPresent()) {
                requireWaiting(before.waiting().get(), incoming.digest());
                return Optional.empty();
            }
            Instant now = clock.instant();
            check(message, now);
            if (envelope.documents().stream().anyMatch(DocumentEntry::byReference)) {
                fetchLater(incoming, envelope, asked.isPresent(), now);
                return Optional.empty();
            }
            Outcome verdict = documents.of(message);
            rules.requireAcceptable(verdict);
            steps.at(Step.MESSAGE_CHECKED);
            Receipt receipt = Receipt.received(envelope, incoming.digest(), now, verdict.label());
            String signed = SignedReceipt.sign(receipt, key);
            steps.at(Step.RECEIPT_SIGNED);
            incoming.keep();
            steps.at(Step.MESSAGE_PLACED);
            return Optional.of(
                    commit(envelope, incoming.digest(), incoming.size(), verdict, signed, asked.isPresent(), now));
        }
    }

    /** What of the same id came before. */
    private record Before(
            Optional<StoredMessage> message, Optional<String> receipt, Optional<Fetching.Waiting> waiting) {
        static Before of(Tables tables, MessageId id) {
            // First where it is taken from, then where it is put: read the other way round, it is in neither while it
            // moves.
            Optional<Fetching.Waiting> waiting = tables.fetching().find(id);
            Optional<StoredMessage> message = tables.messages().find(Direction.IN, id);
            return message.isPresent()
                    ? new Before(
                            message, tables.receipts().find(Direction.IN, id, ReceiptKind.RECEIVED), Optional.empty())
                    : new Before(message, Optional.empty(), waiting);
        }

        /** The receipt given for this very message. */
        String receipt(Sha256 digest) throws Refusal {
            requireSame(message.map(StoredMessage::digest), digest);
            return receipt.orElseThrow(() -> new Refusal(503, "busy", "the same message is being taken; try again"));
        }
    }

    private static void requireSame(Optional<Sha256> before, Sha256 now) throws Refusal {
        if (before.filter(d -> !d.equals(now)).isPresent()) {
            throw new Refusal(409, "id-conflict", "another message came under this id");
        }
    }

    /** That it waits for its documents; one that was refused meanwhile is told so once, and forgotten. */
    private void requireWaiting(Fetching.Waiting waiting, Sha256 digest) throws Refusal {
        requireSame(Optional.of(waiting.digest()), digest);
        if (waiting.refused().isPresent()) {
            MessageId id = waiting.envelope().id();
            database.change(t -> {
                t.fetching().remove(id);
                t.outbox().dropFetch(id);
            });
            Fetching.Reason reason = waiting.refused().get();
            throw new Refusal(reason.status(), reason.code(), reason.detail());
        }
    }

    private void fetchLater(Blobs.Incoming incoming, Envelope envelope, boolean pulled, Instant now) throws Refusal {
        if (pulled) {
            throw new Refusal(422, "by-reference-not-supported", "an answer on the wire brings its documents inside");
        }
        if (envelope.documents().stream().anyMatch(d -> d.size() > rules.largest())) {
            throw new Refusal(413, ExchangeProblem.OVER_LIMIT.code(), "this node takes " + rules.largest() + " bytes");
        }
        incoming.keep();
        database.change(tables -> {
            boolean taken = tables.messages().find(Direction.IN, envelope.id()).isPresent();
            if (!taken && tables.fetching().add(envelope, incoming.digest(), incoming.size(), now)) {
                tables.outbox().addFetch(envelope.id(), envelope.from(), now);
            }
        });
        steps.at(Step.FETCH_COMMITTED);
    }

    /**
     * Takes a message whose documents by reference are all here.
     *
     * @param fetched these documents, in the order of the envelope
     * @throws Refusal if it is not to be taken
     * @throws IOException if they cannot be read
     */
    void complete(Fetching.Waiting waiting, List<Blobs.Incoming> fetched) throws Refusal, IOException {
        Envelope envelope = waiting.envelope();
        Instant now = clock.instant();
        try (Source source = Source.file(blobs.place(waiting.digest()))) {
            Outcome verdict = documents.of(Message.open(source, Limits.DEFAULT));
            for (Blobs.Incoming document : fetched) {
                verdict = DocumentVerdict.worse(verdict, documents.of(document));
            }
            rules.requireAcceptable(verdict);
            Receipt receipt = Receipt.received(envelope, waiting.digest(), now, verdict.label());
            String signed = SignedReceipt.sign(receipt, key);
            fetched.forEach(Blobs.Incoming::keep);
            steps.at(Step.DOCUMENTS_PLACED);
            commit(envelope, waiting.digest(), waiting.size(), verdict, signed, true, now);
        } catch (ExchangeException e) {
            throw Refusal.of(e);
        } catch (SigningException e) {
            throw new Refusal(503, "key-unavailable", "this node cannot sign a receipt just now");
        }
    }

    private String commit(
            Envelope envelope,
            Sha256 digest,
            long size,
            Outcome verdict,
            String signed,
            boolean receiptLater,
            Instant now)
            throws Refusal {
        StoredMessage stored = new StoredMessage(
                Direction.IN,
                envelope,
                digest,
                size,
                MessageState.DELIVERED,
                Optional.of(verdict.label()),
                Optional.empty(),
                now);
        boolean first = database.write(tables -> {
            if (envelope.documents().stream().anyMatch(DocumentEntry::byReference)) {
                tables.fetching().remove(envelope.id());
                tables.outbox().dropFetch(envelope.id());
            }
            if (!tables.messages().add(stored)) {
                return false;
            }
            tables.receipts().add(Direction.IN, envelope.id(), ReceiptKind.RECEIVED, signed, now.toEpochMilli());
            answered(tables, envelope);
            if (receiptLater) {
                tables.outbox().add(envelope.id(), ReceiptKind.RECEIVED, envelope.from(), now);
            }
            tables.audit()
                    .add(
                            now,
                            envelope.from().toString(),
                            "message.received",
                            envelope.id().toString(),
                            digest + " " + verdict.label());
            return true;
        });
        steps.at(Step.MESSAGE_TAKEN);
        // Another request brought the same message at the same moment: its receipt counts.
        return first ? signed : database.read(t -> Before.of(t, envelope.id())).receipt(digest);
    }

    private static void answered(Tables tables, Envelope envelope) {
        if (envelope.kind() == MessageKind.ANSWER) {
            MessageId request = envelope.reference().replyTo().orElseThrow();
            tables.messages().state(Direction.OUT, request, MessageState.ANSWERED, Optional.empty());
            tables.outbox().done(request);
        }
    }

    private Optional<StoredMessage> find(Direction direction, MessageId id) {
        return database.read(t -> t.messages().find(direction, id));
    }

    private void check(Message message, Instant now) throws ExchangeException, Refusal, IOException {
        Envelope envelope = message.envelope();
        if (!envelope.to().equals(self)) {
            throw new ExchangeException(ExchangeProblem.NOT_FOR_US, "this is the node of " + self);
        }
        Directory directory = peers.directory();
        if (directory.party(envelope.from()).isEmpty()) {
            throw new ExchangeException(
                    ExchangeProblem.PARTY_UNKNOWN, envelope.from() + " is not in this node's directory");
        }
        rules.requireTimely(envelope.time(), now);
        if (envelope.kind() == MessageKind.REQUEST) {
            throw new Refusal(422, "kind-not-here", "requests go to /exchange/v1/requests");
        }
        message.verify(directory, Limits.DEFAULT, clock);
        boolean accepted = directory.party(self).map(DirectoryParty::accepts).stream()
                .anyMatch(types -> types.contains(envelope.documentType()));
        if (!accepted && envelope.kind() != MessageKind.ANSWER) {
            throw new Refusal(422, "type-not-accepted", "the directory does not say that this node takes that type");
        }
        references(envelope);
    }

    /** An answer belongs to a request of ours; only who sent a message corrects or revokes it. */
    private void references(Envelope envelope) throws ExchangeException {
        Envelope.Reference reference = envelope.reference();
        if (envelope.kind() == MessageKind.ANSWER) {
            boolean ours = find(Direction.OUT, reference.replyTo().orElseThrow())
                    .filter(request -> request.envelope().kind() == MessageKind.REQUEST)
                    .filter(request -> request.envelope().to().equals(envelope.from()))
                    .filter(request -> request.envelope().documentType().equals(envelope.documentType()))
                    .filter(request -> reference
                            .requestDigest()
                            .filter(request.digest()::equals)
                            .isPresent())
                    .isPresent();
            if (!ours) {
                throw new ExchangeException(ExchangeProblem.OTHER_MESSAGE, "it answers no request of this node");
            }
        }
        Optional<MessageId> changed = reference.supersedes().or(reference::revokes);
        if (changed.isPresent()
                && find(Direction.IN, changed.get())
                        .filter(m -> m.envelope().from().equals(envelope.from()))
                        .isEmpty()) {
            throw new ExchangeException(
                    ExchangeProblem.OTHER_MESSAGE, "the message it changes did not come from that party");
        }
    }
}
