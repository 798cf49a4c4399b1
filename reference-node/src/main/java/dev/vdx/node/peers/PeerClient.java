package dev.vdx.node.peers;

import dev.vdx.exchange.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The wire to other nodes: follows no redirect, waits no longer and reads no more than it is told. */
public final class PeerClient {
    /** Media type of a message. */
    public static final String MESSAGE = "application/vnd.etsi.asic-e+zip";
    /** Media type of a receipt. */
    public static final String RECEIPT = "application/jose";

    /** Bytes a second a line must carry at least, so that a large message is not given up while it goes out. */
    private static final long SLOWEST = 64 << 10;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final HttpClient client;
    private final Duration patience;

    /**
     * A client.
     *
     * @param tls whom it trusts as another node, and the certificate it shows; host names are checked always
     */
    public PeerClient(Duration patience, SSLContext tls) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .sslContext(tls)
                .sslParameters(protocols(tls))
                .build();
    }

    private static SSLParameters protocols(SSLContext tls) {
        SSLParameters parameters = tls.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return parameters;
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

    /**
     * Whether another node answers at all: its {@code /health/live}.
     *
     * @throws IOException if it cannot be reached
     */
    public PeerPulse pulse(URI node) throws IOException, InterruptedException {
        String base = node.toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + (base.endsWith("/") ? "" : "/") + "health/live"))
                .timeout(patience)
                .build();
        HttpResponse<Void> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (HttpTimeoutException e) {
            SocketTimeoutException slow = new SocketTimeoutException("no answer within " + patience);
            slow.initCause(e);
            throw slow;
        }
        return new PeerPulse(
                response.statusCode(), response.headers().firstValue("Date").flatMap(PeerClient::time));
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Takes a body of any size with the {@code Content-Digest} it came with. */
    public interface Taker {
        /** Takes it, before the connection is let go. */
        void take(InputStream body, String contentDigest) throws IOException;
    }

    /**
     * Sends a request; a message that answers it is given to the taker.
     *
     * @throws IOException as {@link #post}, and what the taker throws
     */
    public PeerAnswer ask(URI node, Path message, Sha256 digest, int most, Taker taker)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = exchange(
                node,
                "/exchange/v1/requests",
                MESSAGE,
                digest.contentDigest(),
                HttpRequest.BodyPublishers.ofFile(message));
        try (InputStream in = new Patient(response.body(), patience)) {
            if (response.statusCode() != 200) {
                return answer(response, in, most);
            }
            if (!type(response).equals(MESSAGE)) {
                throw new IOException("the other node answers with no message");
            }
            taker.take(in, response.headers().firstValue("Content-Digest").orElse(""));
            return new PeerAnswer(200, MESSAGE, Optional.empty(), new byte[0]);
        }
    }

    /** Takes part of a document. */
    public interface PartTaker {
        /** Takes what comes; it begins there in the document. */
        void take(InputStream body, long from) throws IOException;
    }

    /**
     * Fetches a document, or the rest of it.
     *
     * @param ticket who fetches it, signed
     * @param from how much of it is here; a node that does not answer ranges sends all of it again
     * @param size of the whole document
     * @return status 200 or 206 where the taker has it, else what the other node says
     * @throws IOException as {@link #post}, if it is not that part that comes, and what the taker throws
     */
    public PeerAnswer fetch(URI node, String path, String ticket, long from, long size, int most, PartTaker taker)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(node, path)).timeout(patience).header("Authorization", "VDX " + ticket);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = new Patient(response.body(), patience)) {
            int status = response.statusCode();
            if (status != 200 && status != 206) {
                return answer(response, in, most);
            }
            String wanted = "bytes " + from + "-" + (size - 1) + "/" + size;
            if (status == 206 && !response.headers().firstValue("Content-Range").equals(Optional.of(wanted))) {
                throw new IOException("the other node sends another range than " + wanted);
            }
            taker.take(in, status == 206 ? from : 0);
            return new PeerAnswer(status, type(response), Optional.empty(), new byte[0]);
        }
    }

    private PeerAnswer send(URI node, String path, String type, String digest, HttpRequest.BodyPublisher body, int most)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = exchange(node, path, type, digest, body);
        try (InputStream in = new Patient(response.body(), patience)) {
            return answer(response, in, most);
        }
    }

    private HttpResponse<InputStream> exchange(
            URI node, String path, String type, String digest, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(node, path))
                .timeout(patience.plusSeconds(Math.max(0, body.contentLength()) / SLOWEST))
                .header("Content-Type", type)
                .header("Content-Digest", digest)
                .header("Accept", RECEIPT + ", " + MESSAGE + ", application/problem+json")
                .POST(body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static URI address(URI node, String path) {
        String base = node.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static PeerAnswer answer(HttpResponse<InputStream> response, InputStream in, int most) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new IOException("the other node answers more than " + most + " bytes");
        }
        Optional<Long> retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(v -> SECONDS.matcher(v).matches())
                .map(Long::valueOf);
        return new PeerAnswer(response.statusCode(), type(response), retryAfter, bytes);
    }

    /** Media type without parameters. */
    private static String type(HttpResponse<?> response) {
        String media = response.headers().firstValue("Content-Type").orElse("");
        int semicolon = media.indexOf(';');
        return (semicolon < 0 ? media : media.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
