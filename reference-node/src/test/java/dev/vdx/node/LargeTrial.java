package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.Sha256;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One large document pushed between two nodes in little memory: {@code FOLDER BYTES inside|reference [JVM OPTION]...}. */
final class LargeTrial {
    private static final PrintStream OUT = new PrintStream(System.out, true, UTF_8);
    private static final List<String> ALL = List.of("send", "read");

    private LargeTrial() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        long size = Long.parseLong(args[1]);
        boolean reference = args[2].equals("reference");
        run(folder, size, reference, List.of(args).subList(3, args.length));
        System.exit(0);
    }

    static void run(Path folder, long size, boolean reference, List<String> jvm) throws Exception {
        TwoNodes.prepare(
                folder,
                Map.of(
                        "largest",
                        Long.toString(size + (1 << 20)),
                        "by-reference.above",
                        Long.toString(reference ? 1 << 20 : Long.MAX_VALUE),
                        "send.patience",
                        "PT10M"),
                Clock.systemUTC(),
                new SecureRandom());
        Path document = folder.resolve("document.bin");
        fill(document, size);
        try (NodeProcess a = start(folder, "agency-a", jvm);
                NodeProcess b = start(folder, "agency-b", jvm)) {
            String key;
            try (NodeStore store = open(folder, "agency-a")) {
                key = KeyMaker.make(
                        store.database(), "trial", ALL, Clock.systemUTC().instant(), new SecureRandom());
            }
            Instant start = Instant.now();
            String digest = handIn(a, key, document);
            Instant in = Instant.now();
            Agency agency = new Agency(a.local(), key);
            byte[] draft = ("{\"to\": \"sandbox:agency-b\", \"documentType\": \"farmer-certificate\", \"documents\": "
                            + "[{\"name\": \"large.bin\", \"mediaType\": \"application/octet-stream\", \"sha256\": \""
                            + digest
                            + "\"}]}")
                    .getBytes(UTF_8);
            HttpResponse<byte[]> queued = agency.call("POST", "/local/v1/outbox", draft);
            String id = Agency.JSON.readTree(queued.body()).path("id").asText();
            Instant out = Instant.now();
            while (!agency.get("/local/v1/outbox/" + id).path("state").asText().equals("delivered")) {
                if (Instant.now().isAfter(out.plus(Duration.ofMinutes(15)))) {
                    throw new AssertionError(
                            agency.get("/local/v1/outbox/" + id).toString());
                }
                Thread.sleep(100);
            }
            OUT.println(size + " bytes " + (reference ? "by reference" : "inside the message") + ", each node " + jvm
                    + ": handed in " + Duration.between(start, in).toMillis() + " ms, queued "
                    + Duration.between(in, out).toMillis() + " ms, delivered "
                    + Duration.between(out, Instant.now()).toMillis() + " ms; most memory: sender " + most(a)
                    + ", receiver " + most(b));
            try (NodeStore store = open(folder, "agency-b")) {
                if (reference != store.blobs().has(new Sha256(digest))) {
                    throw new AssertionError("the document is not where it should be");
                }
            }
        }
        Files.delete(document);
    }

    private static NodeStore open(Path folder, String agency) throws Exception {
        return NodeStore.open(Configuration.read(TwoNodes.configuration(folder, agency), Map.of()));
    }

    private static NodeProcess start(Path folder, String agency, List<String> jvm) throws Exception {
        return NodeProcess.start(TwoNodes.configuration(folder, agency), Map.of(), List.of(), jvm);
    }

    private static String most(NodeProcess node) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.substring(6).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static void fill(Path file, long size) throws Exception {
        Random random = new Random(1);
        byte[] buffer = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                // Random bytes may begin as a signed file does, which would then be a broken one.
                buffer[0] = 'd';
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
        }
    }

    private static String handIn(NodeProcess node, String key, Path document) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.local() + "/local/v1/documents"))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofFile(document))
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        return Agency.JSON.readTree(answer.body()).path("sha256").asText();
    }
}
