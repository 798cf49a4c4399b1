package dev.vdx.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Source;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What two agencies of a sandbox hand to each other, made for tests. */
public final class ExchangeParts {
    public static final PartyId A = PartyId.parse("sandbox:agency-a");
    public static final PartyId B = PartyId.parse("sandbox:agency-b");
    private static final byte[] DOCUMENT = "ทะเบียนเกษตรกร".getBytes(UTF_8);

    private ExchangeParts() {}

    /** A document from A to B. */
    public static Envelope envelope(Instant now) {
        return envelope(now, new SecureRandom());
    }

    /** A document from A to B. */
    public static Envelope envelope(Instant now, SecureRandom random) {
        return new Envelope(
                MessageId.of(now, random),
                MessageKind.DOCUMENT,
                A,
                B,
                now,
                "farmer-certificate",
                Map.of("farm", "F-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Speed.NORMAL,
                Secrecy.NORMAL,
                Optional.empty(),
                Envelope.Reference.NONE,
                Optional.empty(),
                List.of(new DocumentEntry("ทะเบียน.txt", "text/plain", DOCUMENT.length, Sha256.of(DOCUMENT), false)));
    }

    public static Path message(Path file, Envelope envelope, SigningKey key, Optional<TimestampSource> times)
            throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            MessageWriter.with(key, times).write(envelope, Map.of("ทะเบียน.txt", Source.bytes(DOCUMENT)), out);
        }
        return file;
    }

    public static String received(Envelope envelope, Path message, SigningKey key, Instant now) throws Exception {
        Sha256 digest = Sha256.of(Files.readAllBytes(message));
        return SignedReceipt.sign(Receipt.received(envelope, digest, now, "unsigned"), key);
    }

    public static String accepted(Envelope envelope, Path message, SigningKey key, Instant now) throws Exception {
        Sha256 digest = Sha256.of(Files.readAllBytes(message));
        return SignedReceipt.sign(Receipt.accepted(envelope, digest, now, "กษ 42/2569", Optional.empty()), key);
    }

    /** Evidence with these parts, by name. */
    public static Path evidence(
            Path file, Envelope envelope, Map<String, byte[]> parts, Path directory, SigningKey key, Instant now)
            throws Exception {
        List<AsicEntry> entries = new ArrayList<>();
        parts.forEach(
                (name, bytes) -> entries.add(new AsicEntry(name, "application/octet-stream", Source.bytes(bytes))));
        entries.add(new AsicEntry(Evidence.ENVELOPE, "application/json", Source.bytes(EnvelopeJson.write(envelope))));
        entries.add(new AsicEntry(
                Evidence.DIRECTORY,
                "application/jose",
                Source.bytes(Files.readString(directory, US_ASCII).getBytes(US_ASCII))));
        try (OutputStream out = Files.newOutputStream(file)) {
            AsicWriter.with(key).write(entries, now, out);
        }
        return file;
    }
}
