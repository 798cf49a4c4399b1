package dev.vdx.node.push;

import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.FetchTicket;
import dev.vdx.exchange.PartyId;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.node.peers.PeerAnswer;
import dev.vdx.node.peers.PeerClient;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Fetching.Waiting;
import dev.vdx.node.store.Step;
import dev.vdx.node.store.Steps;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches the documents of a message from its sender's node, going on where it broke off, and has the message taken when all
 * are on the disk.
 */
public final class Fetcher {
    private static final int MOST_PROBLEM = 64 << 10;

    private final PartyId self;
    private final SigningKey key;
    private final PeerClient client;
    private final Blobs blobs;
    private final Receiver receiver;
    private final Steps steps;
    private final Clock clock;

    public Fetcher(
            PartyId self, SigningKey key, PeerClient client, Blobs blobs, Receiver receiver, Steps steps, Clock clock) {
        this.self = self;
        this.key = key;
        this.client = client;
        this.blobs = blobs;
        this.receiver = receiver;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Fetches what is not here yet, and takes the message.
     *
     * @return what the other node answered, where it does not hand a document over; the message then still waits
     * @throws IOException if a connection breaks, or what came is not the document: to be tried again
     * @throws Refusal if all is here and the message is not to be taken
     */
    Optional<PeerAnswer> fetch(URI node, Waiting waiting) throws IOException, InterruptedException, Refusal {
        Envelope envelope = waiting.envelope();
        List<Blobs.Incoming> fetched = new ArrayList<>();
        for (int n = 1; n <= envelope.documents().size(); n++) {
            DocumentEntry document = envelope.documents().get(n - 1);
            if (document.byReference()) {
                String name = envelope.id() + "-" + n;
                Optional<PeerAnswer> refused = fetch(node, envelope, n, document, name);
                if (refused.isPresent()) {
                    return refused;
                }
                fetched.add(whole(document, name));
            }
        }
        steps.at(Step.DOCUMENTS_FETCHED);
        receiver.complete(waiting, fetched);
        return Optional.empty();
    }

    private Optional<PeerAnswer> fetch(URI node, Envelope envelope, int n, DocumentEntry document, String name)
            throws IOException, InterruptedException, Refusal {
        long here = blobs.partial(name);
        if (here == document.size()) {
            return Optional.empty();
        }
        String path = "/exchange/v1/messages/" + envelope.id() + "/documents/" + n;
        PeerAnswer answer = client.fetch(
                node, path, ticket(envelope, document), here, document.size(), MOST_PROBLEM, (in, from) -> {
                    blobs.append(name, new Begun(in), from, document.size());
                });
        if (answer.status() == 416) {
            blobs.dropPartial(name);
            throw new IOException("the other node has fewer bytes of it");
        }
        return answer.status() == 200 || answer.status() == 206 ? Optional.empty() : Optional.of(answer);
    }

    /** Tells when what was read first has been written. */
    private final class Begun extends FilterInputStream {
        private int reads;

        Begun(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            reads++;
            if (reads == 2) {
                steps.at(Step.DOCUMENT_BEGUN);
            }
            return super.read(bytes, offset, length);
        }
    }

    /** Drops what came of a message that is not taken. */
    void forget(Waiting waiting) {
        for (int n = 1; n <= waiting.envelope().documents().size(); n++) {
            blobs.dropPartial(waiting.envelope().id() + "-" + n);
        }
        blobs.delete(waiting.digest());
    }

    private Blobs.Incoming whole(DocumentEntry document, String name) throws IOException {
        Blobs.Incoming whole = blobs.whole(name);
        if (whole.size() < document.size()) {
            throw new IOException("it broke off after " + whole.size() + " bytes");
        }
        if (!whole.digest().equals(document.digest())) {
            blobs.dropPartial(name);
            throw new OtherContentException();
        }
        return whole;
    }

    /** What came under the name is not what the envelope names. */
    static final class OtherContentException extends IOException {
        private static final long serialVersionUID = 1L;

        OtherContentException() {
            super("what came is not the document the envelope names");
        }
    }

    private String ticket(Envelope envelope, DocumentEntry document) throws Refusal {
        try {
            return new FetchTicket(envelope.id(), document.digest(), self, envelope.from(), clock.instant()).sign(key);
        } catch (SigningException e) {
            throw new Refusal(503, "key-unavailable", "this node cannot sign just now");
        }
    }
}
