package dev.vdx.node.http;

import dev.vdx.exchange.MessageId;
import dev.vdx.node.push.Lender;
import dev.vdx.node.push.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers with a document by reference, from where the caller asks (RFC 9110, 14: one range {@code bytes=N-}). */
final class DocumentAnswer {
    private static final Pattern TICKET = Pattern.compile("VDX ([A-Za-z0-9._-]{1,15000})");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-");

    private DocumentAnswer() {}

    static void lend(Context ctx, Lender lender) throws Refusal, IOException {
        Matcher ticket =
                TICKET.matcher(Optional.ofNullable(ctx.header("Authorization")).orElse(""));
        if (!ticket.matches()) {
            throw new Refusal(401, "ticket-missing", "give a signed ticket: Authorization: VDX …");
        }
        String n = ctx.pathParam("n");
        if (!NUMBER.matcher(n).matches()) {
            throw new Refusal(400, "malformed", "documents are numbered from 1");
        }
        Lender.Lent document = lender.lend(id(ctx), Integer.parseInt(n), ticket.group(1));
        long size = document.entry().size();
        Matcher range = RANGE.matcher(Optional.ofNullable(ctx.header("Range")).orElse(""));
        long from = range.matches() ? Long.parseLong(range.group(1)) : 0;
        ctx.contentType("application/octet-stream").header("Accept-Ranges", "bytes");
        if (from > 0 && from >= size) {
            ctx.header("Content-Range", "bytes */" + size);
            throw new Refusal(416, "range", "the document has " + size + " bytes");
        }
        if (range.matches() && size > 0) {
            ctx.status(206).header("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
        }
        ctx.header("Content-Length", Long.toString(size - from));
        try (InputStream in = Files.newInputStream(document.file())) {
            in.skipNBytes(from);
            in.transferTo(ctx.outputStream());
        }
    }

    private static MessageId id(Context ctx) throws Refusal {
        try {
            return MessageId.parse(ctx.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "malformed", String.valueOf(e.getMessage()));
        }
    }
}
