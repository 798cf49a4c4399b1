package dev.vdx.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.MessageId;
import dev.vdx.node.page.Pages;
import dev.vdx.node.page.Sessions;
import dev.vdx.node.page.Visit;
import dev.vdx.node.push.Dispatch;
import dev.vdx.node.push.Mailbox;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.ApiKeyRow;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.StoredMessage;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of the local listener: who is signed in, and what their forms do. A reader signs in with an API key and gets a
 * session; every form must bring back the session's token.
 */
public final class PageRoutes {
    private static final String SESSION = "vdx_session";
    private static final String FORM = "vdx_form";
    private static final int TEN_MINUTES = 600;

    private final Pages pages;
    private final Sessions sessions;
    private final VerifyRoutes verify;
    private final Dispatch dispatch;
    private final Database database;
    private final Clock clock;
    private final PageAnswers answers;

    public PageRoutes(
            Pages pages, Sessions sessions, VerifyRoutes verify, Dispatch dispatch, Database database, Clock clock) {
        this.pages = pages;
        this.sessions = sessions;
        this.verify = verify;
        this.dispatch = dispatch;
        this.database = database;
        this.clock = clock;
        this.answers = new PageAnswers(pages);
    }

    /** Somebody signed in. */
    private record SignedIn(Sessions.Session session, ApiKeyRow key) {
        String actor() {
            return "key " + key.id();
        }
    }

    /** What a reader's page does. */
    private interface ReaderHandler {
        void handle(Context ctx, Visit visit, SignedIn reader) throws Exception;
    }

    void register(JavalinConfig config, Mailbox mailbox, MessageFiles files) {
        PageAnswers.register(config);
        config.routes.get("/", ctx -> PageAnswers.away(ctx, "/inbox"));
        config.routes.get("/login", answers.page(this::visit, ctx -> login(ctx, Optional.empty())));
        config.routes.post("/login", answers.page(this::visit, this::logIn));
        config.routes.post("/logout", form("read", (ctx, visit, reader) -> {
            sessions.close(Optional.ofNullable(ctx.cookie(SESSION)).orElse(""));
            PageAnswers.cookie(ctx, SESSION, "", 0);
            PageAnswers.away(ctx, "/login?over=no");
        }));
        config.routes.get("/verify", reads((ctx, visit, reader) -> verify.show(ctx, visit)));
        config.routes.post(
                "/verify", reads((ctx, visit, reader) -> verify.examine(ctx, visit, reader.session()::owns)));
        for (Direction direction : Direction.values()) {
            String box = direction == Direction.IN ? "/inbox" : "/outbox";
            config.routes.get(box, reads((ctx, visit, reader) -> list(ctx, visit, direction)));
            config.routes.get(
                    box + "/{id}",
                    reads((ctx, visit, reader) -> PageAnswers.show(
                            ctx,
                            pages.message(
                                    visit,
                                    mailbox.message(direction, id(ctx)),
                                    Optional.ofNullable(ctx.queryParam("done"))))));
            config.routes.get(box + "/{id}/message", reads((ctx, visit, reader) -> files.container(ctx, direction)));
            config.routes.get(box + "/{id}/evidence", reads((ctx, visit, reader) -> files.evidence(ctx, direction)));
        }
        config.routes.get("/inbox/{id}/documents/{n}", reads((ctx, visit, reader) -> files.document(ctx)));
        config.routes.post("/inbox/{id}/acknowledge", form("read", (ctx, visit, reader) -> {
            mailbox.acknowledge(id(ctx), reader.actor());
            done(ctx, "/inbox/", "acknowledged");
        }));
        config.routes.post(
                "/inbox/{id}/accept",
                form(
                        "decide",
                        (ctx, visit, reader) -> decide(ctx, visit, reader, mailbox, "registerNumber", "acceptText")));
        config.routes.post(
                "/inbox/{id}/reject",
                form("decide", (ctx, visit, reader) -> decide(ctx, visit, reader, mailbox, "reason", "rejectText")));
        config.routes.post("/outbox/{id}/resend", form("send", (ctx, visit, reader) -> {
            mailbox.resend(id(ctx), reader.actor());
            done(ctx, "/outbox/", "resent");
        }));
    }

    private static MessageId id(Context ctx) throws Refusal {
        return MessageFiles.id(ctx.pathParam("id"));
    }

    private static void done(Context ctx, String box, String what) throws Refusal {
        PageAnswers.away(ctx, box + id(ctx) + "?done=" + what);
    }

    /** Whose session it is; one whose key was taken back is over. */
    private Optional<SignedIn> signedIn(Context ctx) {
        return Optional.ofNullable(ctx.cookie(SESSION))
                .flatMap(sessions::find)
                .flatMap(session -> database.read(t -> t.apiKeys().find(session.key()))
                        .filter(k -> k.revoked().isEmpty())
                        .map(k -> new SignedIn(session, k)));
    }

