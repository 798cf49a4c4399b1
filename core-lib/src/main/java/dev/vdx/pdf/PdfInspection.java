package dev.vdx.pdf;

import dev.vdx.model.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What is inside a PDF file, without judgement.
 *
 * @param version as the catalog or else the header says, such as {@code 1.7}
 * @param pages how many pages it says it has
 * @param encrypted whether it is encrypted, to be opened without a password
 * @param archival the PDF/A part and conformance it claims, such as {@code 3B}
 * @param revisions its revisions, oldest first
 * @param fields its signature fields, in the order of the form
 * @param files names of its embedded files
 * @param findings why it, or a part of it, could not be read
 */
public record PdfInspection(
        String version,
        long pages,
        boolean encrypted,
        Optional<String> archival,
        List<RevisionSpan> revisions,
        List<SignatureField> fields,
        List<String> files,
        List<Finding> findings) {

    public PdfInspection {
        revisions = List.copyOf(revisions);
        fields = List.copyOf(fields);
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * One revision.
     *
     * @param offset of its first byte
     * @param size in bytes
     */
    public record RevisionSpan(long offset, long size) {}

    /**
     * A signature field and what its signature says of itself.
     *
     * @param name full name of the field
     * @param signed whether it holds a signature dictionary
     * @param subFilter how the signature is encoded
     * @param byteRange the numbers of /ByteRange
     * @param time /M as written, proven by nobody
     * @param reason /Reason
     * @param location /Location
     */
    public record SignatureField(
            String name,
            boolean signed,
            Optional<String> subFilter,
            List<Long> byteRange,
            Optional<String> time,
            Optional<String> reason,
            Optional<String> location) {

        public SignatureField {
            byteRange = List.copyOf(byteRange);
        }
    }
}
