package dev.vdx.node.peers;

import dev.vdx.exchange.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The wire to other nodes: follows no redirect, waits no longer and reads no more than it is told. */
public final class PeerClient {
    /** Media type of a message. */
    public static final String MESSAGE = "application/vnd.etsi.asic-e+zip";
    /** Media type of a receipt. */
    public static final String RECEIPT = "application/jose";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final HttpClient client;
    private final Duration patience;

    public PeerClient(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /**
     * Sends a message.
     *
     * @throws IOException if the other node cannot be reached, is too slow, or answers more than allowed
     */
    public PeerAnswer post(URI node, String path, Path message, Sha256 digest, int most)
            throws IOException, InterruptedException {
        return send(node, path, MESSAGE, digest.contentDigest(), HttpRequest.BodyPublishers.ofFile(message), most);
    }

    /**
     * Sends a receipt.
     *
     * @throws IOException as {@link #post}
     */
    public PeerAnswer postReceipt(URI node, byte[] receipt, int most) throws IOException, InterruptedException {
        return send(
                node,
                "/exchange/v1/receipts",
                RECEIPT,
                Sha256.of(receipt).contentDigest(),
                HttpRequest.BodyPublishers.ofByteArray(receipt),
                most);
    }

    private PeerAnswer send(URI node, String path, String type, String digest, HttpRequest.BodyPublisher body, int most)
            throws IOException, InterruptedException {
        String base = node.toString();
        URI address = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", type)
                .header("Content-Digest", digest)
                .header("Accept", RECEIPT + ", " + MESSAGE + ", application/problem+json")
                .POST(body)
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("the other node answers more than " + most + " bytes");
            }
            String media = response.headers().firstValue("Content-Type").orElse("");
            int semicolon = media.indexOf(';');
            String plain = (semicolon < 0 ? media : media.substring(0, semicolon))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            Optional<Long> retryAfter = response.headers()
                    .firstValue("Retry-After")
                    .filter(v -> SECONDS.matcher(v).matches())
                    .map(Long::valueOf);
            return new PeerAnswer(response.statusCode(), plain, retryAfter, bytes);
        }
    }
}
