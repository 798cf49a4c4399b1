package dev.vdx.exchange;

import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Lets a message's addressee fetch a document that its sender hands over by reference ({@code spec/exchange.md}, 6.1): signed
 * by the addressee's seal as JAdES, compact, like a receipt.
 *
 * @param message the message that names the document
 * @param document SHA-256 of the document
 * @param from who fetches it: the message's addressee
 * @param to whose node it is fetched from: the message's sender
 * @param time when the ticket was made, whole milliseconds
 */
public record FetchTicket(MessageId message, Sha256 document, PartyId from, PartyId to, Instant time) {
    private static final int LIMIT = 4 << 10;
    private static final int VERSION = 1;
    private static final String ACTION = "fetch";

    public FetchTicket {
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Signs it.
     *
     * @throws SigningException if the key does not
     */
    public String sign(SigningKey key) throws SigningException {
        byte[] json = JsonText.object(text -> {
            text.number("vdx", VERSION);
            text.text("action", ACTION);
            text.text("message", message);
            text.text("sha256", document);
            text.text("from", from);
            text.text("to", to);
            text.time("time", time);
        });
        return SignedJson.sign(json, key, time);
    }

    /**
     * Verifies that the party it names signed it; whether it may fetch that document is the caller's to decide.
     *
     * @param clock the validation time
     * @throws ExchangeException PARTY_UNKNOWN, SIGNATURE_INVALID, SIGNATURE_NOT_PROVEN, SIGNER_NOT_LISTED, MALFORMED
     */
    public static FetchTicket verify(String signed, Directory directory, Clock clock) throws ExchangeException {
        SealTrust trust =
                SealTrust.of(directory, read(SignedJson.claimed(signed)).from());
        SignedJson.Proven proven = SignedJson.verify(signed, trust.verifier(clock));
        trust.require(proven.signer());
        return read(proven.payload());
    }

    private static FetchTicket read(byte[] json) throws ExchangeException {
        Members members = Members.parse(json, LIMIT);
        members.version(VERSION);
        if (!members.text("action").equals(ACTION)) {
            throw new ExchangeException(ExchangeProblem.MALFORMED, "it is no ticket to fetch a document");
        }
        return Members.made(() -> new FetchTicket(
                members.value("message", MessageId::parse),
                members.value("sha256", Sha256::new),
                members.value("from", PartyId::parse),
                members.value("to", PartyId::parse),
                members.time("time")));
    }
}
