package dev.vdx.exchange;

import dev.vdx.asic.AsicReader;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A message as it came. {@link #open} reads what it claims; only {@link #verify} says that its sender signed it. The
 * source stays open for as long as documents are read.
 */
public final class Message {
    private final AsicReader container;
    private final Envelope envelope;

    private Message(AsicReader container, Envelope envelope) {
        this.container = container;
        this.envelope = envelope;
    }

    /**
     * Reads a container's envelope; its digests hold, whoever signed it.
     *
     * @throws ExchangeException MALFORMED, OVER_LIMIT, SIGNATURE_INVALID
     * @throws IOException if it cannot be read
     */
    public static Message open(Source source, Limits limits) throws ExchangeException, IOException {
        AsicReader container = AsicReader.read(source, limits);
        Optional<InputStream> entry = container.open(DocumentEntry.ENVELOPE);
        if (entry.isEmpty()) {
            boolean readable = container.document().findings().isEmpty();
            throw new ExchangeException(
                    readable ? ExchangeProblem.SIGNATURE_INVALID : ExchangeProblem.MALFORMED,
                    "no signed " + DocumentEntry.ENVELOPE + ": "
                            + container.document().findings().stream()
                                    .map(f -> f.code().name())
                                    .toList());
        }
        byte[] json;
        try (InputStream in = entry.get()) {
            json = in.readNBytes(EnvelopeJson.LIMIT + 1);
        }
        return new Message(container, EnvelopeJson.read(json));
    }

    /** What it says of itself. */
    public Envelope envelope() {
        return envelope;
    }

    /**
     * Verifies that its sender signed it as a whole, and that its documents are those its envelope names.
     *
     * @param clock the validation time
     * @return the certificate it was sealed with
     * @throws ExchangeException PARTY_UNKNOWN, SIGNATURE_INVALID, SIGNATURE_NOT_PROVEN, SIGNER_NOT_LISTED,
     *     DOCUMENT_MISMATCH
     * @throws IOException if it cannot be read
     */
    public X509Certificate verify(Directory directory, Limits limits, Clock clock)
            throws ExchangeException, IOException {
        SealTrust trust = SealTrust.of(directory, envelope.from());
        Report report = trust.verifier(clock).limits(limits).verify(container.document(), "message");
        X509Certificate signer = SignedJson.signer(report);
        trust.require(signer);
        requireDocuments();
        return signer;
    }

    /** Requires that its documents are those its envelope names: DOCUMENT_MISMATCH. */
    void requireDocuments() throws ExchangeException, IOException {
        Set<String> left = new HashSet<>(container.names());
        left.remove(DocumentEntry.ENVELOPE);
        for (DocumentEntry document : envelope.documents()) {
            if (!document.byReference()) {
                left.remove(document.name());
                matches(document);
            }
        }
        if (!left.isEmpty()) {
            throw new ExchangeException(
                    ExchangeProblem.DOCUMENT_MISMATCH, left.size() + " documents are not in the envelope");
        }
    }

    private void matches(DocumentEntry document) throws ExchangeException, IOException {
        MessageDigest digest = Sha256.start();
        long size = 0;
        try (InputStream in = document(document)) {
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
        }
        if (size != document.size() || !Sha256.of(digest).equals(document.digest())) {
            throw mismatch(document);
        }
    }

    /**
     * The bytes of a document.
     *
     * @throws ExchangeException DOCUMENT_MISMATCH if the container does not hold it
     */
    public InputStream document(DocumentEntry document) throws ExchangeException {
        return container.open(document.name()).orElseThrow(() -> mismatch(document));
    }

    private ExchangeException mismatch(DocumentEntry document) {
        int at = envelope.documents().indexOf(document) + 1;
        return new ExchangeException(
                ExchangeProblem.DOCUMENT_MISMATCH, "document " + at + " is not the one the envelope names");
    }
}
