package dev.vdx.trust;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 with limits on size and on the time of the whole exchange. Follows no redirect by itself. */
public final class Http {

    private Http() {}

    /** Made at first use, so that whoever stays offline pays nothing and opens nothing. */
    private static final class Client {
        static final HttpClient INSTANCE = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Posts a body, for the neighbour room that signs remotely.
     *
     * @param largest most bytes to accept
     * @param timeout for the whole exchange
     * @throws FetchException without an answer; its message says why in a few words
     */
    public static HttpAnswer post(URI to, Map<String, String> headers, byte[] body, int largest, Duration timeout)
            throws FetchException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request, largest, timeout);
    }

    static HttpAnswer send(HttpRequest.Builder request, int largest, Duration timeout) throws FetchException {
        return send(Client.INSTANCE, request, largest, timeout);
    }

    /** A client that speaks TLS in its own way. */
    static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls)
                .build();
    }

    static HttpAnswer send(HttpClient client, HttpRequest.Builder request, int largest, Duration timeout)
            throws FetchException {
        HttpRequest built = request.header("User-Agent", "vdx").timeout(timeout).build();
        CompletableFuture<HttpResponse<byte[]>> future =
                client.sendAsync(built, info -> new LimitedBody(info, largest));
        try {
            HttpResponse<byte[]> response = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new HttpAnswer(
                    response.statusCode(),
                    HttpAnswer.mediaType(
                            response.headers().firstValue("Content-Type").orElse("")),
                    response.headers().firstValue("Retry-After"),
                    response.headers().firstValue("Location"),
                    response.body());
        } catch (TimeoutException e) {
            throw new FetchException("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new FetchException(reason(e.getCause(), timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException("interrupted");
        } finally {
            future.cancel(true);
        }
    }

    /** Whether an address is one we go to: http or https, with a host, without a password in it. */
    static boolean isHttp(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https"))
                && address.getHost() != null
                && address.getRawUserInfo() == null;
    }

    private static String reason(@Nullable Throwable cause, Duration timeout) {
        for (@Nullable Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof LimitedBody.TooLargeException) {
                return String.valueOf(at.getMessage());
            }
            if (at instanceof HttpTimeoutException) {
                return "no answer within " + timeout.toMillis() + " ms";
            }
            if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
                return "host not known";
            }
            if (at instanceof SSLException) {
                return "TLS failed: " + at.getMessage();
            }
        }
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        return cause instanceof IOException ? "connection broken" : "no answer";
    }
}
