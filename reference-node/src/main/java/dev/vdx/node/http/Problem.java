package dev.vdx.node.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;

/** Problem reports (RFC 9457); the type says who failed: {@code caller} or {@code node}. */
final class Problem {
    static final String TYPE = "application/problem+json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Problem() {}

    static void answer(Context ctx, int status, String code, String detail) {
        ctx.status(status).contentType(TYPE).result(text(status, code, detail));
        if (status == 503) {
            ctx.header("Retry-After", "5");
        } else if (status == 401) {
            // RFC 9110, 15.5.2.
            ctx.header("WWW-Authenticate", "Bearer");
        }
    }

    static String text(int status, String code, String detail) {
        String who = status >= 500 ? "node" : "caller";
        ObjectNode problem = MAPPER.createObjectNode();
        problem.put("type", "urn:vdx:problem:" + who + ":" + code);
        problem.put("title", code.replace('-', ' '));
        problem.put("status", status);
        problem.put("detail", detail);
        return problem.toString();
    }
}
