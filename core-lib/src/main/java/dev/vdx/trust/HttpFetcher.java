package dev.vdx.trust;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;

/** Fetches by HTTP; follows redirects from GETs, from http or https to http or https, never from https to http. */
final class HttpFetcher implements Fetcher {
    private static final int MOST_REDIRECTS = 3;

    @Override
    public byte[] fetch(FetchRequest request) throws FetchException {
        URI address = request.address();
        long until = System.nanoTime() + request.timeout().toNanos();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            requireAllowed(address);
            Duration left = hop == 0 ? request.timeout() : Duration.ofNanos(until - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw new FetchException("no answer within " + request.timeout().toMillis() + " ms");
            }
            HttpAnswer answer = Http.send(builder(request, address), request.largest(), left);
            if (answer.status() == 200) {
                if (answer.isPage()) {
                    throw new FetchException("HTML page");
                }
                return answer.body();
            }
            address = redirected(request, address, answer);
        }
        throw new FetchException("more than " + MOST_REDIRECTS + " redirects");
    }

    private static HttpRequest.Builder builder(FetchRequest request, URI address) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address).header("Accept", request.accept());
        request.body()
                .ifPresent(body -> builder.header("Content-Type", body.type())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes())));
        return builder;
    }

    private static URI redirected(FetchRequest request, URI from, HttpAnswer answer) throws FetchException {
        boolean redirect = switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
        if (!redirect || answer.location().isEmpty() || request.body().isPresent()) {
            throw new FetchException("HTTP " + answer.status()
                    + answer.retryAfter().map(after -> ", retry after " + after).orElse(""));
        }
        try {
            URI to = from.resolve(answer.location().get());
            if (scheme(from).equals("https") && !scheme(to).equals("https")) {
                throw new FetchException("redirected from https to another scheme");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new FetchException("redirected to something that is no address");
        }
    }

    private static void requireAllowed(URI address) throws FetchException {
        if (!Http.isHttp(address)) {
            throw new FetchException("address is neither http nor https");
        }
        // Cloud machines hand out their secrets at link-local addresses; no certificate has business there.
        if (address.getHost().startsWith("169.254.")
                || address.getHost().toLowerCase(Locale.ROOT).startsWith("[fe80:")) {
            throw new FetchException("link-local address");
        }
    }

    private static String scheme(URI address) {
        return address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    }
}
