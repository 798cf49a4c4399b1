package dev.vdx.node.http;

import dev.vdx.exchange.ExchangeProblem;
import dev.vdx.node.push.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** Bodies that are held in memory. */
final class Body {
    /** Most bytes of JSON. */
    static final int MOST_JSON = 1 << 20;

    private Body() {}

    /** All of it; refused unread where its length says that it is too long, and read no further where it turns out to be. */
    static byte[] of(Context ctx, int most) throws Refusal, IOException {
        if (ctx.req().getContentLengthLong() > most) {
            throw tooLong(most);
        }
        byte[] bytes;
        try (InputStream body = ctx.bodyInputStream()) {
            bytes = body.readNBytes(most + 1);
        }
        if (bytes.length > most) {
            throw tooLong(most);
        }
        return bytes;
    }

    private static Refusal tooLong(int most) {
        return new Refusal(413, ExchangeProblem.OVER_LIMIT.code(), "this takes at most " + most + " bytes");
    }
}
