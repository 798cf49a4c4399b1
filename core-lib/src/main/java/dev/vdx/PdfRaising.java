package dev.vdx;

import dev.vdx.model.Effect;
import dev.vdx.model.Evidence;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Limits;
import dev.vdx.model.Policy;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.ValidationData;
import dev.vdx.pdf.PdfReader;
import dev.vdx.pdf.sign.PdfExtension;
import dev.vdx.pdf.sign.SignatureProof;
import dev.vdx.trust.EvidenceSource;
import dev.vdx.trust.ProofSource;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Validation;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Raises signatures of one PDF: each step writes what goes behind the document, and the last one looks whether the level is what
 * was asked for. Not shared.
 */
final class PdfRaising {
    private static final Validation VALIDATION = new Validation();

    private final PdfExtension extension;
    private final ProofSource proofs;
    private final Clock clock;
    private final OutputStream out;
    private Source document;

    /**
     * Begins with a document that was written to the output already.
     *
     * @param out takes what goes behind it
     */
    PdfRaising(PdfExtension extension, ProofSource proofs, Clock clock, Source document, OutputStream out) {
        this.extension = extension;
        this.proofs = proofs;
        this.clock = clock;
        this.document = document;
        this.out = out;
    }

    /** Signs nothing but the time: level T for what has none, LTA for what has its validation data. */
    void timestamp() throws SigningException, IOException {
        append(extension.timestamp(document));
    }

    /** Adds what proves these signatures and their time-stamps: level LT. */
    void prove(Which which) throws SigningException, IOException {
        SignedDocument chosen = which.of(read(document));
        List<ValidationData> found = proofs.gather(chosen, proofs.ends(chosen), clock.instant());
        List<SignatureProof> all = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            all.add(new SignatureProof(chosen.signatures().get(i).coverage().end(), found.get(i)));
        }
        append(extension.validationData(document, all));
    }

    /** Looks at the finished document as somebody without any network would: never is anything lower than asked for. */
    void confirm(Level level, Which which) throws SigningException, IOException {
        SignedDocument whole = read(document);
        SignedDocument chosen = which.of(whole);
        ProofSource.Ends ends = proofs.ends(chosen);
        Instant now = clock.instant();
        Evidence evidence = EvidenceSource.trusting(ends.signers(), clock)
                .timestampsTrusting(ends.authorities())
                .offline()
                .gather(whole, now);
        List<SignatureVerdict> all =
                VALIDATION.validate(whole, evidence, Policy.STRICT, now).signatures();
        for (SignatureVerdict each :
                all.subList(all.size() - chosen.signatures().size(), all.size())) {
            if (each.facts().kind() == SignatureKind.SIGNATURE) {
                boolean reached = Levels.of(each).compareTo(level) >= 0;
                if (each.indication() != Indication.TOTAL_PASSED || !reached) {
                    throw new SigningException(
                            SigningProblem.SIGNATURE_NOT_PROVEN, each.facts().id(), why(each));
                }
            }
        }
    }

    private void append(byte[] update) throws IOException {
        out.write(update);
        document = document.followedBy(update);
    }

    /** Which signatures of a document are meant. */
    enum Which {
        ALL,
        /** The one made last, with the time-stamps after it. */
        NEWEST;

        SignedDocument of(SignedDocument document) {
            if (this == ALL) {
                return document;
            }
            List<SignatureFacts> all = document.signatures();
            int newest = all.size() - 1;
            while (newest > 0 && all.get(newest).kind() != SignatureKind.SIGNATURE) {
                newest--;
            }
            return new SignedDocument(document.format(), all.subList(newest, all.size()), document.findings());
        }
    }

    /** Reads a document that must be readable. */
    static SignedDocument read(Source source) throws SigningException, IOException {
        SignedDocument read = PdfReader.read(source, Limits.DEFAULT);
        for (Finding finding : read.findings()) {
            if (finding.code().effect() == Effect.UNREADABLE) {
                throw new SigningException(
                        finding.code() == FindingCode.PASSWORD_NEEDED
                                ? SigningProblem.DOCUMENT_REFUSES
                                : SigningProblem.DOCUMENT_UNREADABLE,
                        String.join(", ", finding.details()));
            }
        }
        return read;
    }

    /** What keeps a signature from passing, in a few words. */
    static String why(SignatureVerdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.code().effect() != Effect.NONE)
                .map(finding -> finding.code()
                        + (finding.details().isEmpty() ? "" : ": ")
                        + String.join(", ", finding.details()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; "), text -> text.isEmpty() ? "level " + verdict.level() : text));
    }
}
