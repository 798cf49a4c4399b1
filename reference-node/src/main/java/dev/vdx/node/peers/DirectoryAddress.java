package dev.vdx.node.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The directory at an address, asked for again only if it changed ({@code ETag}, {@code Last-Modified}; RFC 9110, 13). */
public final class DirectoryAddress implements DirectorySource {
    private static final String ETAG = "etag";
    private static final String LAST_MODIFIED = "last-modified";

    private final WebClient client;
    private final URI address;
    private Map<String, String> validators = Map.of();

    public DirectoryAddress(WebClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    @Override
    public Optional<String> read() throws IOException {
        Map<String, String> headers = new HashMap<>(validators);
        headers.put("Accept", "application/jose");
        try (WebClient.Answer answer = client.get(address, headers)) {
            if (answer.status() == 304 && !validators.isEmpty()) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw new IOException("its address answers " + answer.status());
            }
            if (answer.type().equals("text/html")) {
                throw new IOException("its address answers a page for people, not a directory");
            }
            String text = new String(answer.bytes(LARGEST), US_ASCII).strip();
            Map<String, String> next = new HashMap<>();
            answer.header(ETAG).ifPresent(v -> next.put("If-None-Match", v));
            answer.header(LAST_MODIFIED).ifPresent(v -> next.put("If-Modified-Since", v));
            validators = Map.copyOf(next);
            return Optional.of(text);
        }
    }

    /** What was given was no good: it is asked for whole again. */
    @Override
    public void refused() {
        validators = Map.of();
    }
}
