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

    /**
     * Many of a kind, one a row, in columns whose heads say what is in them.
     *
     * @param heading what they are about
     * @param columns one to eight, from the left
     * @param rows the texts of each row, one a column
     */
    record Table(Optional<String> heading, List<Column> columns, List<List<String>> rows) implements CertificateBlock {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A column.
     *
     * @param title its head
     * @param share its part of the width, measured against the others'
     * @param right whether its texts end at its right edge, as numbers do
     */
    record Column(String title, double share, boolean right) {}

    /** One fact: what it is, and what it is here. */
    record Row(String label, String value) {}
}
