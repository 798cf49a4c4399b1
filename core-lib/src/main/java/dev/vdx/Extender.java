package dev.vdx;

import dev.vdx.asic.AsicExtension;
import dev.vdx.cms.CadesExtension;
import dev.vdx.cms.TimestampSource;
import dev.vdx.json.JsonExtension;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Indication;
import dev.vdx.model.Level;
import dev.vdx.model.Limits;
import dev.vdx.model.Policy;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.pdf.sign.PdfExtension;
import dev.vdx.trust.ProofSource;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Validation;
import dev.vdx.verify.Verdict;
import dev.vdx.xml.XmlExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes signatures last that are there already: raises all of a PDF (EN 319 142-1, 6.3), of a JSON file (TS 119 182-1, 6.3), of
 * an XML document (EN 319 132-1, 6.3) or of a CMS file (EN 319 122-1, 6.3), and those as CAdES of an ASiC container (EN 319 162-1, 4.3 and
 * 4.4), to level T, LT or LTA, and renews LTA with the validation data of the last time-stamp and a new one. Counter-signatures get a time and
 * what proves them too. Nothing that anybody signed changes. Immutable, thread-safe and reusable; each method that sets something gives another
 * extender.
 */
public final class Extender {
    /** What may sign content beside it. */
    private static final List<Format> BESIDE = List.of(Format.CMS, Format.JSON, Format.XML);

    private final Level level;
    private final Optional<TimestampSource> timestamps;
    private final ProofSource proofs;
    private final Clock clock;
    private final Raising.Which which;
    private final PdfExtension pdf;

    private Extender(
            Level level,
            Optional<TimestampSource> timestamps,
            ProofSource proofs,
            Clock clock,
            Raising.Which which,
            Optional<PdfExtension> pdf) {
        this.level = level;
        this.which = which;
        this.timestamps = timestamps;
        this.proofs = proofs;
        this.clock = clock;
        this.pdf = pdf.orElseGet(() -> PdfExtension.with(timestamps, Limits.DEFAULT));
    }

    /**
     * Raises to this level, by the machine's clock, up to whatever self-signed certificates the chains lead to.
     *
     * @throws IllegalArgumentException for level B, which every signature has
     */
    public static Extender to(Level level) {
        if (level == Level.B) {
            throw new IllegalArgumentException("every signature has level B");
        }
        Clock clock = Clock.systemUTC();
        return new Extender(
                level, Optional.empty(), ProofSource.online(clock), clock, Raising.Which.ALL, Optional.empty());
    }

    /** Takes time-stamps from there; LTA needs it, and whatever has no time-stamp yet. */
    public Extender timestamps(TimestampSource source) {
        return new Extender(level, Optional.of(source), proofs, clock, which, Optional.empty());
    }

    /** Extends only what leads to these anchors, for signers and time-stamp authorities alike. */
    public Extender trusting(TrustAnchors anchors) {
        return new Extender(level, timestamps, proofs.trusting(anchors), clock, which, Optional.of(pdf));
    }

    /** Trusts these anchors for time, and those given before for signers only. */
    public Extender timestampsTrusting(TrustAnchors anchors) {
        return new Extender(level, timestamps, proofs.timestampsTrusting(anchors), clock, which, Optional.of(pdf));
    }

    /** Judges by this clock. */
    public Extender clock(Clock other) {
        return new Extender(level, timestamps, proofs.clock(other), other, which, Optional.of(pdf));
    }

    /** To another level, and of a document's signatures only the one made last. */
    Extender newest(Level other) {
        return new Extender(other, timestamps, proofs, clock, Raising.Which.NEWEST, Optional.of(pdf));
    }

