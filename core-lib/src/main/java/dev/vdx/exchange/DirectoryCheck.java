package dev.vdx.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of parties as a source of trust: whose seals count, and who had to sign what ({@code spec/exchange.md}, 5).
 * A report only ever gets worse here.
 */
public final class DirectoryCheck {
    private static final int MOST_RECEIPT = 256 << 10;

    private final Directory directory;
    private final TrustAnchors others;

    private DirectoryCheck(Directory directory, TrustAnchors others) {
        this.directory = directory;
        this.others = others;
    }

    /**
     * Trusts by this directory.
     *
     * @param others anchors that are trusted for whatever they issue, listed or not
     */
    public static DirectoryCheck of(SignedDirectory directory, TrustAnchors others) {
        return new DirectoryCheck(directory.directory(), others);
    }

    /** All to verify with: the parties' seals, the authorities that issue seals, and the others. */
    public TrustAnchors anchors() {
        List<X509Certificate> listed = directory.parties().stream()
                .flatMap(p -> Stream.concat(p.sealCertificates().stream(), p.sealIssuers().stream()))
                .toList();
        return others.and(TrustAnchors.of(listed));
    }

    /**
     * A file that was verified with {@link #anchors}, held against the directory: a message must be its sender's and
     * bring the documents it names, a receipt must be its giver's, anything else must be of a listed party or of
     * somebody trusted otherwise.
     *
     * @throws IOException if the file cannot be read
     */
    public CheckedFile check(Source source, Report report, Limits limits) throws IOException {
        Report checked = listed(report);
        Format format = report.verdict().document().format();
        if (format == Format.ASIC_E) {
            return message(source, checked, limits);
        }
        return format == Format.JSON && source.size() <= MOST_RECEIPT ? receipt(source, checked) : other(checked);
    }

    private Report listed(Report report) {
        Report checked = report;
        for (SignatureVerdict signature : report.verdict().signatures()) {
            Optional<X509Certificate> signer = signature.facts().signer().certificate();
            boolean otherwise =
                    signature.anchor().filter(others.certificates()::contains).isPresent();
            if (signer.isPresent() && !otherwise && !listed(signer.get())) {
                checked = checked.andFound(notListed(signer.get()));
            }
        }
        return checked;
    }

    private boolean listed(X509Certificate signer) {
        return directory.parties().stream().anyMatch(p -> SealTrust.lists(p, signer));
    }

    private static Finding notListed(X509Certificate signer) {
        return Finding.of(
                FindingCode.SIGNER_NOT_LISTED, signer.getSubjectX500Principal().getName());
    }

    private CheckedFile message(Source source, Report report, Limits limits) throws IOException {
        try {
            Message message = Message.open(source, limits);
            Report checked = by(message.envelope().from(), report);
            message.requireDocuments();
            return new CheckedFile(checked, Optional.of(message.envelope()), Optional.empty());
        } catch (ExchangeException e) {
            return switch (e.problem()) {
                // Another kind of container, or one whose report says already what is wrong.
                case MALFORMED, OVER_LIMIT, SIGNATURE_INVALID -> other(report);
                default -> other(report.andFound(Finding.of(FindingCode.EXCHANGE_MISMATCH, e.detail())));
            };
        }
    }

    private CheckedFile receipt(Source source, Report report) throws IOException {
        try {
            Receipt receipt = SignedReceipt.claimed(new String(source.bytes(0, (int) source.size()), US_ASCII).strip());
            return new CheckedFile(by(receipt.from(), report), Optional.empty(), Optional.of(receipt));
        } catch (ExchangeException e) {
            return other(report);
        }
    }

    private static CheckedFile other(Report report) {
        return new CheckedFile(report, Optional.empty(), Optional.empty());
    }

    /** Every signature has to be this party's. */
    Report by(PartyId party, Report report) {
        Report checked = report;
        Optional<DirectoryParty> entry = directory.party(party);
        for (SignatureVerdict signature : report.verdict().signatures()) {
            Optional<X509Certificate> signer = signature.facts().signer().certificate();
            if (signer.isPresent()
                    && entry.filter(p -> SealTrust.lists(p, signer.get())).isEmpty()) {
                checked = checked.andFound(notListed(signer.get()));
            }
        }
        return checked;
    }

    /** Names a party as the directory does. */
    public Optional<DirectoryParty> party(PartyId id) {
        return directory.party(id);
    }
}
