package dev.vdx.node.push;

import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeProblem;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.MessageWriter;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.ReceiptKind;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.Step;
import dev.vdx.node.store.Steps;
import dev.vdx.node.store.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes messages and business receipts, and puts them in the outbox: file, row and outbox row together or not at all. */
public final class Dispatch {
    private static final Set<MessageState> DECIDED =
            Set.of(MessageState.ACCEPTED, MessageState.REJECTED, MessageState.ANSWERED);

    private final PartyId self;
    private final SigningKey key;
    private final MessageWriter writer;
    private final Peers peers;
    private final Database database;
    private final Blobs blobs;
    private final long byReferenceAbove;
    private final Steps steps;
    private final Clock clock;
    private final RandomGenerator random;

    public Dispatch(
            PartyId self,
            SigningKey key,
            MessageWriter writer,
            Peers peers,
            Database database,
            Blobs blobs,
            long byReferenceAbove,
            Steps steps,
            Clock clock,
            RandomGenerator random) {
        this.self = self;
        this.key = key;
        this.writer = writer;
        this.peers = peers;
        this.database = database;
        this.blobs = blobs;
        this.byReferenceAbove = byReferenceAbove;
        this.steps = steps;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Takes in a document for messages to come; when this returns it is on the disk and noted.
     *
     * @return its digest and size
     * @throws Refusal if it is over the limit
     * @throws IOException if the connection breaks
     */
    public HandedIn handIn(InputStream body, long limit) throws Refusal, IOException {
        try (Blobs.Incoming incoming = blobs.receive(body, limit)) {
            incoming.keep();
            steps.at(Step.DOCUMENT_PLACED);
            database.change(t -> t.staged().add(incoming.digest(), incoming.size(), clock.instant()));
            steps.at(Step.DOCUMENT_NOTED);
            return new HandedIn(incoming.digest(), incoming.size());
        } catch (Blobs.TooLargeException e) {
            throw new Refusal(413, ExchangeProblem.OVER_LIMIT.code(), "this node takes " + limit + " bytes");
        }
    }

    /** A document that was handed in. */
    public record HandedIn(Sha256 digest, long size) {}

    /**
     * Makes a message and puts it in the outbox. When this returns it will be sent, whatever happens to this process.
     *
     * @param actor who asked for it
     * @return the message, or the one that was made before under the same client key
     * @throws Refusal if the draft is not sound, or its addressee is not in the directory
     * @throws IOException if a document cannot be read
     */
    public StoredMessage send(Draft draft, String actor) throws Refusal, IOException {
        if (draft.clientKey().isPresent()) {
            Optional<StoredMessage> before = database.read(
                    t -> t.messages().byClientKey(draft.clientKey().get()));
            if (before.isPresent()) {
                return before.get();
            }
        }
        Instant now = clock.instant();
        Envelope envelope = envelope(draft, now);
        requireListed(envelope.to());
        requireAsked(envelope);
        try (Blobs.Incoming container = blobs.make(out -> write(envelope, draft, out))) {
            steps.at(Step.CONTAINER_WRITTEN);
            container.keep();
            steps.at(Step.CONTAINER_PLACED);
            StoredMessage message = new StoredMessage(
                    Direction.OUT,
                    envelope,
                    container.digest(),
                    container.size(),
                    MessageState.QUEUED,
                    Optional.empty(),
                    draft.clientKey(),
                    now);
            boolean first = database.write(tables -> {
                if (!tables.messages().add(message)) {
                    return false;
                }
                if (!lent(envelope).allMatch(d -> tables.staged().touch(d.digest(), now) && blobs.has(d.digest()))) {
                    throw new GoneException();
                }
                if (envelope.kind() == MessageKind.ANSWER
                        && !tables.messages()
                                .advance(
                                        Direction.IN,
                                        envelope.reference().replyTo().orElseThrow(),
                                        MessageState.ANSWERED,
                                        Optional.empty(),
                                        DECIDED)) {
                    throw new OvertakenException();
                }
                tables.outbox().add(envelope.id(), envelope.to(), envelope.conversation(), now);
                tables.audit()
                        .add(
                                now,
                                actor,
                                "message.queued",
                                envelope.id().toString(),
                                envelope.kind().label() + " to " + envelope.to() + " " + container.digest());
                return true;
            });
            steps.at(Step.MESSAGE_QUEUED);
            return first
                    ? message
                    : database.read(t ->
                                    t.messages().byClientKey(draft.clientKey().orElse("")))
                            .orElseThrow(() -> new Refusal(409, "id-conflict", "the same draft is being sent"));
        } catch (OvertakenException e) {
            throw new Refusal(409, "nothing-to-answer", "the request was answered or rejected a moment before");
        } catch (GoneException e) {
            throw new Refusal(422, "document-missing", "what was handed in is over a moment ago: hand it in again");
        } catch (SigningException e) {
            throw new Refusal(503, "key-unavailable", "this node cannot sign just now: " + e.getMessage());
        }
    }

    private static Stream<DocumentEntry> lent(Envelope envelope) {
        return envelope.documents().stream().filter(DocumentEntry::byReference);
    }

    /** A document to be lent was handed in so long ago that it was deleted meanwhile: this transaction is undone. */
    private static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Another answer, or a rejection, was committed first: this one's transaction is undone. */
    private static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void write(Envelope envelope, Draft draft, OutputStream out) throws IOException, SigningException {
        Map<String, Source> contents = new LinkedHashMap<>();
        try {
            for (int i = 0; i < envelope.documents().size(); i++) {
                DocumentEntry document = envelope.documents().get(i);
                Optional<byte[]> content = draft.documents().get(i).content();
                if (!document.byReference()) {
                    contents.put(
                            document.name(),
                            content.isPresent()
                                    ? Source.bytes(content.get())
                                    : Source.file(blobs.place(document.digest())));
                }
            }
            writer.write(envelope, contents, out);
        } finally {
            for (Source source : contents.values()) {
                source.close();
            }
        }
    }

    private Envelope envelope(Draft draft, Instant now) throws Refusal {
        List<DocumentEntry> documents = new ArrayList<>();
        for (Draft.DraftDocument document : draft.documents()) {
            documents.add(entry(document, size(document)));
        }
        try {
            return new Envelope(
                    MessageId.of(now, random),
                    draft.kind(),
                    self,
                    draft.to(),
                    now,
                    draft.documentType(),
                    draft.keys(),
                    draft.purpose(),
                    draft.legalBasis(),
                    draft.acting(),
                    draft.speed(),
                    draft.secrecy(),
                    draft.conversation(),
                    draft.reference(),
                    draft.reason(),
                    documents);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "draft-invalid", String.valueOf(e.getMessage()));
        }
    }

