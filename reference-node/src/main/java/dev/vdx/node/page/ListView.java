package dev.vdx.node.page;

import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.MessageId;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.StoredMessage;
import dev.vdx.report.Lang;
import dev.vdx.report.Shown;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inbox or the outbox. */
record ListView(
        String title,
        String lead,
        List<Link> filters,
        List<Row> rows,
        Optional<String> empty,
        Optional<String> newest,
        Optional<String> older) {

    /** A message in it. */
    record Row(String href, String title, String kind, String party, Moment time, Badge state, List<Badge> marks) {
        boolean marked() {
            return !marks.isEmpty();
        }
    }

    boolean filled() {
        return !rows.isEmpty();
    }

    boolean paged() {
        return newest.isPresent() || older.isPresent();
    }

    /**
     * What to show.
     *
     * @param filtered whether only what waits for somebody: not acknowledged (in), given up (out)
     * @param before only those stored before the message of this id
     */
    record Wish(Direction direction, boolean filtered, Optional<MessageId> before) {
        String address() {
            return direction == Direction.IN ? "/inbox" : "/outbox";
        }

        String filter() {
            return direction == Direction.IN ? "unread" : "dead";
        }
    }

    static ListView of(
            Wish wish,
            List<StoredMessage> messages,
            boolean more,
            Map<MessageId, List<StoredMessage>> about,
            String self,
            Parties parties,
            Lang lang,
            ZoneId zone) {
        Words words = Words.of(lang);
        String box = wish.direction() == Direction.IN ? "inbox" : "outbox";
        String query = wish.filtered() ? "?show=" + wish.filter() : "";
        List<Row> rows = messages.stream()
                .map(m -> row(m, about.getOrDefault(m.envelope().id(), List.of()), words, parties, lang, zone))
                .toList();
        Optional<String> older = more
                ? Optional.of(wish.address() + (query.isEmpty() ? "?" : query + "&") + "before="
                        + messages.get(messages.size() - 1).envelope().id())
                : Optional.empty();
        return new ListView(
                words.say(box + "_title"),
                words.say(box + "_lead", self),
                List.of(
                        new Link(wish.address(), words.say("filter_all"), !wish.filtered()),
                        new Link(
                                wish.address() + "?show=" + wish.filter(),
                                words.say("filter_" + wish.filter()),
                                wish.filtered())),
                rows,
                rows.isEmpty()
                        ? Optional.of(words.say("empty_" + (wish.filtered() ? wish.filter() : "all")))
                        : Optional.empty(),
                wish.before().map(b -> wish.address() + query),
                older);
    }

    private static Row row(
            StoredMessage message, List<StoredMessage> about, Words words, Parties parties, Lang lang, ZoneId zone) {
        Envelope envelope = message.envelope();
        List<Badge> marks = new ArrayList<>();
        if (message.direction() == Direction.IN && message.fetched().isEmpty()) {
            marks.add(Badge.of(Icon.ALERT, "active", words.say("unread")));
        }
        for (StoredMessage later : about) {
            switch (later.envelope().kind()) {
                case REVOCATION -> marks.add(Badge.of(Icon.CROSS, "bad", words.say("mark_revoked")));
                case CORRECTION -> marks.add(Badge.of(Icon.REPLY, "doubt", words.say("mark_corrected")));
                default -> {
                    // What answers or follows a message leaves it as it is.
                }
            }
        }
        return new Row(
                address(message),
                title(envelope, words),
                words.say("kind_" + envelope.kind().label()),
                party(message, words, parties, lang),
                Moment.of(message.created(), lang, zone),
                Badge.of(message, words),
                marks.stream().distinct().toList());
    }

    static String address(StoredMessage message) {
        return (message.direction() == Direction.IN ? "/inbox/" : "/outbox/")
                + message.envelope().id();
    }

    static String party(StoredMessage message, Words words, Parties parties, Lang lang) {
        return words.say(message.direction() == Direction.IN ? "from" : "to", parties.name(message.peer(), lang));
    }

    /** Its first document, or what it is about. */
    static String title(Envelope envelope, Words words) {
        int documents = envelope.documents().size();
        if (documents == 0) {
            return Shown.text(envelope.documentType());
        }
        String first = Shown.text(envelope.documents().get(0).name());
        return documents == 1 ? first : first + " " + words.say("more_documents", documents - 1);
    }
}
