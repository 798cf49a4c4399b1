package dev.vdx.seal;

import java.util.List;
import java.util.Optional;

/** A part of a certificate's body. */
public sealed interface CertificateBlock {

    /** Running text, its first line indented as Thai letters have it. */
    record Paragraph(String text) implements CertificateBlock {}

    /**
     * Facts, one a row.
     *
     * @param heading what they are about
     * @param rows in the order shown
     */
    record Facts(Optional<String> heading, List<Row> rows) implements CertificateBlock {
        public Facts {
            rows = List.copyOf(rows);
        }
    }

    /** One fact: what it is, and what it is here. */
    record Row(String label, String value) {}
}
