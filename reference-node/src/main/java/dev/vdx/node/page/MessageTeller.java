package dev.vdx.node.page;

import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.ReceiptKind;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.node.store.ApiKeyRow;
import dev.vdx.node.store.AuditRow;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.Receipts.SignedReceiptRow;
import dev.vdx.node.store.StoredMessage;
import dev.vdx.report.Shown;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts one message into words for one reader. */
final class MessageTeller {
    private final Visit visit;
    private final Words words;
    private final Parties parties;
    private final ZoneId zone;

    MessageTeller(Visit visit, Parties parties, ZoneId zone) {
        this.visit = visit;
        this.words = visit.words();
        this.parties = parties;
        this.zone = zone;
    }

    /**
     * What is known of a message.
     *
     * @param receipts given or got
     * @param about later messages about it
     * @param changes earlier messages it is about, by what it does to them
     * @param events of the audit record
     * @param keys API keys, to name who did what
     */
    record Known(
            StoredMessage message,
            List<SignedReceiptRow> receipts,
            List<StoredMessage> about,
            Map<String, StoredMessage> changes,
            List<AuditRow> events,
            List<ApiKeyRow> keys) {}

    MessageView tell(Known known, Optional<String> done, Optional<MessageView.Wrong> wrong, Map<String, String> given) {
        StoredMessage message = known.message();
        Envelope envelope = message.envelope();
        String address = ListView.address(message);
        return new MessageView(
                words.say("kind_" + envelope.kind().label()),
                ListView.party(message, words, parties, visit.lang()),
                ListView.title(envelope, words),
                Badge.of(message, words),
                done.flatMap(d -> words.find("done_" + d)),
                wrong,
                known.about().stream().map(this::changedBy).toList(),
                known.changes().entrySet().stream()
                        .map(c -> new MessageView.Change(
                                words.say("changes_" + c.getKey()), ListView.address(c.getValue())))
                        .toList(),
                !message.payload(),
                documents(message, address),
                known.receipts().stream().flatMap(r -> receipt(r).stream()).toList(),
                deeds(known, address),
                known.events().stream().map(e -> event(e, known.keys())).toList(),
                address + "/evidence",
                message.payload() ? Optional.of(address + "/message") : Optional.empty(),
                facts(message),
                visit.reader().map(Visit.Reader::token).orElse(""),
                given);
    }

    private MessageView.ChangedBy changedBy(StoredMessage later) {
        MessageKind kind = later.envelope().kind();
        String tone = switch (kind) {
            case REVOCATION -> "bad";
            case CORRECTION -> "doubt";
            default -> "plain";
        };
        return new MessageView.ChangedBy(
                tone,
                words.say("about_" + kind.label()),
                later.envelope().reason().map(r -> words.say("fact_reason") + ": " + Shown.text(r)),
                ListView.address(later),
                words.say(
                        "about_open",
                        words.say("kind_" + kind.label()),
                        moment(later.created()).words()));
    }

    private List<MessageView.Document> documents(StoredMessage message, String address) {
        List<MessageView.Document> documents = new ArrayList<>();
        boolean there = message.payload() && message.direction() == Direction.IN;
        for (DocumentEntry document : message.envelope().documents()) {
            String name = Shown.text(document.name());
            documents.add(new MessageView.Document(
                    name,
                    words.say("document_size", document.mediaType(), Sizes.of(document.size(), words)),
                    there ? Optional.of(address + "/documents/" + (documents.size() + 1)) : Optional.empty(),
                    words.say("download_named", name)));
        }
        return documents;
    }

    private Optional<MessageView.GivenReceipt> receipt(SignedReceiptRow row) {
        Receipt receipt;
        try {
            receipt = SignedReceipt.claimed(row.body());
        } catch (ExchangeException e) {
            return Optional.empty();
        }
        List<String> details = new ArrayList<>();
        receipt.registerNumber().ifPresent(n -> details.add(words.say("receipt_number", Shown.text(n))));
        receipt.reason().ifPresent(r -> details.add(words.say("receipt_reason", Shown.text(r))));
        receipt.text().ifPresent(t -> details.add(Shown.text(t)));
        receipt.verdict().ifPresent(v -> details.add(words.say("receipt_verdict", verdict(v))));
        Icon icon = switch (receipt.kind()) {
            case RECEIVED -> Icon.PAGE;
            case ACCEPTED -> Icon.CHECK;
            case REJECTED -> Icon.CROSS;
        };
        return Optional.of(new MessageView.GivenReceipt(
                icon.path(),
                switch (receipt.kind()) {
                    case RECEIVED -> "plain";
                    case ACCEPTED -> "good";
                    case REJECTED -> "bad";
                },
                words.say("receipt_" + receipt.kind().label(), name(receipt.from())),
                details,
                moment(receipt.time())));
    }

