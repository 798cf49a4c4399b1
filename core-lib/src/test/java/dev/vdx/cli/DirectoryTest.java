package dev.vdx.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.ExchangeParts;
import dev.vdx.key.SigningKey;
import dev.vdx.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vdx verify --directory}: the directory of parties as the source of trust, and evidence in one file. */
class DirectoryTest {
    @TempDir
    static Path dir;

    private static Instant now;
    private static Path box;
    private static SigningKey a;
    private static SigningKey b;
    private static SigningKey stranger;
    private static Envelope envelope;
    private static Path message;
    private static byte[] received;
    private static byte[] accepted;

    @BeforeAll
    static void prepare() throws Exception {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        box = dir.resolve("box");
        Sandbox sandbox = Sandbox.create(box, 0, now, new SecureRandom());
        a = sandbox.agency("agency-a");
        b = sandbox.agency("agency-b");
        stranger = sandbox.directorySigner();
        envelope = ExchangeParts.envelope(now);
        message = ExchangeParts.message(dir.resolve("message.asice"), envelope, a, Optional.empty());
        received = ExchangeParts.received(envelope, message, b, now).getBytes(US_ASCII);
        accepted = ExchangeParts.accepted(envelope, message, b, now).getBytes(US_ASCII);
    }

    @Test
    void aMessageAndAReceiptPassByTheDirectoryAlone() throws Exception {
        Run run = byDirectory(message);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("from sandbox:agency-a to sandbox:agency-b"), run.out());
        Run receipt = byDirectory(Files.write(dir.resolve("receipt.jws"), received));
        assertEquals(0, receipt.exitCode(), receipt.out() + receipt.err());
        assertTrue(receipt.out().contains("sandbox:agency-b received message " + envelope.id()), receipt.out());
        Run thai = Run.vdx(words(List.of("--lang", "th"), Files.write(dir.resolve("accepted.jws"), accepted)));
        assertTrue(thai.out().contains("เลขรับ กษ 42/2569"), thai.out());
    }

    @Test
    void aMessageSignedByAnotherPartyThanItsSenderDoesNot() throws Exception {
        Path forged = ExchangeParts.message(dir.resolve("forged.asice"), envelope, b, Optional.empty());
        refused(2, "SIGNER_NOT_LISTED", forged);
        String receipt = ExchangeParts.received(envelope, message, a, now);
        refused(2, "SIGNER_NOT_LISTED", Files.writeString(dir.resolve("forged.jws"), receipt));
    }

    @Test
    void whoIsNotListedIsNotTrusted() throws Exception {
        Path by = ExchangeParts.message(dir.resolve("stranger.asice"), envelope, stranger, Optional.empty());
        refused(2, "CHAIN_NOT_FOUND", by);
    }

    @Test
    void theDirectoryItselfHasToBeProven() throws Exception {
        Path signed = box.resolve("directory.jws");
        Object[] usage = {"verify", "--directory", signed, message};
        assertEquals(64, Run.vdx(usage).exitCode());
        byte[] altered = Files.readAllBytes(signed);
        altered[altered.length / 2] ^= 1;
        assertEquals(66, with(Files.write(dir.resolve("altered.jws"), altered), "directory"));
        assertEquals(66, with(Files.writeString(dir.resolve("error.html"), "<html>"), "directory"));
        assertEquals(66, with(signed, "tsa"));
        assertEquals(0, with(signed, "directory"));
        Run late = Run.vdx(words(List.of("--at", now.plus(800, ChronoUnit.DAYS).toString()), message));
        assertEquals(66, late.exitCode(), late.out());
        assertTrue(late.err().contains("directory-expired"), late.err());
    }

    @Test
    void evidenceIsVerifiedPartByPartWithTheDirectorysAnchorAlone() throws Exception {
        Path evidence = evidence("evidence.asice", parts(), a);
        Run run = byAnchor(evidence);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("under number กษ 42/2569"), run.out());
        Run json =
                Run.vdx("verify", "--format", "json", "--directory-trust", box.resolve("pki/directory.pem"), evidence);
        assertEquals(4, json.out().lines().count(), json.out());
        Run other = Run.vdx("verify", "--directory-trust", box.resolve("pki/tsa.pem"), evidence);
        assertEquals(2, other.exitCode(), other.out());
        assertTrue(other.out().lines().findFirst().orElse("").contains("The directory that this evidence brings"));

        byte[] bytes = Files.readAllBytes(evidence);
        bytes[bytes.length / 3] ^= 1;
        assertTrue(byAnchor(Files.write(dir.resolve("altered.asice"), bytes)).exitCode() > 0);
    }

    @Test
    void evidenceWhoseContentWasDeletedKeepsItsReceipts() throws Exception {
        Map<String, byte[]> parts = parts();
        parts.remove("message.asice");
        assertEquals(0, byAnchor(evidence("deleted.asice", parts, b)).exitCode());

        Envelope other = ExchangeParts.envelope(now);
        Path container = ExchangeParts.message(dir.resolve("other.asice"), other, a, Optional.empty());
        Path twin = Files.write(dir.resolve("twin"), new byte[] {1});
        parts.put(
                "receipt-accepted.jws",
                ExchangeParts.accepted(envelope, twin, b, now).getBytes(US_ASCII));
        mismatch(evidence("two-digests.asice", parts, b));

        parts = parts();
        parts.put(
                "receipt-received.jws",
                ExchangeParts.received(other, message, b, now).getBytes(US_ASCII));
        mismatch(evidence("other-receipt.asice", parts, a));
        parts = parts();
        parts.put("message.asice", Files.readAllBytes(container));
        mismatch(evidence("other-container.asice", parts, a));
    }

    @Test
    void evidenceMadeByAThirdPartyIsNotProven() throws Exception {
        Run run = byAnchor(evidence("third.asice", parts(), stranger));
        assertEquals(2, run.exitCode(), run.out());
    }

    private static void mismatch(Path evidence) {
        Run run = byAnchor(evidence);
        assertEquals(1, run.exitCode(), run.out());
        assertTrue(run.out().contains("do not belong together"), run.out());
    }

    private static Map<String, byte[]> parts() throws Exception {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("message.asice", Files.readAllBytes(message));
        parts.put("receipt-received.jws", received);
        parts.put("receipt-accepted.jws", accepted);
        return parts;
    }

    private static Path evidence(String name, Map<String, byte[]> parts, SigningKey by) throws Exception {
        return ExchangeParts.evidence(dir.resolve(name), envelope, parts, box.resolve("directory.jws"), by, now);
    }

    private static void refused(int exitCode, String code, Path file) {
        Run run = Run.vdx(words(List.of("--format", "json"), file));
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains('"' + code + '"'), run.out());
    }

    private static int with(Path directory, String authority) {
        return Run.vdx(
                        "verify",
                        "--directory",
                        directory,
                        "--directory-trust",
                        box.resolve("pki/" + authority + ".pem"),
                        message)
                .exitCode();
    }

    private static Run byAnchor(Path evidence) {
        return Run.vdx("verify", "--directory-trust", box.resolve("pki/directory.pem"), evidence);
    }

    private static Run byDirectory(Path file) {
        return Run.vdx(words(List.of(), file));
    }

    private static Object[] words(List<String> more, Path file) {
        List<Object> words = new java.util.ArrayList<>(List.of(
                "verify",
                "--offline",
                "--directory",
                box.resolve("directory.jws"),
                "--directory-trust",
                box.resolve("pki/directory.pem")));
        words.addAll(more);
        words.add(file);
        return words.toArray();
    }
}
