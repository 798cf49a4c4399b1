package dev.vdx.pdf;

import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import dev.vdx.model.ValidationData;
import dev.vdx.pdf.change.ChangeReview;
import dev.vdx.pdf.change.PermissionReader;
import dev.vdx.pdf.change.Permissions;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads signed PDF files (ISO 32000-2, 12.8; EN 319 142-1): every signature, what it covers, whether its numbers agree,
 * and what happened to the document after it. Judges no certificate.
 */
public final class PdfReader {
    private static final PdfName RFC_3161 = new PdfName("ETSI.RFC3161");

    private PdfReader() {}

    /**
     * Reads a file. Whatever is wrong with it is a finding.
     *
     * @throws IOException only if the source cannot be read
     */
    public static SignedDocument read(Source source, Limits limits) throws IOException {
        return read(source, limits, carried -> List.of());
    }

    /**
     * Reads a file, and has what a signed one carries for machines looked at.
     *
     * @param look what is found about it
     * @throws IOException only if the source cannot be read
     */
    public static SignedDocument read(Source source, Limits limits, Function<Carried, List<Finding>> look)
            throws IOException {
        if (source.size() == 0) {
            return SignedDocument.unreadable(Format.PDF, Finding.of(FindingCode.EMPTY_FILE));
        } else if (source.size() > limits.bytes()) {
            return SignedDocument.unreadable(
                    Format.PDF, Finding.of(FindingCode.LIMIT_EXCEEDED, "bytes > " + limits.bytes()));
        }
        try {
            Budget budget = new Budget(limits);
            return read(source, PdfFile.open(source, budget), look);
        } catch (PdfException e) {
            return SignedDocument.unreadable(Format.PDF, e.finding());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static SignedDocument read(Source source, PdfFile file, Function<Carried, List<Finding>> look) {
        SignatureSearch search = new SignatureSearch(file);
        List<FoundSignature> found = search.present();
        List<Finding> findings = new ArrayList<>();
        for (String name : search.stripped(found)) {
            findings.add(Finding.of(FindingCode.SIGNATURE_STRIPPED, name));
        }
        if (found.isEmpty()) {
            return new SignedDocument(Format.PDF, List.of(), findings);
        }
        findings.addAll(carried(file, look));
        RangeDigests digests = new RangeDigests(
                source,
                file.budget(),
                found.stream().flatMap(s -> s.range().stream()).toList());
        ValidationData store = SecurityStore.of(file);
        SignatureReader reader = new SignatureReader(digests, store, source.size());
        Optional<ChangeReview> review = found.stream()
                .flatMap(s -> s.revision().stream())
                .min(Integer::compare)
                .map(first -> ChangeReview.of(file, first));
        List<SignatureFacts> signatures = new ArrayList<>();
        Permissions permissions = Permissions.NONE_STATED;
        for (FoundSignature signature : found) {
            ChangesAfter changes = ChangesAfter.NONE;
            if (signature.revision().isPresent() && review.isPresent()) {
                int revision = signature.revision().get();
                permissions =
                        permissions.and(new PermissionReader(file.revisions().get(revision))
                                .read(signature.field(), signature.dictionary()));
                boolean whole = signature.range().get().end() == source.size();
                changes = review.get().after(revision, whole, permissions);
            }
            signatures.add(reader.read(signature, changes, lasting(file, signature, signatures)));
        }
        return new SignedDocument(Format.PDF, signatures, findings);
    }

    /** What cannot be read cannot be compared, and must not go for agreement. */
    private static List<Finding> carried(PdfFile file, Function<Carried, List<Finding>> look) {
        try {
            return look.apply(new Carried(file));
        } catch (PdfException e) {
            return List.of(Finding.of(FindingCode.TWINS_DISAGREE, e.reason()));
        }
    }

    /** Places of the signatures before this one for which validation data was added between them and it. */
    private static Set<Integer> lasting(PdfFile file, FoundSignature signature, List<SignatureFacts> before) {
        if (signature.revision().isEmpty()
                || !RFC_3161.equals(signature.dictionary().get("SubFilter"))) {
            return Set.of();
        }
        long written =
                SecurityStore.written(file.revisions().get(signature.revision().get()));
        return IntStream.range(0, before.size())
                .filter(place -> before.get(place).coverage().end() <= written)
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }
}
