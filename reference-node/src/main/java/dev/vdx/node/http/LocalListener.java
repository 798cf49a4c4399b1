package dev.vdx.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.Message;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.Sha256;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.node.push.Dispatch;
import dev.vdx.node.push.Draft;
import dev.vdx.node.push.EvidenceFile;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.node.store.StoredMessage;
import io.javalin.http.Context;
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
    private final EvidenceFile evidence;
    private final Database database;
    private final Blobs blobs;
    private final ApiKeyCheck keys;
    private final long largest;
    private final Clock clock;

    private LocalListener(
            Dispatch dispatch, EvidenceFile evidence, Database database, Blobs blobs, long largest, Clock clock) {
        this.dispatch = dispatch;
        this.evidence = evidence;
        this.database = database;
        this.blobs = blobs;
        this.keys = new ApiKeyCheck(database);
        this.largest = largest;
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @param ready empty when all is well, else what is not
     * @param metrics the metrics in Prometheus' text format
     */
    public static Listener start(
            String host,
            int port,
            Dispatch dispatch,
            EvidenceFile evidence,
            Database database,
            Blobs blobs,
            long largest,
            Supplier<List<String>> ready,
            Supplier<String> metrics,
            Clock clock) {
        LocalListener local = new LocalListener(dispatch, evidence, database, blobs, largest, clock);
        return Listener.start(host, port, config -> {
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
            config.routes.get("/local/v1/{box}/{id}/message", local::container);
            config.routes.get("/local/v1/{box}/{id}/evidence", local::evidence);
            config.routes.delete("/local/v1/{box}/{id}/message", local::forget);
            config.routes.get("/local/v1/inbox/{id}/documents/{n}", local::document);
            config.routes.post("/local/v1/inbox/{id}/acknowledge", local::acknowledge);
            config.routes.post("/local/v1/inbox/{id}/decision", local::decide);
        });
    }

    private static void ready(Context ctx, List<String> troubles) {
        ObjectNode json = MessageJson.MAPPER.createObjectNode();
        json.put("status", troubles.isEmpty() ? "ready" : "not ready");
        ArrayNode list = json.putArray("troubles");
        troubles.forEach(list::add);
        ctx.status(troubles.isEmpty() ? 200 : 503).result(json.toString());
    }

    private String caller(Context ctx, String scope) throws Refusal {
        return keys.require(Optional.ofNullable(ctx.header("Authorization")), scope);
    }

    private void handIn(Context ctx) throws Refusal, IOException {
        caller(ctx, "send");
        try (InputStream body = ctx.bodyInputStream()) {
            Dispatch.HandedIn document = dispatch.handIn(body, largest);
            ObjectNode json = MessageJson.MAPPER.createObjectNode();
            json.put("sha256", document.digest().hex());
            json.put("size", document.size());
            ctx.status(201).result(json.toString());
        }
    }

    private void send(Context ctx) throws Refusal, IOException {
        String caller = caller(ctx, "send");
        Optional<String> clientKey = Optional.ofNullable(ctx.header("Idempotency-Key"));
        if (clientKey.filter(k -> !k.matches("[\\x21-\\x7e]{1,200}")).isPresent()) {
            throw new Refusal(400, "malformed", "an Idempotency-Key has 1 to 200 visible ASCII characters");
        }
        Draft draft = DraftReader.draft(ctx.bodyAsBytes(), clientKey);
        StoredMessage message = dispatch.send(draft, caller);
        ctx.status(201)
                .header("Location", "/local/v1/outbox/" + message.envelope().id())
                .result(MessageJson.of(message).toString());
    }

    private void resend(Context ctx) throws Refusal {
        String caller = caller(ctx, "send");
        MessageId id = id(ctx);
        boolean again = database.write(t -> {
            boolean found = t.outbox().resend(id, clock.instant());
            if (found) {
                t.messages().state(Direction.OUT, id, MessageState.QUEUED, Optional.empty());
                t.audit().add(clock.instant(), caller, "message.resent", id.toString(), "");
            }
            return found;
        });
        if (!again) {
            throw new Refusal(409, "not-dead", "only a message that was given up can be sent again");
        }
        ctx.status(202);
    }

    private void list(Context ctx) throws Refusal {
        caller(ctx, "read");
        Direction direction = direction(ctx);
        Optional<MessageId> before = Optional.ofNullable(ctx.queryParam("before"))
                        .isPresent()
                ? Optional.of(id(Optional.ofNullable(ctx.queryParam("before")).orElse("")))
                : Optional.empty();
        boolean unread = "true".equals(ctx.queryParam("unread"));
        ArrayNode list = MessageJson.MAPPER.createArrayNode();
        database.read(t -> t.messages().list(direction, before, unread, PAGE))
                .forEach(m -> list.add(MessageJson.of(m)));
        ctx.result(list.toString());
    }

    private void show(Context ctx) throws Refusal {
        caller(ctx, "read");
        StoredMessage message = message(ctx, direction(ctx));
        MessageId id = message.envelope().id();
        ctx.result(database.read(t -> MessageJson.of(
                        message,
                        t.receipts().of(message.direction(), id),
                        t.messages().about(id)))
                .toString());
    }

    private void container(Context ctx) throws Refusal, IOException {
        caller(ctx, "read");
        StoredMessage message = withPayload(message(ctx, direction(ctx)));
        ctx.contentType("application/vnd.etsi.asic-e+zip")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + message.envelope().id() + ".asice\"")
                .result(java.nio.file.Files.newInputStream(blobs.place(message.digest())));
    }

    private void evidence(Context ctx) throws Refusal, IOException {
        caller(ctx, "read");
        StoredMessage message = message(ctx, direction(ctx));
        try (Blobs.Incoming file = evidence.make(message);
                InputStream in = java.nio.file.Files.newInputStream(file.path())) {
            ctx.contentType("application/vnd.etsi.asic-e+zip")
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"evidence-"
                                    + message.envelope().id() + ".asice\"")
                    .header("Content-Length", Long.toString(file.size()));
            in.transferTo(ctx.outputStream());
        }
    }

    /** Deletes the content of a message; digests, envelope and receipts stay. */
    private void forget(Context ctx) throws Refusal {
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

    private void document(Context ctx) throws Refusal, IOException {
        caller(ctx, "read");
        StoredMessage message = withPayload(message(ctx, Direction.IN));
        String n = ctx.pathParam("n");
        List<DocumentEntry> documents = message.envelope().documents();
        if (!n.matches("[1-9][0-9]{0,2}") || Integer.parseInt(n) > documents.size()) {
            throw new Refusal(404, "no-such-document", "its documents are numbered from 1 to " + documents.size());
        }
        DocumentEntry document = documents.get(Integer.parseInt(n) - 1);
        try (Source source = Source.file(blobs.place(message.digest()));
                InputStream in = document.byReference()
                        ? java.nio.file.Files.newInputStream(blobs.place(document.digest()))
                        : Message.open(source, Limits.DEFAULT).document(document)) {
            // The name may hold any letter; what the browser may do with it is decided here, not by the sender.
            ctx.contentType("application/octet-stream").header("Content-Disposition", "attachment");
            ctx.header("Content-Length", Long.toString(document.size()));
            in.transferTo(ctx.outputStream());
        } catch (ExchangeException e) {
            throw new Refusal(500, "defect", "the stored message is damaged");
        }
    }

    private StoredMessage withPayload(StoredMessage message) throws Refusal {
        if (!message.payload() || !blobs.has(message.digest())) {
            throw new Refusal(410, "payload-deleted", "its content was deleted; digests and receipts are kept");
        }
        return message;
    }

    private void acknowledge(Context ctx) throws Refusal {
        String caller = caller(ctx, "read");
        MessageId id = message(ctx, Direction.IN).envelope().id();
        database.change(t -> {
            if (t.messages().acknowledge(id, clock.instant())) {
                t.audit().add(clock.instant(), caller, "message.acknowledged", id.toString(), "");
            }
        });
        ctx.status(204);
    }

    private void decide(Context ctx) throws Refusal {
        String caller = caller(ctx, "decide");
        JsonNode json = DraftReader.object(ctx.bodyAsBytes(), Set.of("registerNumber", "reason", "text"));
        String signed = dispatch.decide(
                id(ctx),
                DraftReader.text(json, "registerNumber"),
                DraftReader.text(json, "reason"),
                DraftReader.text(json, "text"),
                caller);
        ctx.status(201).contentType("application/jose").result(signed);
    }

    private StoredMessage message(Context ctx, Direction direction) throws Refusal {
        MessageId id = id(ctx);
        return database.read(t -> t.messages().find(direction, id))
                .orElseThrow(() -> new Refusal(404, "no-such-message", "no message of this id went that way"));
    }

    private static MessageId id(Context ctx) throws Refusal {
        return id(ctx.pathParam("id"));
    }

    private static MessageId id(String text) throws Refusal {
        try {
            return MessageId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "malformed", String.valueOf(e.getMessage()));
        }
    }

    private static Direction direction(Context ctx) throws Refusal {
        return switch (ctx.pathParam("box").toLowerCase(Locale.ROOT)) {
            case "inbox" -> Direction.IN;
            case "outbox" -> Direction.OUT;
            default -> throw new Refusal(404, "http-404", "no such address");
        };
    }
}
