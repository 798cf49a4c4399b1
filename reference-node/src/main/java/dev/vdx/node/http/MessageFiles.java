package dev.vdx.node.http;

import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.Message;
import dev.vdx.exchange.MessageId;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.node.push.EvidenceFile;
import dev.vdx.node.push.Mailbox;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.StoredMessage;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

/** Files of a message, for whoever may read it: its container, its evidence, its documents. */
final class MessageFiles {
    private static final String CONTAINER = "application/vnd.etsi.asic-e+zip";

    private final Mailbox mailbox;
    private final EvidenceFile evidence;
    private final Blobs blobs;

    MessageFiles(Mailbox mailbox, EvidenceFile evidence, Blobs blobs) {
        this.mailbox = mailbox;
        this.evidence = evidence;
        this.blobs = blobs;
    }

    static MessageId id(String text) throws Refusal {
        try {
            return MessageId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "malformed", String.valueOf(e.getMessage()));
        }
    }

    private StoredMessage message(Context ctx, Direction direction) throws Refusal {
        return mailbox.message(direction, id(ctx.pathParam("id")));
    }

    void container(Context ctx, Direction direction) throws Refusal, IOException {
        StoredMessage message = withPayload(message(ctx, direction));
        ctx.contentType(CONTAINER)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + message.envelope().id() + ".asice\"")
                .result(Files.newInputStream(blobs.place(message.digest())));
    }

    void evidence(Context ctx, Direction direction) throws Refusal, IOException {
        StoredMessage message = message(ctx, direction);
        try (Blobs.Incoming file = evidence.make(message);
                InputStream in = file.stream()) {
            ctx.contentType(CONTAINER)
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"evidence-"
                                    + message.envelope().id() + ".asice\"")
                    .header("Content-Length", Long.toString(file.size()));
            in.transferTo(ctx.outputStream());
        }
    }

    void document(Context ctx) throws Refusal, IOException {
        StoredMessage message = withPayload(message(ctx, Direction.IN));
        String n = ctx.pathParam("n");
        List<DocumentEntry> documents = message.envelope().documents();
        if (!n.matches("[1-9][0-9]{0,2}") || Integer.parseInt(n) > documents.size()) {
            throw new Refusal(404, "no-such-document", "its documents are numbered from 1 to " + documents.size());
        }
        DocumentEntry document = documents.get(Integer.parseInt(n) - 1);
        try (Source source = Source.file(blobs.place(message.digest()));
                InputStream in = document.byReference()
                        ? Files.newInputStream(blobs.place(document.digest()))
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
}
