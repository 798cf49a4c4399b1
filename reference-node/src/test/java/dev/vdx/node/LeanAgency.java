package dev.vdx.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** An agency's system that costs next to nothing beside the nodes it loads: one connection, no client library. */
final class LeanAgency implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String key;

    LeanAgency(int port, String key) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
        this.out = socket.getOutputStream();
        this.key = key;
    }

    void send(String to, byte[] document, String clientKey) throws IOException {
        byte[] draft =
                """
                {"to": "%s", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "documents": [{"name": "ใบรับรอง.txt", "mediaType": "text/plain", "content": "%s"}]}""".formatted(to, Base64.getEncoder().encodeToString(document)).getBytes(UTF_8);
        post("/local/v1/outbox", draft, "Idempotency-Key: " + clientKey + "\r\n");
    }

    private void post(String path, byte[] body, String header) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\n" + header
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] bytes = head.getBytes(ISO_8859_1);
        byte[] request = Arrays.copyOf(bytes, bytes.length + body.length);
        System.arraycopy(body, 0, request, bytes.length, body.length);
        out.write(request);
        String status = line();
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        byte[] answer = in.readNBytes(length);
        if (!status.startsWith("HTTP/1.1 201 ")) {
            throw new IOException(status + " " + new String(answer, UTF_8));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the node closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
