package dev.vdx.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxServerTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private static Path dir;

    private static Sandbox sandbox;
    private static SandboxServer server;

    @BeforeAll
    static void start() throws Exception {
        // OpenSSL judges by the machine's clock, so this sandbox lives now.
        sandbox = Sandbox.create(dir, 0, Clock.systemUTC().instant(), RANDOM);
        server = SandboxServer.start(sandbox, Clock.systemUTC(), RANDOM);
        Files.writeString(
                dir.resolve("pki/ca-and-root.pem"),
                Files.readString(dir.resolve("pki/agencies.pem")) + Files.readString(dir.resolve("anchors/root.pem")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void opensslAcceptsItsTimestampsForEveryHash() throws Exception {
        Files.writeString(dir.resolve("pki/data.txt"), "stamped");
        for (String hash : new String[] {"-sha256", "-sha384", "-sha512"}) {
            OpenSsl.run(dir, "ts", "-query", "-data", "pki/data.txt", hash, "-cert", "-out", "pki/q.tsq");
            byte[] answer = post(
                            server.tsa(), "application/timestamp-query", Files.readAllBytes(dir.resolve("pki/q.tsq")))
                    .body();
            Files.write(dir.resolve("pki/r.tsr"), answer);
            OpenSsl.Result result = OpenSsl.run(
                    dir,
                    "ts",
                    "-verify",
                    "-queryfile",
                    "pki/q.tsq",
                    "-in",
                    "pki/r.tsr",
                    "-CAfile",
                    "tsa-anchors/root.pem");
            assertEquals(0, result.exit(), result.output());

            Files.writeString(dir.resolve("pki/other.txt"), "another");
            OpenSsl.Result other = OpenSsl.run(
                    dir,
                    "ts",
                    "-verify",
                    "-data",
                    "pki/other.txt",
                    "-in",
                    "pki/r.tsr",
                    "-CAfile",
                    "tsa-anchors/root.pem");
            assertFalse(other.exit() == 0, other.output());
        }
    }

    @Test
    void sha1IsRefusedAsBadAlg() throws Exception {
        Files.writeString(dir.resolve("pki/data1.txt"), "stamped");
        OpenSsl.run(dir, "ts", "-query", "-data", "pki/data1.txt", "-sha1", "-out", "pki/q1.tsq");
        byte[] answer = post(server.tsa(), "application/timestamp-query", Files.readAllBytes(dir.resolve("pki/q1.tsq")))
                .body();
        assertEquals(
                PKIFailureInfo.badAlg,
                new TimeStampResponse(answer).getFailInfo().intValue());
    }

    @Test
    void rubbishIsRefusedAsBadDataFormat() throws Exception {
        byte[] answer = post(server.tsa(), "application/timestamp-query", new byte[] {1, 2, 3})
                .body();
        assertEquals(
                PKIFailureInfo.badDataFormat,
                new TimeStampResponse(answer).getFailInfo().intValue());
        assertEquals(415, post(server.tsa(), "text/plain", new byte[] {1}).statusCode());
        assertEquals(
                413,
                post(server.tsa(), "application/timestamp-query", new byte[1 << 17])
                        .statusCode());
    }

    @Test
    void opensslAcceptsItsOcspAnswersAndSeesRevocation() throws Exception {
        assertTrue(ocsp("agencies/agency-b/seal.pem").contains("seal.pem: good"));
        TestIdentity leaf = sandbox.authority(Sandbox.AGENCIES)
                .issue(
                        CertificateSpec.seal(
                                "CN=SANDBOX revoked",
                                KeyKind.EC_P256,
                                Clock.systemUTC().instant().minusSeconds(60),
                                Clock.systemUTC().instant().plusSeconds(600)),
                        RANDOM);
        Files.write(dir.resolve("pki/leaf.pem"), Pem.certificates(leaf.chain()));
        Instant when =
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(30);
        sandbox.revoke(leaf.certificate().getSerialNumber(), 1, when);
        String revoked = ocsp("pki/leaf.pem");
        assertTrue(revoked.contains("leaf.pem: revoked"), revoked);
        assertTrue(revoked.contains("keyCompromise"), revoked);
    }

    @Test
    void ocspAnswersUnknownForACertificateItNeverIssued() throws Exception {
        OpenSsl.Result result = OpenSsl.run(
                dir,
                "ocsp",
                "-issuer",
                "pki/agencies.pem",
                "-serial",
                "12345",
                "-url",
                server.ocsp().toString(),
                "-CAfile",
                "pki/ca-and-root.pem");
        assertTrue(result.output().contains("12345: unknown"), result.output());
    }

    @Test
    void ocspOfAnotherIssuerIsUnauthorizedAndRubbishMalformed() throws Exception {
        OpenSsl.run(dir, "ocsp", "-issuer", "anchors/root.pem", "-serial", "1", "-reqout", "pki/other.req");
        byte[] request = Files.readAllBytes(dir.resolve("pki/other.req"));
        assertEquals(
                OCSPResp.UNAUTHORIZED,
                new OCSPResp(post(server.ocsp(), "application/ocsp-request", request)
                                .body())
                        .getStatus());
        assertEquals(
                OCSPResp.MALFORMED_REQUEST,
                new OCSPResp(post(server.ocsp(), "application/ocsp-request", new byte[] {0x30, 0})
                                .body())
                        .getStatus());
    }

    @Test
    void ocspAnswersGetAsWell() throws Exception {
        OpenSsl.run(
                dir,
                "ocsp",
                "-issuer",
                "pki/agencies.pem",
                "-cert",
                "agencies/agency-a/seal.pem",
                "-reqout",
                "pki/get.req");
        String question = URLEncoder.encode(
                Base64.getEncoder().encodeToString(Files.readAllBytes(dir.resolve("pki/get.req"))),
                StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.ocsp() + "/" + question))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(OCSPResp.SUCCESSFUL, new OCSPResp(answer.body()).getStatus());
    }

    @Test
    void opensslAcceptsItsRevocationList() throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.crl()).build(), HttpResponse.BodyHandlers.ofByteArray());
        Files.write(dir.resolve("pki/agencies.crl"), answer.body());
        OpenSsl.run(dir, "crl", "-inform", "DER", "-in", "pki/agencies.crl", "-out", "pki/agencies.crl.pem");
        OpenSsl.Result result = OpenSsl.run(
                dir,
                "verify",
                "-crl_check",
                "-CRLfile",
                "pki/agencies.crl.pem",
                "-CAfile",
                "anchors/root.pem",
                "-untrusted",
                "pki/agencies.pem",
                "agencies/agency-a/seal.pem");
        assertEquals(0, result.exit(), result.output());
    }

    private static String ocsp(String certificate) throws Exception {
        OpenSsl.Result result = OpenSsl.run(
                dir,
                "ocsp",
                "-issuer",
                "pki/agencies.pem",
                "-cert",
                certificate,
                "-url",
                server.ocsp().toString(),
                "-CAfile",
                "pki/ca-and-root.pem");
        assertTrue(result.output().contains("Response verify OK"), result.output());
        return result.output();
    }

    private static HttpResponse<byte[]> post(URI uri, String type, byte[] body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
