package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.Verifier;
import dev.vdx.asic.AsicReader;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.Message;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.model.Limits;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.trust.TrustAnchors;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence is verified from its file and the directory's anchor alone, when both nodes are gone. */
class EvidenceTest {
    private static final List<String> ALL = List.of("send", "read", "decide", "delete");
    private static final byte[] DOCUMENT = "ทะเบียนเกษตรกร".getBytes(UTF_8);
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path folder;

    @Test
    void theFileProvesMessageAndReceiptsWithoutEitherNodeAlsoWhenTheContentIsDeleted() throws Exception {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        byte[] evidence;
        byte[] later;
        try (TwoNodes nodes = TwoNodes.start(folder, clock, random)) {
            Agency a = new Agency(nodes.a().localPort(), nodes.a().makeKey("test", ALL, clock, random));
            Agency b = new Agency(nodes.b().localPort(), nodes.b().makeKey("test", ALL, clock, random));
            String id = a.send("sandbox:agency-b", DOCUMENT, "case-1");
            a.await("/local/v1/outbox/" + id, "delivered");
            b.call("POST", "/local/v1/inbox/" + id + "/decision", "{\"registerNumber\": \"42\"}".getBytes(UTF_8));
            JsonNode sent = a.await("/local/v1/outbox/" + id, "accepted");
            evidence = a.call("GET", "/local/v1/outbox/" + id + "/evidence", NOTHING)
                    .body();

            String message = "/local/v1/outbox/" + id + "/message";
            assertEquals(204, a.call("DELETE", message, NOTHING).statusCode());
            assertEquals(410, a.call("GET", message, NOTHING).statusCode());
            JsonNode after = a.get("/local/v1/outbox/" + id);
            assertEquals(sent.path("receipts"), after.path("receipts"));
            assertEquals(sent.path("sha256"), after.path("sha256"));
            later = a.call("GET", "/local/v1/outbox/" + id + "/evidence", NOTHING)
                    .body();
        }
        proves(evidence, true, clock);
        proves(later, false, clock);
        evidence[evidence.length / 2] ^= 1;
        assertThrows(Throwable.class, () -> proves(evidence, true, clock));
    }

    private void proves(byte[] evidence, boolean whole, Clock clock) throws Exception {
        try (Source file = Source.bytes(evidence)) {
            AsicReader reader = AsicReader.read(file, Limits.DEFAULT);
            Verifier authority = Verifier.trusting(
                            TrustAnchors.pem(
                                    folder.resolve("sandbox").resolve("pki").resolve("directory.pem")),
                            clock)
                    .offline();
            Directory directory = SignedDirectory.proven(text(reader, "directory.jws"), authority)
                    .directory();
            Verifier maker = Verifier.trusting(
                            TrustAnchors.of(
                                    directory.party(TwoNodes.A).orElseThrow().sealCertificates()),
                            clock)
                    .offline();
            assertEquals(Outcome.PASSED, maker.verify(file, "evidence").outcome());
            Receipt received = SignedReceipt.verify(text(reader, "receipt-received.jws"), directory, clock);
            Receipt accepted = SignedReceipt.verify(text(reader, "receipt-accepted.jws"), directory, clock);
            assertEquals("42", accepted.registerNumber().orElseThrow());
            assertEquals(whole, reader.open("message.asice").isPresent());
            if (whole) {
                message(bytes(reader, "message.asice"), directory, received, clock);
            }
        }
    }

    private static void message(byte[] container, Directory directory, Receipt received, Clock clock)
            throws ExchangeException, java.io.IOException {
        assertEquals(received.digest(), Sha256.of(container));
        try (Source source = Source.bytes(container)) {
            Message message = Message.open(source, Limits.DEFAULT);
            message.verify(directory, Limits.DEFAULT, clock);
            assertEquals(true, received.isFor(message.envelope(), Sha256.of(container)));
        }
    }

    private static String text(AsicReader reader, String name) throws java.io.IOException {
        return new String(bytes(reader, name), US_ASCII);
    }

    private static byte[] bytes(AsicReader reader, String name) throws java.io.IOException {
        try (InputStream in = reader.open(name).orElseThrow()) {
            return in.readAllBytes();
        }
    }
}