    Optional<TimestampSource> timestamps() {
        return timestamps;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Extends a file. The output appears whole or not at all, in one step, and takes the place of what was there.
     *
     * @throws SigningException if there is no signature, or one that is not valid, or the level is there already, or what it
     *     needs cannot be had: says which, and nothing was written
     * @throws IOException if the input cannot be read or the output cannot be written
     * @throws IllegalArgumentException if output and input are the same file
     */
    public void extend(Path in, Path out) throws SigningException, IOException {
        WholeFile.make(in, out, this::extend);
    }

    /**
     * Extends a file with a detached signature, as {@link #extend(Path, Path)}: CMS, JSON and XML only.
     *
     * @param content what it signs, in any order
     * @throws SigningException as {@link #extend(Path, Path)}
     * @throws IOException if one of them cannot be read or the output cannot be written
     */
    public void extend(Path in, List<Path> content, Path out) throws SigningException, IOException {
        List<Source> sources = new ArrayList<>();
        try {
            for (Path each : content) {
                sources.add(Source.file(each));
            }
            WholeFile.make(in, out, (source, stream) -> extend(source, sources, stream));
        } finally {
            for (Source each : sources) {
                each.close();
            }
        }
    }

    /**
     * Extends a document into a stream. What was written is of no use if this method throws.
     *
     * @throws SigningException as {@link #extend(Path, Path)}
     * @throws IOException if the input cannot be read or the output cannot be written
     */
    public void extend(Source in, OutputStream out) throws SigningException, IOException {
        extend(in, List.of(), out);
    }

    private void extend(Source in, List<Source> content, OutputStream out) throws SigningException, IOException {
        extend(in, content, out, Shortfall.forbidden());
    }

    /**
     * Raises what {@link Signer#signAllowingLater} left behind in a folder, each document to the level its record asks for, in its place: it is
     * there whole as it was or whole as it is raised, and the record goes when the level is reached. What cannot be raised yet stays, as far
     * raised as services allow, with the newest reason. Two processes take turns, and one that is killed leaves
     * nothing that the next does not put right. Of a document only the signature made last is raised.
     *
     * <p>The level of this extender is of no matter. Without time-stamps of its own it asks the authorities that the record names.
     *
     * @param folder whose records are looked for, not those of the folders below
     * @throws SigningException PENDING_BUSY if another process is at it for ten minutes and more
     * @throws IOException if the folder cannot be read, or written to at all
     */
    public PendingResult raisePending(Path folder, PendingListener listener) throws SigningException, IOException {
        return new PendingRun(this, folder, listener).run();
    }

    void extend(Source in, List<Source> content, OutputStream out, Shortfall shortfall)
            throws SigningException, IOException {
        Format format = FileKind.of(in);
        if (!content.isEmpty() && !BESIDE.contains(format)) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "extending " + format.label() + " with content outside of it");
        }
        Raisable document = switch (format) {
            case PDF -> new RaisablePdf(pdf, in);
            case CMS -> CadesExtension.open(in, content, timestamps, Limits.DEFAULT);
            case JSON -> JsonExtension.open(in, content, timestamps, Limits.DEFAULT);
            case XML -> XmlExtension.open(in, content, timestamps, Limits.DEFAULT);
            case ASIC_E, ASIC_S -> AsicExtension.open(in, timestamps, Limits.DEFAULT);
            default -> throw FileKind.refusal(format, "PDF, CMS, JSON, XML, ASiC");
        };
        raise(document, reached(document.read()), shortfall);
        if (format == Format.PDF) {
            copy(in, out);
        }
        document.finish(out);
    }

    private void raise(Raisable document, Level reached, Shortfall shortfall) throws SigningException, IOException {
        if (reached.compareTo(level) >= 0 && level != Level.LTA) {
            throw new SigningException(SigningProblem.LEVEL_REACHED, reached.name());
        }
        boolean stamps = reached == Level.B || level == Level.LTA;
        if (stamps && timestamps.isEmpty()) {
            throw new SigningException(
                    SigningProblem.TIMESTAMP_NEEDED, "level " + level + " for a signature of level " + reached);
        }
        boolean stamped = reached != Level.B || shortfall.took(Level.B, document::timestamp);
        if (stamped && level != Level.T) {
            new Raising(document, proofs, clock).raise(level, which, shortfall);
        }
    }

    /** The lowest level of the signatures meant, all of which must be valid. */
    private Level reached(SignedDocument document) throws SigningException {
        for (Finding finding : document.findings()) {
            if (finding.code().effect() == Effect.FAILED) {
                throw new SigningException(
                        SigningProblem.SIGNATURE_FAILED, finding.code().name(), String.join(", ", finding.details()));
            }
        }
        Instant now = clock.instant();
        ProofSource.Ends ends = proofs.ends(document);
        Verdict verdict = new Validation().validate(document, proofs.evidence(document, ends, now), Policy.STRICT, now);
        List<SignatureVerdict> all = verdict.signatures();
        List<SignatureVerdict> signatures =
                all.subList(all.size() - which.of(document).signatures().size(), all.size());
        for (SignatureVerdict each : signatures) {
            if (each.indication() == Indication.TOTAL_FAILED) {
                throw new SigningException(
                        SigningProblem.SIGNATURE_FAILED, each.facts().id(), Raising.why(each));
            }
            if (each.indication() != Indication.TOTAL_PASSED && !onlyUnanswered(each)) {
                throw unproven(document.format(), each, ends.unreached());
            }
        }
        return signatures.stream()
                .filter(each -> each.facts().kind() == SignatureKind.SIGNATURE)
                .map(Levels::of)
                .min(Level::compareTo)
                .orElseThrow(() -> new SigningException(SigningProblem.NOT_SIGNED));
    }

    /** Not for good, where it is only that what is signed was not given, or that an issuer cannot be fetched just now. */
    private static SigningException unproven(Format format, SignatureVerdict verdict, List<String> unreached) {
        if (BESIDE.contains(format)
                && verdict.findings().stream()
                        .anyMatch(finding -> finding.code() == FindingCode.SIGNED_DATA_NOT_FOUND)) {
            return new SigningException(SigningProblem.CONTENT_NEEDED);
        }
        Stream<String> complaints = verdict.findings().stream()
                .filter(finding -> finding.code() == FindingCode.FETCH_FAILED)
                .map(finding -> String.join(": ", finding.details()));
        String silent = Stream.concat(unreached.stream(), complaints).distinct().collect(Collectors.joining("; "));
        boolean onlyChain = verdict.findings().stream()
                .filter(finding -> finding.code().effect() != Effect.NONE)
                .allMatch(finding ->
                        finding.code() == FindingCode.CHAIN_NOT_FOUND || finding.code() == FindingCode.NO_TRUST_GIVEN);
        return onlyChain && !silent.isEmpty()
                ? new SigningException(
                        SigningProblem.ISSUER_UNREACHABLE, verdict.facts().id(), silent)
                : new SigningException(
                        SigningProblem.SIGNATURE_NOT_PROVEN, verdict.facts().id(), Raising.why(verdict));
    }

    /** Whether only the answer is missing whether a certificate was revoked: a time-stamp helps all the more, and LT asks again. */
    private static boolean onlyUnanswered(SignatureVerdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> finding.code().effect() != Effect.NONE)
                .allMatch(finding -> finding.code() == FindingCode.REVOCATION_UNKNOWN
                        || finding.code() == FindingCode.REVOCATION_NOT_FRESH);
    }

    private static void copy(Source in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long at = 0;
        while (at < in.size()) {
            int n = in.read(at, buffer, 0, buffer.length);
            if (n <= 0) {
                throw new IOException("the document became shorter while it was read");
            }
            out.write(buffer, 0, n);
            at += n;
        }
    }
}
