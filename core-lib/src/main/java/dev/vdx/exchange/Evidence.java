package dev.vdx.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.asic.AsicReader;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evidence of one message ({@code spec/exchange.md}, 10): a container that holds the message as it travelled, its
 * receipts and the directory. Its parts are verified one by one; {@link #about} says whether they belong together.
 */
public final class Evidence {
    /** The message as it travelled; absent where its content was deleted. */
    public static final String MESSAGE = "message.asice";
    /** What the message says of itself. */
    public static final String ENVELOPE = "envelope.json";
    /** Who takes part. */
    public static final String DIRECTORY = "directory.jws";

    private static final int MOST_DIRECTORY = 16 << 20;

    private final AsicReader container;
    private final Envelope envelope;
    private final String directory;

    private Evidence(AsicReader container, Envelope envelope, String directory) {
        this.container = container;
        this.envelope = envelope;
        this.directory = directory;
    }

    /**
     * Reads it; empty for any other kind of file. Whose signature is on it is not decided here.
     *
     * @param source stays open for as long as parts are read
     * @throws IOException if it cannot be read
     */
    public static Optional<Evidence> of(Source source, Limits limits) throws IOException {
        if (source.size() < 4 || source.bytes(0, 2)[0] != 'P') {
            return Optional.empty();
        }
        AsicReader container = AsicReader.read(source, limits);
        Optional<byte[]> envelope = bytes(container, ENVELOPE, EnvelopeJson.LIMIT);
        Optional<byte[]> directory = bytes(container, DIRECTORY, MOST_DIRECTORY);
        if (envelope.isEmpty() || directory.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Evidence(container, EnvelopeJson.read(envelope.get()), new String(directory.get(), US_ASCII)));
        } catch (ExchangeException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> bytes(AsicReader container, String name, int most) throws IOException {
        if (container.size(name).filter(size -> size <= most).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = container.open(name).orElseThrow()) {
            return Optional.of(in.readAllBytes());
        }
    }

    /** What the message says of itself. */
    public Envelope envelope() {
        return envelope;
    }

    /** The directory as it was signed. */
    public String directory() {
        return directory;
    }

    /** Names of the signed parts there are: the message first, then its receipts. */
    public List<String> parts() {
        return Stream.concat(
                        Stream.of(MESSAGE),
                        Arrays.stream(ReceiptKind.values()).map(kind -> "receipt-" + kind.label() + ".jws"))
                .filter(container.names()::contains)
                .toList();
    }

    /** The bytes of a part. */
    public InputStream open(String part) {
        return container.open(part).orElseThrow();
    }

    /** The file as a whole has to be made by one of the two parties. */
    public Report made(Report report, DirectoryCheck check) {
        for (SignatureVerdict signature : report.verdict().signatures()) {
            Optional<X509Certificate> signer = signature.facts().signer().certificate();
            boolean ours = signer.isPresent()
                    && Stream.of(envelope.from(), envelope.to())
                            .flatMap(id -> check.party(id).stream())
                            .anyMatch(party -> SealTrust.lists(party, signer.get()));
            if (!ours) {
                return report.andFound(Finding.of(
                        FindingCode.SIGNER_NOT_LISTED,
                        signer.map(c -> c.getSubjectX500Principal().getName()).orElse("")));
            }
        }
        return report;
    }

    /**
     * A part held against what the evidence is about.
     *
     * @param digest SHA-256 of the message as it travelled; empty where its content was deleted
     */
    public Report about(CheckedFile part, Optional<Sha256> digest) {
        boolean message = part.message().filter(envelope::equals).isPresent();
        boolean receipt = part.receipt()
                .filter(r -> r.isFor(envelope, digest.orElse(r.digest())))
                .isPresent();
        return message || receipt
                ? part.report()
                : part.report().andFound(Finding.of(FindingCode.EXCHANGE_MISMATCH, envelope.id()));
    }
}
