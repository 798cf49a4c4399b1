package dev.vdx.node.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.exchange.EnvelopeJson;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import dev.vdx.node.store.Receipts.SignedReceiptRow;
import dev.vdx.node.store.StoredMessage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Evidence of a message in one file ({@code spec/exchange.md}, 10): the container as it travelled, its receipts, the
 * directory that lists the seals; an ASiC-E that this node signs. Verified without either node.
 */
public final class EvidenceFile {
    private static final String JOSE = "application/jose";

    private final AsicWriter writer;
    private final Peers peers;
    private final Database database;
    private final Blobs blobs;
    private final Clock clock;

    public EvidenceFile(AsicWriter writer, Peers peers, Database database, Blobs blobs, Clock clock) {
        this.writer = writer;
        this.peers = peers;
        this.database = database;
        this.blobs = blobs;
        this.clock = clock;
    }

    /**
     * Makes it; without the container where its content was deleted: its digest stands in the receipts.
     *
     * @return a file that is deleted when it is closed
     * @throws Refusal if there is no directory just now, or the key does not sign
     */
    public Blobs.Incoming make(StoredMessage message) throws Refusal, IOException {
        List<SignedReceiptRow> receipts = database.read(
                t -> t.receipts().of(message.direction(), message.envelope().id()));
        SignedDirectory directory;
        try {
            directory = peers.signed();
        } catch (ExchangeException e) {
            throw Refusal.of(e);
        }
        List<AsicEntry> entries = new ArrayList<>();
        boolean whole = message.payload() && blobs.has(message.digest());
        try (Source container = whole ? Source.file(blobs.place(message.digest())) : Source.bytes(new byte[0])) {
            if (whole) {
                entries.add(new AsicEntry("message.asice", "application/vnd.etsi.asic-e+zip", container));
            }
            entries.add(entry("envelope.json", "application/json", EnvelopeJson.write(message.envelope())));
            for (SignedReceiptRow receipt : receipts) {
                entries.add(entry(
                        "receipt-" + receipt.kind().label() + ".jws",
                        JOSE,
                        receipt.body().getBytes(US_ASCII)));
            }
            entries.add(entry("directory.jws", JOSE, directory.signed().getBytes(US_ASCII)));
            entries.add(entry("README.txt", "text/plain", readme(message, whole).getBytes(UTF_8)));
            return blobs.make(file -> write(entries, file));
        } catch (UnsignedException e) {
            throw new Refusal(503, "key-unavailable", "this node cannot sign just now");
        }
    }

    private static AsicEntry entry(String name, String type, byte[] bytes) {
        return new AsicEntry(name, type, Source.bytes(bytes));
    }

    private static String readme(StoredMessage message, boolean whole) {
        return """
                Evidence of message %s
                from %s to %s, SHA-256 of its container %s.

                message.asice     %s
                envelope.json     what the message says of itself
                receipt-*.jws     what its addressee signed about it
                directory.jws     who takes part, with the certificates they sign with

                vdx verify --directory-trust ANCHOR evidence.asice checks all of it, where ANCHOR is the certificate of whoever
                keeps the directory; this file as a whole is signed by the node that made it.
                """.formatted(
                message.envelope().id(),
                message.envelope().from(),
                message.envelope().to(),
                message.digest(),
                whole ? "the message as it travelled" : "its content was deleted; its digest is in the receipts");
    }

    private void write(List<AsicEntry> entries, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 << 10)) {
            writer.write(entries, clock.instant(), out);
        } catch (SigningException e) {
            throw new UnsignedException(e);
        }
    }

    /** Carries a signing problem through an interface for input and output. */
    private static final class UnsignedException extends IOException {
        private static final long serialVersionUID = 1L;

        UnsignedException(SigningException cause) {
            super(cause.problem().name(), cause);
        }
    }
}
