package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.TimestampSource;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.ExchangeParts;
import dev.vdx.key.SigningKey;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and receipts of the exchange before EU DSS. */
class ExchangeJudgesTest {
    @TempDir
    static Path dir;

    private static Bench bench;
    private static Sandbox sandbox;
    private static SandboxServer server;
    private static Instant now;

    @BeforeAll
    static void open() throws Exception {
        bench = Bench.open(dir);
        sandbox = bench.sandbox();
        server = bench.server();
        now = Clock.systemUTC().instant();
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"agency-a,B", "agency-b,B", "agency-a,T", "agency-b,T"})
    void dssAcceptsAMessageAndNotItsAlteredTwin(String agency, String level) throws Exception {
        SigningKey key = sandbox.agency(agency);
        Optional<TimestampSource> times =
                level.equals("T") ? Optional.of(TimestampAuthority.http(server.tsa())) : Optional.empty();
        Path file = dir.resolve(agency + level + ".asice");
        ExchangeParts.message(file, ExchangeParts.envelope(now), key, times);
        assertEquals("TOTAL_PASSED/null CAdES-BASELINE-" + level + " []", bench.validate(file));
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("farmer-certificate");
        bytes[at] ^= 1;
        String verdict = bench.validate(Files.write(dir.resolve("altered.asice"), bytes));
        assertTrue(!verdict.contains("TOTAL_PASSED"), verdict);
    }

    @Test
    void dssAcceptsAReceiptAndNotItsAlteredTwin() throws Exception {
        Envelope envelope = ExchangeParts.envelope(now);
        Path message = ExchangeParts.message(
                dir.resolve("message.asice"), envelope, sandbox.agency("agency-a"), Optional.empty());
        String receipt = ExchangeParts.received(envelope, message, sandbox.agency("agency-b"), now);
        assertEquals(
                "TOTAL_PASSED/null JAdES-BASELINE-B []",
                bench.validate(Files.writeString(dir.resolve("receipt.jws"), receipt)));
        int at = receipt.indexOf('.') + 20;
        char other = receipt.charAt(at) == 'A' ? 'B' : 'A';
        String altered = receipt.substring(0, at) + other + receipt.substring(at + 1);
        String verdict = bench.validate(Files.writeString(dir.resolve("altered.jws"), altered));
        assertTrue(!verdict.contains("TOTAL_PASSED"), verdict);
    }
}
