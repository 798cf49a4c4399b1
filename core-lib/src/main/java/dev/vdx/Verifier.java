package dev.vdx;

import dev.vdx.asic.AsicReader;
import dev.vdx.certificate.Agreement;
import dev.vdx.cms.CmsReader;
import dev.vdx.json.JsonReader;
import dev.vdx.model.Evidence;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.Policy;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import dev.vdx.pdf.Carried;
import dev.vdx.pdf.PdfReader;
import dev.vdx.report.Report;
import dev.vdx.trust.EvidenceSource;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.Validation;
import dev.vdx.xml.XmlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies documents after EN 319 102-1: who signed, when, and whether anything was changed since. Immutable,
 * thread-safe and meant to be kept: it remembers chains and revocation data. A bad document is an outcome, never an
 * exception.
 */
public final class Verifier {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

    private final EvidenceSource evidence;
    private final Policy policy;
    private final Optional<Instant> at;
    private final Clock clock;
    private final Limits limits;
    private final Validation validation;
    private final boolean explaining;

    private Verifier(
            EvidenceSource evidence,
            Policy policy,
            Optional<Instant> at,
            Clock clock,
            Limits limits,
            Validation validation,
            boolean explaining) {
        this.evidence = evidence;
        this.policy = policy;
        this.at = at;
        this.clock = clock;
        this.limits = limits;
        this.validation = validation;
        this.explaining = explaining;
    }

    /** Trusts these anchors, for signers and for time alike, and nobody else; by the machine's clock. */
    public static Verifier trusting(TrustAnchors anchors) {
        return trusting(anchors, Clock.systemUTC());
    }

    /** Trusts these anchors, for signers and for time alike, and nobody else; by this clock. */
    public static Verifier trusting(TrustAnchors anchors, Clock clock) {
        return new Verifier(
                EvidenceSource.trusting(anchors, clock),
                Policy.STRICT,
                Optional.empty(),
                clock,
                Limits.DEFAULT,
                new Validation(),
                false);
    }

    /** Trusts these anchors for time, and those given first for signers only. */
    public Verifier timestampsTrusting(TrustAnchors anchors) {
        return new Verifier(evidence.timestampsTrusting(anchors), policy, at, clock, limits, validation, explaining);
    }

    /** Opens no network connection: only what the documents carry counts. */
    public Verifier offline() {
        return new Verifier(evidence.offline(), policy, at, clock, limits, validation, explaining);
    }

    /** Judges as of this time instead of now. */
    public Verifier at(Instant time) {
        return new Verifier(evidence, policy, Optional.of(time), clock, limits, validation, explaining);
    }

    /** Judges by this policy instead of {@link Policy#STRICT}. */
    public Verifier policy(Policy demands) {
        return new Verifier(evidence, demands, at, clock, limits, validation, explaining);
    }

    /** Keeps the steps of each validation, to be told in words ({@link Report#explanation}). */
    public Verifier explaining() {
        return new Verifier(evidence, policy, at, clock, limits, validation, true);
    }

    /** Spends no more than this on a document. */
    public Verifier limits(Limits most) {
        return new Verifier(evidence, policy, at, clock, most, validation, explaining);
    }

    /**
     * Verifies a file.
     *
     * @throws IOException if it cannot be opened or read
     */
    public Report verify(Path file) throws IOException {
        try (Source source = Source.file(file)) {
            return verify(source, String.valueOf(file));
        }
    }

    /**
     * Verifies a file with a detached signature, as {@link #verify(Source, String, List)}.
     *
     * @throws IOException if one of them cannot be opened or read
     */
    public Report verify(Path file, List<Path> content) throws IOException {
        List<Source> sources = new ArrayList<>();
        try (Source source = Source.file(file)) {
            for (Path each : content) {
                sources.add(Source.file(each));
            }
            return verify(source, String.valueOf(file), sources);
        } finally {
            for (Source each : sources) {
                each.close();
            }
        }
    }

    /**
     * Verifies a document.
     *
     * @param name what the report calls it
     * @throws IOException if it cannot be read
     */
    public Report verify(Source source, String name) throws IOException {
        return verify(source, name, List.of());
    }

    /**
     * Verifies a document with a detached signature: one that signs content outside of it.
     *
     * @param name what the report calls it
     * @param content what it should sign, in any order; all of it must be signed, or the document does not pass
     * @throws IOException if one of them cannot be read
     */
    public Report verify(Source source, String name, List<Source> content) throws IOException {
        return verify(read(source, content), name);
    }

    /**
     * Verifies a document that its format's reader has just read, so that it is not read twice. What the reader found is believed: the
     * caller must have it from the reader itself.
     *
     * @param name what the report calls it
     */
    public Report verify(SignedDocument document, String name) {
        Instant now = at.orElseGet(clock::instant);
        Evidence found = evidence.gather(document, now);
        return new Report(name, validation.validate(document, found, policy, now, explaining));
    }

    /** Whether the files for machines say one thing. */
    private static List<Finding> twins(Carried carried) {
        return Agreement.of(carried::files, carried::metadata).findings();
    }

    private SignedDocument read(Source source, List<Source> content) throws IOException {
        if (source.size() == 0) {
            return SignedDocument.unreadable(Format.UNKNOWN, Finding.of(FindingCode.EMPTY_FILE));
        }
        Format format = FileKind.of(source);
        if (!content.isEmpty() && (format == Format.PDF || format == Format.ASIC_S || format == Format.ASIC_E)) {
            // What was given beside it would be signed by nobody, and yet the report could say passed.
            return SignedDocument.unreadable(
                    format,
                    Finding.of(FindingCode.FORMAT_NOT_SUPPORTED, format.label() + " with content outside of it"));
        }
        try {
            return switch (format) {
                case PDF -> PdfReader.read(source, limits, Verifier::twins);
                case JSON -> JsonReader.read(source, content, limits);
                case UNKNOWN -> SignedDocument.unreadable(format, Finding.of(FindingCode.UNKNOWN_FORMAT));
                case ASIC_S, ASIC_E -> AsicReader.read(source, limits).document();
                case CMS, TIMESTAMP -> CmsReader.read(source, content, limits);
                case XML -> XmlReader.read(source, content, limits);
            };
        } catch (RuntimeException | StackOverflowError e) {
            // A defect of ours must not become the caller's exception, nor a document's pass.
            LOG.error("reading a {} document failed; it counts as unreadable", format.label(), e);
            return SignedDocument.unreadable(
                    format, Finding.of(FindingCode.MALFORMED, e.getClass().getSimpleName()));
        }
    }
}
