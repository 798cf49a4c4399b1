package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.PartyId;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.StoredMessage;
import dev.vdx.node.store.Tables;
import dev.vdx.report.Shown;
import java.net.URLEncoder;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages as HTML. Everything that came from outside is escaped. Safe for several threads. */
public final class Pages {
    private static final int PAGE = 25;

    private final PartyId self;
    private final Parties parties;
    private final Database database;
    private final ZoneId zone;
    private final Templates templates = new Templates();

    /**
     * The pages.
     *
     * @param self whose node this is
     * @param zone whose time is shown
     */
    public Pages(PartyId self, Peers peers, Database database, ZoneId zone) {
        this.self = self;
        this.parties = new Parties(peers);
        this.database = database;
        this.zone = zone;
    }

    private String page(String template, Visit visit, String title, Object content) {
        Words words = visit.words();
        List<Link> nav = visit.reader().isEmpty()
                ? List.of()
                : List.of(
                        link(visit, "/inbox", words.say("inbox")),
                        link(visit, "/outbox", words.say("outbox")),
                        link(visit, "/verify", words.say("verify")));
        return templates.fill(
                template,
                new Frame(
                        words.all(),
                        title,
                        agency(visit),
                        URLEncoder.encode(visit.path(), UTF_8),
                        nav,
                        visit.reader(),
                        visit.reader().map(r -> words.say("signed_in", Shown.text(r.name()))),
                        words.say("time_zone", zone.getId()),
                        content));
    }

    private static Link link(Visit visit, String href, String label) {
        return new Link(href, label, visit.path().startsWith(href));
    }

    private String agency(Visit visit) {
        return Shown.text(parties.name(self, visit.lang()));
    }

    record Login(Optional<String> notice, Optional<String> error, String token, String to) {
        String describedBy() {
            return error.isPresent() ? "key-hint key-error" : "key-hint";
        }

        boolean wrong() {
            return error.isPresent();
        }
    }

    /**
     * Where one logs in.
     *
     * @param token of its form
     * @param to where to go then
     * @param notice key of what to say first
     * @param error code of what was wrong
     */
    public String login(Visit visit, String token, String to, Optional<String> notice, Optional<String> error) {
        Words words = visit.words();
        return page(
                "login",
                visit,
                words.say("login_title"),
                new Login(notice.flatMap(words::find), error.map(e -> problem(words, e, "read")), token, to));
    }

    /**
     * The inbox or the outbox.
     *
     * @param filtered whether only what waits for somebody: not acknowledged (in), given up (out)
     * @param before only those stored before the message of this id
     */
    public String list(Visit visit, Direction direction, boolean filtered, Optional<MessageId> before) {
        ListView.Wish wish = new ListView.Wish(direction, filtered, before);
        ListView view = database.read(tables -> {
            List<StoredMessage> found = tables.messages()
                    .list(
                            direction,
                            before,
                            filtered && direction == Direction.IN,
                            filtered && direction == Direction.OUT ? Optional.of(MessageState.DEAD) : Optional.empty(),
                            PAGE + 1);
            List<StoredMessage> shown = found.subList(0, Math.min(PAGE, found.size()));
            Map<MessageId, List<StoredMessage>> about = new HashMap<>();
            shown.forEach(m -> about.put(
                    m.envelope().id(), tables.messages().about(m.envelope().id())));
            return ListView.of(wish, shown, found.size() > PAGE, about, agency(visit), parties, visit.lang(), zone);
        });
        return page("list", visit, view.title(), view);
    }

    /**
     * One message.
     *
     * @param done what was just done to it, to be confirmed
     */
    public String message(Visit visit, StoredMessage message, Optional<String> done) {
        return message(visit, message, done, Optional.empty(), Map.of());
    }