    private Visit visit(Context ctx) {
        return visit(ctx, signedIn(ctx));
    }

    private static Visit visit(Context ctx, Optional<SignedIn> reader) {
        return new Visit(
                PageAnswers.lang(ctx),
                PageAnswers.back(ctx),
                reader.map(r -> new Visit.Reader(
                        r.key().name(), r.key().scopes(), r.session().token())));
    }

    /** A page for readers; others are sent to log in first. */
    private Handler reads(ReaderHandler handler) {
        return answers.page(this::visit, ctx -> {
            Optional<SignedIn> reader =
                    signedIn(ctx).filter(r -> r.key().scopes().contains("read"));
            if (reader.isEmpty()) {
                PageAnswers.away(ctx, "/login");
                return;
            }
            handler.handle(ctx, visit(ctx, reader), reader.get());
        });
    }

    /** A form of a reader's page. */
    private Handler form(String scope, ReaderHandler handler) {
        return reads((ctx, visit, reader) -> {
            if (!reader.session().owns(given(ctx, "token"))) {
                throw new Refusal(403, "form-stale", "the form is not from a page of this session");
            }
            if (!reader.key().scopes().contains(scope)) {
                throw new Refusal(403, "scope-missing", scope);
            }
            handler.handle(ctx, visit, reader);
        });
    }

    private static String given(Context ctx, String name) {
        return Optional.ofNullable(ctx.formParam(name)).orElse("").strip();
    }

    private void login(Context ctx, Optional<String> error) {
        String token = Optional.ofNullable(ctx.cookie(FORM))
                .filter(t -> t.matches("[A-Za-z0-9_-]{43}"))
                .orElseGet(sessions::secret);
        PageAnswers.cookie(ctx, FORM, token, TEN_MINUTES);
        Optional<String> notice = Optional.ofNullable(ctx.queryParam("over")).map(o -> "logged_out");
        PageAnswers.show(ctx, pages.login(PageAnswers.anonymous(ctx), token, "/inbox", notice, error));
    }

    /** The form must bring what its own page put into a cookie, so that no other site can log anybody in. */
    private void logIn(Context ctx) throws Refusal {
        String token = Optional.ofNullable(ctx.cookie(FORM)).orElse("");
        if (token.isEmpty()
                || !MessageDigest.isEqual(
                        token.getBytes(UTF_8), given(ctx, "token").getBytes(UTF_8))) {
            throw new Refusal(403, "form-stale", "the form is not from this node's page");
        }
        String actor;
        try {
            actor = new ApiKeyCheck(database, Optional.empty())
                    .require(Optional.of("Bearer " + given(ctx, "key")), "read");
        } catch (Refusal e) {
            ctx.status(e.status());
            login(ctx, Optional.of(e.code()));
            return;
        }
        database.change(t -> t.audit().add(clock.instant(), actor, "session.opened", actor, ""));
        PageAnswers.cookie(ctx, SESSION, sessions.open(actor.substring("key ".length())), -1);
        PageAnswers.away(ctx, PageAnswers.ours(ctx.formParam("to")).orElse("/inbox"));
    }

    private void list(Context ctx, Visit visit, Direction direction) throws Refusal {
        String before = ctx.queryParam("before");
        Optional<MessageId> earlier = before == null ? Optional.empty() : Optional.of(MessageFiles.id(before));
        PageAnswers.show(ctx, pages.list(visit, direction, ctx.queryParam("show") != null, earlier));
    }

    private void decide(Context ctx, Visit visit, SignedIn reader, Mailbox mailbox, String field, String textField)
            throws Refusal {
        StoredMessage message = mailbox.message(Direction.IN, id(ctx));
        String value = given(ctx, field);
        String text = given(ctx, "text");
        boolean accepts = field.equals("registerNumber");
        if (value.isEmpty() || value.length() > Pages.MOST_TEXT || text.length() > Pages.MOST_TEXT) {
            String key = !value.isEmpty() ? "too_long" : accepts ? "need_number" : "need_reason";
            ctx.status(422);
            PageAnswers.show(ctx, pages.message(visit, message, field, key, Map.of(field, value, textField, text)));
            return;
        }
        dispatch.decide(
                message.envelope().id(),
                accepts ? Optional.of(value) : Optional.empty(),
                accepts ? Optional.empty() : Optional.of(value),
                Optional.of(text).filter(t -> !t.isEmpty()),
                reader.actor());
        done(ctx, "/inbox/", accepts ? "accepted" : "rejected");
    }
}
