package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.exchange.FetchTicket;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.Sha256;
import dev.vdx.sandbox.Sandbox;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real requests and answers of every operation, held against {@code spec/openapi.yaml}. */
class ContractTest {
    private static final List<String> ALL = List.of("send", "read", "decide", "delete");
    private static final String ASIC = "application/vnd.etsi.asic-e+zip";
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path folder;

    private Contract contract;

    @Test
    void everyOperationDoesWhatTheContractSaysAndNoneIsLeftOut() throws Exception {
        contract = Contract.read();
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        TwoNodes.prepare(folder, Map.of("by-reference.above", "100"), clock, random);
        try (TwoNodes nodes = TwoNodes.start(folder, clock, random)) {
            Agency a = new Agency(nodes.a().localPort(), nodes.a().makeKey("test", ALL, clock, random));
            Agency b = new Agency(nodes.b().localPort(), nodes.b().makeKey("test", ALL, clock, random));
            Agency wire = new Agency(nodes.b().exchangePort(), "");
            operation(a);
            String id = sent(a);
            a.await("/local/v1/outbox/" + id, "delivered");
            boxes(a, b, id);
            exchange(a, b, wire, nodes, id);
            fetched(a, wire, new Agency(nodes.a().exchangePort(), ""));
            pulled(a, wire);
            refused(a, wire);
            call(a, 200, "GET", "/local/v1/outbox/" + id + "/evidence", NOTHING, "");
            call(a, 204, "DELETE", "/local/v1/outbox/" + id + "/message", NOTHING, "");
            call(a, 410, "GET", "/local/v1/outbox/" + id + "/message", NOTHING, "");
            dead(nodes, a, clock, random);
        }
        assertEquals(Set.of(), contract.neverExercised());
    }

    @Test
    void whatTheContractDoesNotForeseeIsFound() throws Exception {
        contract = Contract.read();
        try (TwoNodes nodes = TwoNodes.start(folder, Clock.systemUTC(), new SecureRandom())) {
            Agency a = new Agency(nodes.a().localPort(), "");
            HttpResponse<byte[]> live = a.call("GET", "/health/live", NOTHING);
            contract.check("GET", "/health/live", NOTHING, "", live);
            assertThrows(AssertionError.class, () -> contract.check("GET", "/health/ready", NOTHING, "", live));
            assertThrows(AssertionError.class, () -> contract.check("GET", "/local/v2", NOTHING, "", live));
        }
    }

    private void operation(Agency a) throws Exception {
        call(a, 200, "GET", "/health/live", NOTHING, "");
        call(a, 200, "GET", "/health/ready", NOTHING, "");
        call(a, 200, "GET", "/metrics", NOTHING, "");
    }