    private String verdict(String verdict) {
        return words.find("verdict_" + verdict).orElseGet(() -> Shown.text(verdict));
    }

    private MessageView.Deeds deeds(MessageTeller.Known known, String address) {
        StoredMessage message = known.message();
        List<String> notes = new ArrayList<>();
        if (message.direction() == Direction.OUT) {
            boolean dead = message.state() == MessageState.DEAD;
            if (dead && !visit.may("send")) {
                notes.add(words.say("act_no_send"));
            }
            return new MessageView.Deeds(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(address + "/resend").filter(a -> dead && visit.may("send")),
                    notes);
        }
        boolean request = message.envelope().kind() == MessageKind.REQUEST;
        boolean decided = known.receipts().stream().anyMatch(r -> r.kind() != ReceiptKind.RECEIVED);
        boolean open = request ? message.state() == MessageState.REVIEW : !decided;
        if (request && open) {
            notes.add(words.say("act_review"));
        }
        if (open && !visit.may("decide")) {
            notes.add(words.say("act_no_scope"));
        }
        boolean may = open && visit.may("decide");
        return new MessageView.Deeds(
                Optional.of(address + "/acknowledge")
                        .filter(a -> message.fetched().isEmpty()),
                Optional.of(address + "/accept").filter(a -> may && !request),
                Optional.of(address + "/reject").filter(a -> may),
                Optional.empty(),
                notes);
    }

    private MessageView.Event event(AuditRow event, List<ApiKeyRow> keys) {
        String what = words.find("event_" + event.action().replace('.', '_'))
                .orElseGet(() -> words.say("event_other", event.action()));
        boolean told = event.action().endsWith(".dead") || event.action().endsWith(".refused");
        return new MessageView.Event(
                what,
                Optional.of(Shown.text(event.detail())).filter(d -> told && !d.isEmpty()),
                moment(event.at()),
                words.say("by", actor(event.actor(), keys)));
    }

    private String actor(String actor, List<ApiKeyRow> keys) {
        if (actor.startsWith("key ")) {
            String id = actor.substring(4);
            return keys.stream()
                    .filter(k -> k.id().equals(id))
                    .findFirst()
                    .map(k -> words.say("actor_key", Shown.text(k.name()), id))
                    .orElse(actor);
        }
        return words.find("actor_" + actor).orElseGet(() -> {
            try {
                return name(PartyId.parse(actor));
            } catch (IllegalArgumentException e) {
                return Shown.text(actor);
            }
        });
    }

    private List<MessageView.Fact> facts(StoredMessage message) {
        Envelope envelope = message.envelope();
        List<MessageView.Fact> facts = new ArrayList<>();
        text(facts, "kind", words.say("kind_" + envelope.kind().label()));
        text(facts, "from", name(envelope.from()));
        text(facts, "to", name(envelope.to()));
        at(facts, "made", envelope.time());
        at(facts, "stored_" + message.direction().label(), message.created());
        message.fetched().ifPresent(t -> at(facts, "acknowledged", t));
        text(facts, "type", envelope.documentType());
        if (!envelope.keys().isEmpty()) {
            text(
                    facts,
                    "keys",
                    envelope.keys().entrySet().stream()
                            .map(k -> k.getKey() + ": " + k.getValue())
                            .collect(Collectors.joining(", ")));
        }
        envelope.purpose().ifPresent(p -> text(facts, "purpose", p));
        envelope.legalBasis().ifPresent(b -> text(facts, "legalBasis", b));
        envelope.acting().ifPresent(a -> {
            text(facts, "acting", words.say("fact_acting_value", a.subject(), a.provider()));
        });
        text(facts, "speed", words.say("speed_" + envelope.speed().code()));
        text(facts, "secrecy", words.say("secrecy_" + envelope.secrecy().code()));
        envelope.conversation().ifPresent(c -> text(facts, "conversation", c));
        envelope.reason().ifPresent(r -> text(facts, "reason", r));
        message.verdict().ifPresent(v -> text(facts, "verdict", verdict(v)));
        message.note().ifPresent(n -> text(facts, "note", n));
        facts.add(MessageView.Fact.code(words.say("fact_number"), envelope.id().toString()));
        facts.add(
                MessageView.Fact.code(words.say("fact_digest"), message.digest().hex()));
        return facts;
    }

    private void text(List<MessageView.Fact> facts, String name, String text) {
        facts.add(MessageView.Fact.text(words.say("fact_" + name), Shown.text(text)));
    }

    private void at(List<MessageView.Fact> facts, String name, Instant time) {
        facts.add(MessageView.Fact.at(words.say("fact_" + name), moment(time)));
    }

    private String name(PartyId party) {
        return Shown.text(parties.name(party, visit.lang()));
    }

    private Moment moment(Instant time) {
        return Moment.of(time, visit.lang(), zone);
    }
}
