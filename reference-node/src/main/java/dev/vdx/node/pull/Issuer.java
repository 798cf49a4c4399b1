package dev.vdx.node.pull;

import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty.IssuedType;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.Envelope.Reference;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeProblem;
import dev.vdx.exchange.Message;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.MessageWriter;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Secrecy;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.Speed;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.push.ReceiverRules;
import dev.vdx.node.push.Refusal;
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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers other agencies' requests ({@code spec/exchange.md}, 7): verify, is it allowed, find, sign, commit, answer. The
 * same request again gets the same answer.
 */
public final class Issuer {
    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
    private static final long LARGEST_REQUEST = 1L << 20;

    private final PartyId self;
    private final MessageWriter writer;
    private final Peers peers;
    private final Database database;
    private final Blobs blobs;
    private final ReceiverRules rules;
    private final DocumentSource source;
    private final Steps steps;
    private final Clock clock;
    private final RandomGenerator random;

    public Issuer(
            PartyId self,
            MessageWriter writer,
            Peers peers,
            Database database,
            Blobs blobs,
            ReceiverRules rules,
            DocumentSource source,
            Steps steps,
            Clock clock,
            RandomGenerator random) {
        this.self = self;
        this.writer = writer;
        this.peers = peers;
        this.database = database;
        this.blobs = blobs;
        this.rules = rules;
        this.source = source;
        this.steps = steps;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Answers a request.
     *
     * @param contentDigest the {@code Content-Digest} it came with
     * @return the answer; empty where a person must look, and the answer is pushed later
     * @throws Refusal if it is not sound, not allowed (403) or nothing matches (404)
     * @throws IOException if the connection breaks
     */
    public Optional<StoredMessage> answer(InputStream body, String contentDigest) throws Refusal, IOException {
        try (Blobs.Incoming incoming = blobs.receive(body, LARGEST_REQUEST)) {
            if (!incoming.digest().contentDigest().equals(contentDigest)) {
                throw new Refusal(400, "content-digest", "Content-Digest is missing or is not the digest of what came");
            }
            return answer(incoming);
        } catch (Blobs.TooLargeException e) {
            throw new Refusal(
                    413, ExchangeProblem.OVER_LIMIT.code(), "a request has at most " + LARGEST_REQUEST + " bytes");
        } catch (ExchangeException e) {
            throw Refusal.of(e);
        }
    }

    /** Where the answer's container is. */
    public Path container(StoredMessage answer) {
        return blobs.place(answer.digest());
    }

    private Optional<StoredMessage> answer(Blobs.Incoming incoming) throws ExchangeException, Refusal, IOException {
        steps.at(Step.REQUEST_IN);
        try (Source container = incoming.source()) {
            Message message = Message.open(container, Limits.DEFAULT);
            Envelope request = message.envelope();
            Instant now = clock.instant();
            if (request.kind() != MessageKind.REQUEST) {
                throw new Refusal(
                        422, "kind-not-here", "only requests come here; the rest goes to /exchange/v1/messages");
            }
            Optional<StoredMessage> before = database.read(t -> t.messages().find(Direction.IN, request.id()));
            if (before.isPresent()) {
                return again(before.get(), incoming.digest());
            }
            IssuedType type = require(message, now);
            steps.at(Step.REQUEST_ALLOWED);
            if (type.review()) {
                incoming.keep();
                steps.at(Step.REQUEST_PLACED);
                return commit(request(request, incoming, MessageState.REVIEW, now), Optional.empty(), now);
            }
            return found(request, incoming, now);
        }
    }

    private IssuedType require(Message message, Instant now) throws ExchangeException, Refusal, IOException {
        Envelope request = message.envelope();
        if (!request.to().equals(self)) {
            throw new ExchangeException(ExchangeProblem.NOT_FOR_US, "this is the node of " + self);
        }
        Directory directory = peers.directory();
        rules.requireTimely(request.time(), now);
        message.verify(directory, Limits.DEFAULT, clock);
        try {
            return AskingRules.require(directory, request);
        } catch (Refusal e) {
            refused(request, now, e.detail());
            throw e;
        }
    }

    private void refused(Envelope request, Instant now, String why) {
        database.change(t -> t.audit()
                .add(
                        now,
                        request.from().toString(),
                        "request.refused",
                        request.id().toString(),
                        why));
    }

    /** It came before: what was answered then, or still nothing. */
    private Optional<StoredMessage> again(StoredMessage request, Sha256 digest) throws Refusal {
        if (!request.digest().equals(digest)) {
            throw new Refusal(409, "id-conflict", "another request came under this id");
        }
        Optional<StoredMessage> answer = database
                .read(t -> t.messages().about(request.envelope().id()))
                .stream()
                .filter(m -> m.direction() == Direction.OUT && m.envelope().kind() == MessageKind.ANSWER)
                .findFirst();
        if (answer.isPresent()
                && (!answer.get().payload() || !blobs.has(answer.get().digest()))) {
            throw new Refusal(410, "payload-deleted", "the answer given then was deleted");
        }
        return answer;
    }

    private Optional<StoredMessage> found(Envelope request, Blobs.Incoming incoming, Instant now)
            throws Refusal, IOException {
        List<DocumentSource.Found> documents;
        try {
            documents = source.find(request.documentType(), request.keys());
        } catch (IOException e) {
            throw unavailable(e);
        }
        if (documents.isEmpty()) {
            refused(request, now, "nothing matches");
            throw new Refusal(404, "nothing-matches", "no document of that type under these keys");
        }
        List<Blobs.Incoming> copies = new ArrayList<>();
        try {
            Envelope answer = envelope(request, incoming.digest(), documents, copies, now);
            try (Blobs.Incoming container = blobs.make(out -> write(answer, copies, out))) {
                steps.at(Step.ANSWER_WRITTEN);
                incoming.keep();
                steps.at(Step.REQUEST_PLACED);
                container.keep();
                steps.at(Step.ANSWER_PLACED);
                StoredMessage stored = new StoredMessage(
                        Direction.OUT,
                        answer,
                        container.digest(),
                        container.size(),
                        MessageState.PENDING,
                        Optional.empty(),
                        Optional.empty(),
                        now);
                return commit(request(request, incoming, MessageState.ANSWERED, now), Optional.of(stored), now);
            }
        } catch (SigningException e) {
            throw new Refusal(503, "key-unavailable", "this node cannot sign just now");
        } finally {
            copies.forEach(Blobs.Incoming::close);
        }
    }

    private Envelope envelope(
            Envelope request,
            Sha256 digest,
            List<DocumentSource.Found> documents,
            List<Blobs.Incoming> copies,
            Instant now)
            throws Refusal {
        List<DocumentEntry> entries = new ArrayList<>();
        try {
            for (DocumentSource.Found document : documents) {
                try (InputStream in = document.content().open()) {
                    Blobs.Incoming copy = blobs.receive(in, rules.largest());
                    copies.add(copy);
                    entries.add(new DocumentEntry(
                            document.name(), document.mediaType(), copy.size(), copy.digest(), false));
                }
            }
            return new Envelope(
                    MessageId.of(now, random),
                    MessageKind.ANSWER,
                    self,
                    request.from(),
                    now,
                    request.documentType(),
                    request.keys(),
                    request.purpose(),
                    request.legalBasis(),
                    Optional.empty(),
                    Speed.NORMAL,
                    Secrecy.NORMAL,
                    Optional.empty(),
                    Reference.answers(request.id(), digest),
                    Optional.empty(),
                    entries);
        } catch (IOException e) {
            throw unavailable(e);
        } catch (IllegalArgumentException e) {
            throw new Refusal(503, "source-unavailable", "the agency's documents are not named as a message needs");
        }
    }

    private static Refusal unavailable(IOException e) {
        LOG.warn("documents cannot be looked up: {}", e.getMessage());
        return new Refusal(503, "source-unavailable", "the agency's documents cannot be looked up just now");
    }

    private void write(Envelope answer, List<Blobs.Incoming> copies, OutputStream out)
            throws IOException, SigningException {
        Map<String, Source> contents = new LinkedHashMap<>();
        try {
            for (int i = 0; i < copies.size(); i++) {
                contents.put(answer.documents().get(i).name(), copies.get(i).source());
            }
            writer.write(answer, contents, out);
        } finally {
            for (Source content : contents.values()) {
                content.close();
            }
        }
    }

    private static StoredMessage request(Envelope request, Blobs.Incoming incoming, MessageState state, Instant now) {
        return new StoredMessage(
                Direction.IN,
                request,
                incoming.digest(),
                incoming.size(),
                state,
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /** Commits request and answer; where the same request came a moment before, what was answered then counts. */
    private Optional<StoredMessage> commit(StoredMessage request, Optional<StoredMessage> answer, Instant now)
            throws Refusal {
        boolean first = database.write(tables -> {
            if (!tables.messages().add(request)) {
                return false;
            }
            answer.ifPresent(a -> tables.messages().add(a));
            tables.audit()
                    .add(
                            now,
                            request.envelope().from().toString(),
                            answer.isPresent() ? "request.answered" : "request.laid-before",
                            request.envelope().id().toString(),
                            answer.map(a -> a.envelope().id() + " " + a.digest())
                                    .orElse(""));
            return true;
        });
        steps.at(Step.REQUEST_COMMITTED);
        if (first) {
            return answer;
        }
        StoredMessage before = database.read(
                        t -> t.messages().find(Direction.IN, request.envelope().id()))
                .orElseThrow(() -> new Refusal(503, "busy", "the same request is being answered; try again"));
        return again(before, request.digest());
    }
}
