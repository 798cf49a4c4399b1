package dev.vdx.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.Sha256;
import dev.vdx.node.pull.Issuer;
import dev.vdx.node.push.Lender;
import dev.vdx.node.push.ReceiptTaker;
import dev.vdx.node.push.Receiver;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.StoredMessage;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/** What other nodes call ({@code spec/exchange.md}, 6). The signatures of what they send are their authentication. */
public final class ExchangeListener {
    private static final String MESSAGE = "application/vnd.etsi.asic-e+zip";
    private static final String RECEIPT = "application/jose";
    private static final int MOST_RECEIPT = 256 << 10;

    private ExchangeListener() {}

    /**
     * Starts it.
     *
     * @param verify the page Verify for everybody, if it is turned on
     */
    public static Listener start(
            Endpoint endpoint,
            Receiver receiver,
            Issuer issuer,
            ReceiptTaker receipts,
            Lender lender,
            Optional<VerifyRoutes> verify) {
        return Listener.start(endpoint, config -> {
            config.routes.post("/exchange/v1/messages", ctx -> message(ctx, receiver));
            config.routes.get("/exchange/v1/messages/{id}/documents/{n}", ctx -> DocumentAnswer.lend(ctx, lender));
            config.routes.post("/exchange/v1/requests", ctx -> request(ctx, issuer));
            config.routes.post("/exchange/v1/receipts", ctx -> receipt(ctx, receipts));
            config.routes.get("/health/live", ctx -> ctx.result("{\"status\":\"live\"}"));
            verify.ifPresent(v -> v.register(config));
        });
    }

    private static void message(Context ctx, Receiver receiver) throws Refusal, IOException {
        requireType(ctx, MESSAGE);
        try (InputStream body = ctx.bodyInputStream()) {
            String digest = Optional.ofNullable(ctx.header("Content-Digest")).orElse("");
            Optional<String> receipt = receiver.receive(body, digest);
            if (receipt.isPresent()) {
                ctx.status(200).contentType(RECEIPT).result(receipt.get());
            } else {
                ctx.status(202);
            }
        }
    }

    private static void request(Context ctx, Issuer issuer) throws Refusal, IOException {
        requireType(ctx, MESSAGE);
        Optional<StoredMessage> answer;
        try (InputStream body = ctx.bodyInputStream()) {
            answer = issuer.answer(
                    body, Optional.ofNullable(ctx.header("Content-Digest")).orElse(""));
        }
        if (answer.isEmpty()) {
            ctx.status(202);
            return;
        }
        ctx.status(200)
                .contentType(MESSAGE)
                .header("Content-Digest", answer.get().digest().contentDigest());
        ctx.header("Content-Length", Long.toString(answer.get().size()));
        try (InputStream in = Files.newInputStream(issuer.container(answer.get()))) {
            in.transferTo(ctx.outputStream());
        }
    }

    private static void receipt(Context ctx, ReceiptTaker receipts) throws Refusal, IOException {
        requireType(ctx, RECEIPT);
        byte[] bytes = Body.of(ctx, MOST_RECEIPT);
        if (!Sha256.of(bytes).contentDigest().equals(ctx.header("Content-Digest"))) {
            throw new Refusal(400, "content-digest", "Content-Digest is missing or is not the digest of what came");
        }
        try {
            receipts.take(new String(bytes, US_ASCII).strip());
        } catch (ExchangeException e) {
            throw Refusal.of(e);
        }
        ctx.status(204);
    }

    private static void requireType(Context ctx, String type) throws Refusal {
        if (!type.equals(ctx.contentType())) {
            throw new Refusal(415, "media-type", "send " + type);
        }
    }
}
