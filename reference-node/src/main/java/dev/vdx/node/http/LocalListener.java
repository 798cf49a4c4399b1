package dev.vdx.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.Sha256;
import dev.vdx.node.push.Dispatch;
import dev.vdx.node.push.Draft;
import dev.vdx.node.push.EvidenceFile;
import dev.vdx.node.push.Mailbox;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.StoredMessage;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the agency's own systems call, each with an API key of the scope it needs. */
public final class LocalListener {
    /** What a key may be allowed. */
    public static final Set<String> SCOPES = Set.of("send", "read", "decide", "delete");

    private static final int PAGE = 50;

    private final Dispatch dispatch;
    private final Mailbox mailbox;
    private final MessageFiles files;
    private final Database database;
    private final Blobs blobs;
    private final ApiKeyCheck keys;
    private final long largest;
    private final RateLimit rate;
    private final Clock clock;

    private LocalListener(
            Endpoint endpoint,
            Dispatch dispatch,
            EvidenceFile evidence,
            Database database,
            Blobs blobs,
            Optional<TokenCheck> tokens,
            Clock clock) {
        this.dispatch = dispatch;
        this.mailbox = new Mailbox(database, clock);
        this.files = new MessageFiles(mailbox, evidence, blobs);
        this.database = database;
        this.blobs = blobs;
        this.keys = new ApiKeyCheck(database, tokens);
        this.largest = endpoint.largest();
        this.rate = new RateLimit(endpoint.rate());
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @param ready whether the node can do its work
     * @param metrics the metrics in Prometheus' text format
     */
    public static Listener start(
            Endpoint endpoint,
            Dispatch dispatch,
            EvidenceFile evidence,
            Database database,
            Blobs blobs,
            Optional<TokenCheck> tokens,
            Supplier<Readiness> ready,
            Supplier<String> metrics,
            PageRoutes pages,
            Clock clock) {
        LocalListener local = new LocalListener(endpoint, dispatch, evidence, database, blobs, tokens, clock);
        return Listener.start(endpoint, config -> {
            config.routes.get("/health/live", ctx -> ctx.result("{\"status\":\"live\"}"));
            config.routes.get("/health/ready", ctx -> ready(ctx, ready.get()));
            config.routes.get(
                    "/metrics",
                    ctx -> ctx.contentType("text/plain; version=0.0.4").result(metrics.get()));
            config.routes.post("/local/v1/documents", local::handIn);
            config.routes.post("/local/v1/outbox", local::send);
            config.routes.post("/local/v1/outbox/{id}/resend", local::resend);
            config.routes.get("/local/v1/{box}", local::list);
            config.routes.get("/local/v1/{box}/{id}", local::show);
            config.routes.get(
                    "/local/v1/{box}/{id}/message", local.read(ctx -> local.files.container(ctx, direction(ctx))));
            config.routes.get(
                    "/local/v1/{box}/{id}/evidence", local.read(ctx -> local.files.evidence(ctx, direction(ctx))));
            config.routes.delete("/local/v1/{box}/{id}/message", local::forget);
            config.routes.get("/local/v1/inbox/{id}/documents/{n}", local.read(local.files::document));
            config.routes.post("/local/v1/inbox/{id}/acknowledge", local::acknowledge);
            config.routes.post("/local/v1/inbox/{id}/decision", local::decide);
            pages.register(config, local.mailbox, local.files);
        });
    }

    private static void ready(Context ctx, Readiness readiness) {
        List<String> troubles = readiness.troubles();
        ObjectNode json = MessageJson.MAPPER.createObjectNode();
        json.put("status", troubles.isEmpty() ? "ready" : "not ready");
        ArrayNode list = json.putArray("troubles");
        troubles.forEach(list::add);
        ArrayNode notes = json.putArray("notes");
        readiness.notes().forEach(notes::add);
        ctx.status(troubles.isEmpty() ? 200 : 503).result(json.toString());
    }

    private String caller(Context ctx, String scope) throws Refusal, RateExceededException {
        String caller = keys.require(Optional.ofNullable(ctx.header("Authorization")), scope);
        rate.take(caller);
        return caller;
    }

    private Handler read(Handler handler) {
        return ctx -> {
            caller(ctx, "read");
            handler.handle(ctx);
        };
    }

    private void handIn(Context ctx) throws Refusal, RateExceededException, IOException {
        caller(ctx, "send");
        try (InputStream body = ctx.bodyInputStream()) {
            Dispatch.HandedIn document = dispatch.handIn(body, largest);
            ObjectNode json = MessageJson.MAPPER.createObjectNode();
            json.put("sha256", document.digest().hex());
            json.put("size", document.size());
            ctx.status(201).result(json.toString());
        }
    }

    private void send(Context ctx) throws Refusal, RateExceededException, IOException {
        String caller = caller(ctx, "send");
        Optional<String> clientKey = Optional.ofNullable(ctx.header("Idempotency-Key"));
        if (clientKey.filter(k -> !k.matches("[\\x21-\\x7e]{1,200}")).isPresent()) {
            throw new Refusal(400, "malformed", "an Idempotency-Key has 1 to 200 visible ASCII characters");
        }
        Draft draft = DraftReader.draft(Body.of(ctx, Body.MOST_JSON), clientKey);
        StoredMessage message = dispatch.send(draft, caller);
        ctx.status(201)
                .header("Location", "/local/v1/outbox/" + message.envelope().id())
                .result(MessageJson.of(message).toString());
    }

    private void resend(Context ctx) throws Refusal, RateExceededException {
        String caller = caller(ctx, "send");
        mailbox.resend(id(ctx), caller);
        ctx.status(202);
    }

    private void list(Context ctx) throws Refusal, RateExceededException {
        caller(ctx, "read");
        Direction direction = direction(ctx);
        Optional<MessageId> before =
                Optional.ofNullable(ctx.queryParam("before")).isPresent()
                        ? Optional.of(MessageFiles.id(
                                Optional.ofNullable(ctx.queryParam("before")).orElse("")))
                        : Optional.empty();
        boolean unread = "true".equals(ctx.queryParam("unread"));
        ArrayNode list = MessageJson.MAPPER.createArrayNode();
        database.read(t -> t.messages().list(direction, before, unread, PAGE))
                .forEach(m -> list.add(MessageJson.of(m)));
        ctx.result(list.toString());
    }

    private void show(Context ctx) throws Refusal, RateExceededException {
        caller(ctx, "read");
        StoredMessage message = message(ctx, direction(ctx));
        MessageId id = message.envelope().id();
        ctx.result(database.read(t -> MessageJson.of(
                        message,
                        t.receipts().of(message.direction(), id),
                        t.messages().about(id)))
                .toString());
    }

    /** Deletes the content of a message; digests, envelope and receipts stay. */
    private void forget(Context ctx) throws Refusal, RateExceededException {
        String caller = caller(ctx, "delete");
        StoredMessage message = message(ctx, direction(ctx));
        if (message.state() == MessageState.QUEUED) {
            throw new Refusal(409, "not-sent", "this message is still to be sent");
        }
        Instant now = clock.instant();
        List<Sha256> unneeded = database.write(t -> {
            MessageId id = message.envelope().id();
            t.messages().forgetPayload(message.direction(), id);
            t.audit()
                    .add(
                            now,
                            caller,
                            "payload.deleted",
                            id.toString(),
                            message.digest().hex());
            return Stream.concat(
                            Stream.of(message.digest()),
                            message.envelope().documents().stream()
                                    .filter(DocumentEntry::byReference)
                                    .map(DocumentEntry::digest))
                    .filter(digest -> !t.messages().needs(digest))
                    .toList();
        });
        unneeded.forEach(blobs::delete);
        ctx.status(204);
    }

    private void acknowledge(Context ctx) throws Refusal, RateExceededException {
        String caller = caller(ctx, "read");
        mailbox.acknowledge(id(ctx), caller);
        ctx.status(204);
    }

    private void decide(Context ctx) throws Refusal, RateExceededException, IOException {
        String caller = caller(ctx, "decide");
        JsonNode json = DraftReader.object(Body.of(ctx, Body.MOST_JSON), Set.of("registerNumber", "reason", "text"));
        String signed = dispatch.decide(
                id(ctx),
                DraftReader.text(json, "registerNumber"),
                DraftReader.text(json, "reason"),
                DraftReader.text(json, "text"),
                caller);
        ctx.status(201).contentType("application/jose").result(signed);
    }

    private StoredMessage message(Context ctx, Direction direction) throws Refusal {
        return mailbox.message(direction, id(ctx));
    }

    private static MessageId id(Context ctx) throws Refusal {
        return MessageFiles.id(ctx.pathParam("id"));
    }

    private static Direction direction(Context ctx) throws Refusal {
        return switch (ctx.pathParam("box").toLowerCase(Locale.ROOT)) {
            case "inbox" -> Direction.IN;
            case "outbox" -> Direction.OUT;
            default -> throw new Refusal(404, "http-404", "no such address");
        };
    }
}
