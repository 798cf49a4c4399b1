package dev.vdx.pdf;

import dev.vdx.model.Finding;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.form.FormField;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is inside a PDF file. */
public final class PdfInspector {
    private static final Pattern PART = Pattern.compile("pdfaid:part(?:=[\"']|>)\\s*(\\d)");
    private static final Pattern CONFORMANCE = Pattern.compile("pdfaid:conformance(?:=[\"']|>)\\s*(\\w)");

    private final PdfFile file;
    private final Revision last;
    private final Carried carried;
    private final List<Finding> findings = new ArrayList<>();

    private PdfInspector(PdfFile file) {
        this.file = file;
        this.last = file.last();
        this.carried = new Carried(file);
    }

    /**
     * Inspects a file. Whatever is wrong with it is a finding.
     *
     * @throws IOException only if the source cannot be read
     */
    public static PdfInspection inspect(Source source, Limits limits) throws IOException {
        try {
            return new PdfInspector(PdfFile.open(source, new Budget(limits))).all();
        } catch (PdfException e) {
            return new PdfInspection(
                    "", 0, false, Optional.empty(), List.of(), List.of(), List.of(), List.of(e.finding()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private PdfInspection all() {
        List<PdfInspection.RevisionSpan> spans = file.revisions().stream()
                .map(r -> new PdfInspection.RevisionSpan(r.start(), r.end() - r.start()))
                .toList();
        List<PdfInspection.SignatureField> fields = new ArrayList<>();
        part(() -> fields.addAll(fields()));
        List<String> files = new ArrayList<>();
        part(() -> files.addAll(carried.names()));
        List<String> archival = new ArrayList<>();
        part(() -> archival().ifPresent(archival::add));
        return new PdfInspection(
                version(),
                last.get(last.dictionary(last.catalog(), "Pages"), "Count") instanceof PdfNumber n ? n.integer() : 0,
                file.encrypted(),
                archival.stream().findFirst(),
                spans,
                fields,
                files,
                findings);
    }

    private void part(Runnable reading) {
        try {
            reading.run();
        } catch (PdfException e) {
            findings.add(e.finding());
        }
    }

    private String version() {
        long header = Math.max(
                0, file.bytes().find("%PDF-", 0, Math.min(1024, file.bytes().size())));
        byte[] bytes = file.bytes().copy(header + 5, 3);
        return last.get(last.catalog(), "Version") instanceof PdfName version
                ? version.value()
                : new String(bytes, StandardCharsets.US_ASCII);
    }

    private List<PdfInspection.SignatureField> fields() {
        return FieldTree.fields(last, file.budget()).stream()
                .filter(FormField::isSignature)
                .map(this::field)
                .toList();
    }

    private PdfInspection.SignatureField field(FormField field) {
        PdfDictionary signature = last.dictionary(field.dictionary(), "V");
        List<Long> range = last.array(signature, "ByteRange").items().stream()
                .filter(PdfNumber.class::isInstance)
                .map(n -> ((PdfNumber) n).integer())
                .toList();
        return new PdfInspection.SignatureField(
                field.name(),
                !signature.keys().isEmpty(),
                last.get(signature, "SubFilter") instanceof PdfName name ? Optional.of(name.value()) : Optional.empty(),
                range,
                text(signature, "M"),
                text(signature, "Reason"),
                text(signature, "Location"));
    }

    private Optional<String> text(PdfDictionary dictionary, String key) {
        return last.get(dictionary, key) instanceof PdfString string ? Optional.of(string.text()) : Optional.empty();
    }

    private Optional<String> archival() {
        String xmp = new String(carried.metadata().orElse(new byte[0]), StandardCharsets.UTF_8);
        Matcher part = PART.matcher(xmp);
        Matcher conformance = CONFORMANCE.matcher(xmp);
        return part.find()
                ? Optional.of(part.group(1) + (conformance.find() ? conformance.group(1) : ""))
                : Optional.empty();
    }
}
