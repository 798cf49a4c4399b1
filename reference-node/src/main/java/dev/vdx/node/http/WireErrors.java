package dev.vdx.node.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what is no sound HTTP, and so never gets to a route, in the same form as everything else. */
final class WireErrors extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String code = status == 431 || status == 414 || status == 413 ? "over-limit" : "http-" + status;
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        Content.Sink.write(
                response, true, Problem.text(status, code, "the request is not one this node takes"), callback);
    }
}