    private String sent(Agency a) throws Exception {
        byte[] document = "หนังสือรับรอง".getBytes(UTF_8);
        HttpResponse<byte[]> staged = call(a, 201, "POST", "/local/v1/documents", document, "application/pdf");
        String digest = Agency.JSON.readTree(staged.body()).path("sha256").asText();
        byte[] draft = """
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "documents": [{"name": "a.txt", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(digest).getBytes(UTF_8);
        HttpResponse<byte[]> answer = call(a, 201, "POST", "/local/v1/outbox", draft, "application/json");
        byte[] inline = """
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"farm": "F-1"},
                 "documents": [{"name": "b.txt", "mediaType": "text/plain", "content": "aGVsbG8="}]}""".getBytes(UTF_8);
        call(a, 201, "POST", "/local/v1/outbox", inline, "application/json");
        return Agency.JSON.readTree(answer.body()).path("id").asText();
    }

    private void boxes(Agency a, Agency b, String id) throws Exception {
        call(a, 200, "GET", "/local/v1/outbox", NOTHING, "");
        call(b, 200, "GET", "/local/v1/inbox?unread=true", NOTHING, "");
        call(b, 200, "GET", "/local/v1/inbox/" + id, NOTHING, "");
        call(b, 200, "GET", "/local/v1/inbox/" + id + "/documents/1", NOTHING, "");
        call(b, 204, "POST", "/local/v1/inbox/" + id + "/acknowledge", NOTHING, "");
    }

    private void exchange(Agency a, Agency b, Agency wire, TwoNodes nodes, String id) throws Exception {
        byte[] container = call(a, 200, "GET", "/local/v1/outbox/" + id + "/message", NOTHING, "")
                .body();
        call(wire, 200, "POST", "/exchange/v1/messages", container, ASIC);
        byte[] decision = "{\"registerNumber\": \"42\"}".getBytes(UTF_8);
        byte[] receipt = call(b, 201, "POST", "/local/v1/inbox/" + id + "/decision", decision, "application/json")
                .body();
        Agency back = new Agency(nodes.a().exchangePort(), "");
        call(back, 204, "POST", "/exchange/v1/receipts", receipt, "application/jose");
        a.await("/local/v1/outbox/" + id, "accepted");
        call(a, 200, "GET", "/local/v1/outbox/" + id, NOTHING, "");
    }

    private void fetched(Agency a, Agency wire, Agency back) throws Exception {
        byte[] document = new byte[200];
        a.call("POST", "/local/v1/documents", document);
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        byte[] draft = """
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate",
                 "documents": [{"name": "a.bin", "mediaType": "application/x-binary", "sha256": "%s"}]}""".formatted(Sha256.of(document).hex()).getBytes(UTF_8);
        HttpResponse<byte[]> queued = call(a, 201, "POST", "/local/v1/outbox", draft, "application/json");
        String id = Agency.JSON.readTree(queued.body()).path("id").asText();
        byte[] container = call(a, 200, "GET", "/local/v1/outbox/" + id + "/message", NOTHING, "")
                .body();
        int taken = wire.call(
                        "POST",
                        "/exchange/v1/messages",
                        container,
                        "Content-Type",
                        ASIC,
                        "Content-Digest",
                        Sha256.of(container).contentDigest())
                .statusCode();
        assertTrue(taken == 202 || taken == 200, "status " + taken);
        String path = "/exchange/v1/messages/" + id + "/documents/1";
        String ticket = new FetchTicket(
                        MessageId.parse(id),
                        Sha256.of(document),
                        TwoNodes.B,
                        TwoNodes.A,
                        Clock.systemUTC().instant())
                .sign(sandbox.agency("agency-b"));
        contract.check("GET", path, NOTHING, "", back.call("GET", path, NOTHING, "Authorization", "VDX " + ticket));
        HttpResponse<byte[]> rest =
                back.call("GET", path, NOTHING, "Authorization", "VDX " + ticket, "Range", "bytes=7-");
        assertEquals(206, rest.statusCode());
        contract.check("GET", path, NOTHING, "", rest);
        call(back, 401, "GET", path, NOTHING, "");
        a.await("/local/v1/outbox/" + id, "delivered");
    }

    private void pulled(Agency a, Agency wire) throws Exception {
        Files.writeString(folder.resolve("agency-b").resolve("issue").resolve("index.json"), """
                [{"type": "farmer-certificate", "keys": {"farm": "F-1"},
                  "documents": [{"file": "index.json", "mediaType": "application/json"}]}]""");
        byte[] container = container(a, "farmer-certificate");
        call(wire, 200, "POST", "/exchange/v1/requests", container, ASIC);
        call(wire, 202, "POST", "/exchange/v1/requests", container(a, "farmer-history"), ASIC);
        call(wire, 403, "POST", "/exchange/v1/requests", container(a, "land-title"), ASIC);
    }

    private byte[] container(Agency a, String type) throws Exception {
        byte[] draft = """
                {"kind": "request", "to": "sandbox:agency-b", "documentType": "%s", "keys": {"farm": "F-1"},
                 "purpose": "subsidy", "legalBasis": "a law",
                 "acting": {"provider": "thaid", "subject": "officer-7", "ial": "2.3"}}""".formatted(type).getBytes(UTF_8);
        HttpResponse<byte[]> request = call(a, 201, "POST", "/local/v1/outbox", draft, "application/json");
        String id = Agency.JSON.readTree(request.body()).path("id").asText();
        return call(a, 200, "GET", "/local/v1/outbox/" + id + "/message", NOTHING, "")
                .body();
    }

    private void refused(Agency a, Agency wire) throws Exception {
        byte[] garbage = {'P', 'K', 3, 4, 0};
        call(wire, 400, "POST", "/exchange/v1/messages", garbage, ASIC);
        call(wire, 415, "POST", "/exchange/v1/messages", garbage, "text/plain");
        call(wire, 400, "POST", "/exchange/v1/receipts", garbage, "application/jose");
        call(a, 422, "POST", "/local/v1/outbox", "{\"too\": 1}".getBytes(UTF_8), "application/json");
        call(a, 400, "GET", "/local/v1/inbox/1", NOTHING, "");
        call(a, 404, "GET", "/local/v1/nobox", NOTHING, "");
        call(new Agency(a.port(), ""), 401, "GET", "/local/v1/inbox", NOTHING, "");
    }

    /** A message to a node that refuses it for good becomes a dead letter, and can be sent again. */
    private void dead(TwoNodes nodes, Agency a, Clock clock, SecureRandom random) throws Exception {
        String reader = nodes.a().makeKey("reader", List.of("read"), clock, random);
        call(new Agency(a.port(), reader), 403, "POST", "/local/v1/documents", NOTHING, "text/plain");
        byte[] draft =
                """
                {"to": "sandbox:agency-b", "documentType": "a-type-nobody-takes",
                 "documents": [{"name": "a.txt", "mediaType": "text/plain", "sha256": "%s"}]}""".formatted(Sha256.of("หนังสือรับรอง".getBytes(UTF_8)).hex()).getBytes(UTF_8);
        JsonNode message = Agency.JSON.readTree(call(a, 201, "POST", "/local/v1/outbox", draft, "application/json")
                .body());
        String id = message.path("id").asText();
        a.await("/local/v1/outbox/" + id, "dead");
        call(a, 202, "POST", "/local/v1/outbox/" + id + "/resend", NOTHING, "");
        a.await("/local/v1/outbox/" + id, "dead");
    }

    private HttpResponse<byte[]> call(Agency who, int status, String method, String path, byte[] body, String type)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = type.isEmpty()
                ? who.call(method, path, body)
                : who.call(
                        method,
                        path,
                        body,
                        "Content-Type",
                        type,
                        "Content-Digest",
                        Sha256.of(body).contentDigest());
        assertEquals(status, answer.statusCode(), path + " " + new String(answer.body(), UTF_8));
        contract.check(method, path, body, type, answer);
        return answer;
    }
}
