package dev.vdx.exchange;

import dev.vdx.exchange.Envelope.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code message.json} ({@code spec/exchange.md}, 3). */
public final class EnvelopeJson {
    /** Largest envelope, in bytes. */
    public static final int LIMIT = 256 << 10;

    private static final int VERSION = 1;
    private static final int MOST_DOCUMENTS = 100;

    private EnvelopeJson() {}

    /** The envelope as JSON. */
    public static byte[] write(Envelope envelope) {
        return JsonText.object(json -> {
            json.number("vdx", VERSION);
            json.text("id", envelope.id());
            json.text("kind", envelope.kind().label());
            json.text("from", envelope.from());
            json.text("to", envelope.to());
            json.time("time", envelope.time());
            json.text("documentType", envelope.documentType());
            json.texts("keys", envelope.keys());
            json.text("purpose", envelope.purpose());
            json.text("legalBasis", envelope.legalBasis());
            if (envelope.acting().isPresent()) {
                Acting acting = envelope.acting().get();
                json.object("acting", who -> {
                    who.text("provider", acting.provider());
                    who.text("subject", acting.subject());
                    who.text("ial", acting.ial());
                    who.text("aal", acting.aal());
                });
            }
            json.text("speed", envelope.speed().code());
            json.text("secrecy", envelope.secrecy().code());
            json.text("conversation", envelope.conversation());
            json.text("replyTo", envelope.reference().replyTo());
            json.text("requestDigest", envelope.reference().requestDigest());
            json.text("supersedes", envelope.reference().supersedes());
            json.text("revokes", envelope.reference().revokes());
            json.text("reason", envelope.reason());
            json.objects("documents", envelope.documents(), EnvelopeJson::document);
        });
    }

    private static void document(JsonText json, DocumentEntry document) throws IOException {
        json.text("name", document.name());
        json.text("mediaType", document.mediaType());
        json.number("size", document.size());
        json.text("sha256", document.digest());
        json.flag("byReference", document.byReference());
    }

    /**
     * Reads an envelope. Members it does not know are passed over; duplicates are refused.
     *
     * @throws ExchangeException MALFORMED, OVER_LIMIT
     */
    public static Envelope read(byte[] json) throws ExchangeException {
        Members members = Members.parse(json, LIMIT);
        members.version(VERSION);
        List<DocumentEntry> documents = documents(members);
        Reference reference = new Reference(
                members.optional("replyTo", MessageId::parse),
                members.optional("requestDigest", Sha256::new),
                members.optional("supersedes", MessageId::parse),
                members.optional("revokes", MessageId::parse));
        return Members.made(() -> new Envelope(
                members.value("id", MessageId::parse),
                members.oneOf("kind", MessageKind::of),
                members.value("from", PartyId::parse),
                members.value("to", PartyId::parse),
                members.time("time"),
                members.text("documentType"),
                members.texts("keys"),
                members.optionalText("purpose"),
                members.optionalText("legalBasis"),
                acting(members),
                members.oneOf("speed", Speed::of, Speed.NORMAL),
                members.oneOf("secrecy", Secrecy::of, Secrecy.NORMAL),
                members.optionalText("conversation"),
                reference,
                members.optionalText("reason"),
                documents));
    }

    private static Optional<Acting> acting(Members members) throws ExchangeException {
        Optional<Members> acting = members.optionalObject("acting");
        if (acting.isEmpty()) {
            return Optional.empty();
        }
        Members who = acting.get();
        return Optional.of(new Acting(
                who.text("provider"), who.text("subject"), who.optionalText("ial"), who.optionalText("aal")));
    }

    private static List<DocumentEntry> documents(Members members) throws ExchangeException {
        List<DocumentEntry> documents = new ArrayList<>();
        List<Members> entries = members.objects("documents");
        if (entries.size() > MOST_DOCUMENTS) {
            throw new ExchangeException(ExchangeProblem.OVER_LIMIT, "more than " + MOST_DOCUMENTS + " documents");
        }
        for (Members entry : entries) {
            documents.add(Members.made(() -> new DocumentEntry(
                    entry.text("name"),
                    entry.text("mediaType"),
                    entry.number("size"),
                    entry.value("sha256", Sha256::new),
                    entry.flag("byReference"))));
        }
        return documents;
    }
}
