package dev.vdx.node.push;

import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.FetchTicket;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.PartyId;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.StoredMessage;
import java.nio.file.Path;
import java.time.Clock;

/** Hands a document by reference to the addressee of its message, and to nobody else ({@code spec/exchange.md}, 6.1). */
public final class Lender {
    private final PartyId self;
    private final Peers peers;
    private final Database database;
    private final Blobs blobs;
    private final ReceiverRules rules;
    private final Clock clock;

    public Lender(PartyId self, Peers peers, Database database, Blobs blobs, ReceiverRules rules, Clock clock) {
        this.self = self;
        this.peers = peers;
        this.database = database;
        this.blobs = blobs;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * A document that may be fetched.
     *
     * @param entry what the envelope says of it
     * @param file where it is
     */
    public record Lent(DocumentEntry entry, Path file) {}

    /**
     * The document of this number.
     *
     * @param n counts the message's documents from 1
     * @param ticket as its {@code Authorization} brought it
     * @throws Refusal if the ticket is not sound, or not the addressee's: then as if there were no such message
     */
    public Lent lend(MessageId id, int n, String ticket) throws Refusal {
        try {
            FetchTicket fetch = FetchTicket.verify(ticket, peers.directory(), clock);
            rules.requireFresh(fetch.time(), clock.instant());
            StoredMessage message = database.read(t -> t.messages().find(Direction.OUT, id))
                    .filter(m -> fetch.to().equals(self))
                    .filter(m -> fetch.message().equals(id))
                    .filter(m -> m.envelope().to().equals(fetch.from()))
                    .orElseThrow(Lender::none);
            if (n > message.envelope().documents().size()) {
                throw none();
            }
            DocumentEntry entry = message.envelope().documents().get(n - 1);
            if (!entry.byReference() || !entry.digest().equals(fetch.document())) {
                throw none();
            }
            if (!message.payload() || !blobs.has(entry.digest())) {
                throw new Refusal(410, "payload-deleted", "that document was deleted here");
            }
            return new Lent(entry, blobs.place(entry.digest()));
        } catch (ExchangeException e) {
            throw Refusal.of(e);
        }
    }

    private static Refusal none() {
        return new Refusal(404, "no-such-document", "no such document is to be fetched with that ticket");
    }
}