    /**
     * One message, with a form to be corrected.
     *
     * @param field what is wrong: {@code registerNumber} or {@code reason}
     * @param key of the words that say what is
     * @param given what was filled in, by the field's id
     */
    public String message(Visit visit, StoredMessage message, String field, String key, Map<String, String> given) {
        String words = visit.words().say(key, MOST_TEXT);
        return message(visit, message, Optional.empty(), Optional.of(new MessageView.Wrong(field, words)), given);
    }

    /** Longest text of a form. */
    public static final int MOST_TEXT = 500;

    private String message(
            Visit visit,
            StoredMessage message,
            Optional<String> done,
            Optional<MessageView.Wrong> wrong,
            Map<String, String> given) {
        Map<String, String> filled =
                new HashMap<>(Map.of("registerNumber", "", "acceptText", "", "reason", "", "rejectText", ""));
        filled.putAll(given);
        MessageTeller.Known known = database.read(tables -> known(tables, message));
        MessageView view = new MessageTeller(visit, parties, zone).tell(known, done, wrong, filled);
        return page("message", visit, view.title(), view);
    }

    private static MessageTeller.Known known(Tables tables, StoredMessage message) {
        MessageId id = message.envelope().id();
        Envelope.Reference reference = message.envelope().reference();
        Map<String, StoredMessage> changes = new LinkedHashMap<>();
        reference.revokes().ifPresent(r -> find(tables, r).ifPresent(m -> changes.put("revokes", m)));
        reference.supersedes().ifPresent(r -> find(tables, r).ifPresent(m -> changes.put("supersedes", m)));
        reference.replyTo().ifPresent(r -> find(tables, r).ifPresent(m -> changes.put("replyTo", m)));
        return new MessageTeller.Known(
                message,
                tables.receipts().of(message.direction(), id),
                tables.messages().about(id),
                changes,
                tables.audit().about(id.toString()),
                tables.apiKeys().list());
    }

    private static Optional<StoredMessage> find(Tables tables, MessageId id) {
        return tables.messages()
                .find(Direction.IN, id)
                .or(() -> tables.messages().find(Direction.OUT, id));
    }

    record Verify(String title, String hint, Optional<String> error, Optional<String> token) {
        String describedBy() {
            return error.isPresent() ? "file-hint file-error" : "file-hint";
        }

        boolean wrong() {
            return error.isPresent();
        }
    }

    /**
     * Where one brings a file.
     *
     * @param largest largest file, in bytes
     * @param error code of what was wrong
     */
    public String verify(Visit visit, long largest, Optional<String> error) {
        Words words = visit.words();
        String title = words.say(visit.reader().isPresent() ? "verify_title" : "verify_public_title");
        return page(
                "verify",
                visit,
                title,
                new Verify(
                        title,
                        words.say("verify_hint", Sizes.of(largest, words)),
                        error.map(e -> problem(words, e, Sizes.of(largest, words))),
                        visit.reader().map(Visit.Reader::token)));
    }

    /** What looking at a file came to. */
    public String verdict(Visit visit, Examined examined) {
        VerdictView view = VerdictView.of(examined, visit, zone);
        return page("verdict", visit, view.answer(), view);
    }

    record Trouble(String words, Optional<String> english, String home, String homeLabel) {}

    /** Why something was not done. */
    public String refused(Visit visit, Refusal refusal) {
        Words words = visit.words();
        boolean known = words.find(key(refusal.code())).isPresent();
        boolean open = visit.reader().isPresent();
        return page(
                "problem",
                visit,
                words.say("problem_title"),
                new Trouble(
                        known ? problem(words, refusal.code(), refusal.detail()) : words.say("problem_other", ""),
                        known ? Optional.empty() : Optional.of(refusal.detail()),
                        open ? "/inbox" : "/verify",
                        words.say(open ? "problem_home" : "verify_again")));
    }

    private static String problem(Words words, String code, String detail) {
        return words.say(key(code), detail);
    }

    private static String key(String code) {
        return "problem_" + code.replace('-', '_');
    }
}