    private long size(Draft.DraftDocument document) throws Refusal {
        if (document.content().isPresent()) {
            long size = document.content().get().length;
            if (size > byReferenceAbove) {
                throw new Refusal(422, "draft-invalid", "hand a document of " + size + " bytes in before");
            }
            return size;
        }
        OptionalLong size = database.read(t -> t.staged().size(document.digest()));
        if (size.isEmpty() || !blobs.has(document.digest())) {
            throw new Refusal(422, "document-missing", "hand the document in first: " + document.digest());
        }
        return size.getAsLong();
    }

    private DocumentEntry entry(Draft.DraftDocument document, long size) throws Refusal {
        try {
            return new DocumentEntry(
                    document.name(), document.mediaType(), size, document.digest(), size > byReferenceAbove);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "draft-invalid", String.valueOf(e.getMessage()));
        }
    }

    /** An answer belongs to a request that a person looks at. */
    private void requireAsked(Envelope envelope) throws Refusal {
        if (envelope.kind() == MessageKind.ANSWER
                && database.read(t -> t.messages()
                                .find(
                                        Direction.IN,
                                        envelope.reference().replyTo().orElseThrow()))
                        .filter(r -> r.state() == MessageState.REVIEW)
                        .filter(r -> r.envelope().from().equals(envelope.to()))
                        .filter(r -> envelope.reference()
                                .requestDigest()
                                .filter(r.digest()::equals)
                                .isPresent())
                        .isEmpty()) {
            throw new Refusal(409, "nothing-to-answer", "no request of that id and digest waits for an answer");
        }
    }

    private void requireListed(PartyId to) throws Refusal {
        try {
            if (peers.directory().party(to).flatMap(p -> p.node()).isEmpty()) {
                throw new Refusal(422, "party-unknown", to + " has no node in the directory");
            }
        } catch (ExchangeException e) {
            throw Refusal.of(e);
        }
    }

    /**
     * Takes up or refuses a message that came in, and lets its sender know.
     *
     * @param registerNumber for taking it up (เลขรับ)
     * @param reason for refusing it
     * @return the signed receipt
     * @throws Refusal if there is no such message, or it was decided before
     */
    public String decide(
            MessageId id, Optional<String> registerNumber, Optional<String> reason, Optional<String> text, String actor)
            throws Refusal {
        StoredMessage message = database.read(t -> t.messages().find(Direction.IN, id))
                .orElseThrow(() -> new Refusal(404, "no-such-message", "no message of this id came in"));
        if (message.envelope().kind() == MessageKind.REQUEST
                && (registerNumber.isPresent() || message.state() != MessageState.REVIEW)) {
            throw new Refusal(409, "not-decidable", "a request is answered, or rejected while a person looks at it");
        }
        Instant now = clock.instant();
        Receipt receipt = receipt(message, registerNumber, reason, text, now);
        String signed = sign(receipt);
        steps.at(Step.DECISION_SIGNED);
        boolean first = database.write(tables -> {
            MessageState state = receipt.kind() == ReceiptKind.ACCEPTED ? MessageState.ACCEPTED : MessageState.REJECTED;
            // Of two decisions at one moment the second waits here for the first, and finds it made.
            if (!tables.messages().advance(Direction.IN, id, state, registerNumber.or(() -> reason), DECIDED)) {
                return false;
            }
            tables.receipts().add(Direction.IN, id, receipt.kind(), signed, now.toEpochMilli());
            tables.outbox().add(id, receipt.kind(), message.envelope().from(), now);
            tables.audit().add(now, actor, "message." + receipt.kind().label(), id.toString(), reason.orElse(""));
            return true;
        });
        steps.at(Step.DECISION_COMMITTED);
        if (!first) {
            throw new Refusal(409, "decided-before", "this message was accepted or rejected before");
        }
        return signed;
    }

    private static Receipt receipt(
            StoredMessage message,
            Optional<String> registerNumber,
            Optional<String> reason,
            Optional<String> text,
            Instant now)
            throws Refusal {
        if (registerNumber.isPresent() == reason.isPresent()) {
            throw new Refusal(422, "draft-invalid", "a register number accepts, a reason rejects; one of them");
        }
        return registerNumber.isPresent()
                ? Receipt.accepted(message.envelope(), message.digest(), now, registerNumber.get(), text)
                : Receipt.rejected(message.envelope(), message.digest(), now, reason.orElseThrow(), text);
    }

    private String sign(Receipt receipt) throws Refusal {
        try {
            return SignedReceipt.sign(receipt, key);
        } catch (SigningException e) {
            throw new Refusal(503, "key-unavailable", "this node cannot sign just now");
        }
    }
}
