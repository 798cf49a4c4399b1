package dev.vdx.mutation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.attack.Office;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeParts;
import dev.vdx.exchange.Message;
import dev.vdx.exchange.Receipt;
import dev.vdx.exchange.SignedReceipt;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Altered messages and receipts, as a node takes them: refused, or word for word what was sent. */
class ExchangeMutationTest {
    private static final int MUTANTS = 2_000;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final Directory DIRECTORY = new Directory(
            "SANDBOX",
            1,
            Office.NOW.minus(Duration.ofDays(1)),
            Office.NOW.plus(Duration.ofDays(1)),
            Optional.empty(),
            List.of(party("a"), party("b")));

    private static DirectoryParty party(String name) {
        return new DirectoryParty(
                "a".equals(name) ? ExchangeParts.A : ExchangeParts.B,
                Map.of("en", "SANDBOX " + name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(Office.SIGNER.certificate()),
                List.of(),
                List.of("farmer-certificate"),
                List.of());
    }

    private static byte[] mutant(byte[] original, int random) {
        return new Mutator(new Random(random * MIX)).mutate(original);
    }

    /** What a node would believe of it. */
    private record Taken(Envelope envelope, byte[] document) {
        static Taken of(byte[] container) throws Exception {
            try (Source source = Source.bytes(container)) {
                Message message = Message.open(source, Limits.DEFAULT);
                message.verify(DIRECTORY, Limits.DEFAULT, Office.CLOCK);
                DocumentEntry entry = message.envelope().documents().get(0);
                try (InputStream in = message.document(entry)) {
                    return new Taken(message.envelope(), in.readAllBytes());
                }
            }
        }
    }

    @Test
    void aMessageIsTakenAsItWasSentOrNotAtAll(@TempDir Path dir) throws Exception {
        Envelope envelope = ExchangeParts.envelope(Office.NOW, Office.random());
        byte[] sent = Files.readAllBytes(
                ExchangeParts.message(dir.resolve("message.asice"), envelope, Office.SIGNER, Optional.empty()));
        Taken sound = Taken.of(sent);
        assertEquals(envelope, sound.envelope());
        int refused = 0;
        for (int random = 1; random <= MUTANTS; random++) {
            try {
                Taken taken = Taken.of(mutant(sent, random));
                assertEquals(sound.envelope(), taken.envelope(), "mutant " + random);
                assertArrayEquals(sound.document(), taken.document(), "mutant " + random);
            } catch (ExchangeException e) {
                refused++;
            }
        }
        int most = refused;
        assertTrue(refused > MUTANTS / 2, () -> most + " of " + MUTANTS + " refused");
    }

    @Test
    void aReceiptIsTakenAsItWasGivenOrNotAtAll(@TempDir Path dir) throws Exception {
        Envelope envelope = ExchangeParts.envelope(Office.NOW, Office.random());
        Path message = ExchangeParts.message(dir.resolve("message.asice"), envelope, Office.SIGNER, Optional.empty());
        String given = ExchangeParts.accepted(envelope, message, Office.SIGNER, Office.NOW);
        Receipt sound = SignedReceipt.verify(given, DIRECTORY, Office.CLOCK);
        int refused = 0;
        for (int random = 1; random <= MUTANTS; random++) {
            String altered = new String(
                    mutant(given.getBytes(StandardCharsets.ISO_8859_1), random), StandardCharsets.ISO_8859_1);
            try {
                assertEquals(sound, SignedReceipt.verify(altered, DIRECTORY, Office.CLOCK), "mutant " + random);
            } catch (ExchangeException e) {
                refused++;
            }
        }
        int most = refused;
        assertTrue(refused > MUTANTS / 2, () -> most + " of " + MUTANTS + " refused");
    }
}
