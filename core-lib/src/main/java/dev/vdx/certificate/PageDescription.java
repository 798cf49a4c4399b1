package dev.vdx.certificate;

import dev.vdx.seal.SealImage;
import dev.vdx.seal.SealLanguage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How certificates of one kind look and what they say; a record's fields go where texts have placeholders:
 * <code>{holder.name}</code>, with a form <code>{issued|date}</code>; <code>{{</code> and <code>}}</code> are braces
 * (spec/thai-certificate.md). Anyone may build one; {@link ThaiCertificate} refuses what does not fit a record.
 *
 * @param language of the page
 * @param oid object identifier of the kind of document ({@code ed:DocumentOID}), where it has one
 * @param version of the kind of document ({@code ed:DocumentVersion})
 * @param issuer the agency's name, one to six lines; the first is set in bold
 * @param crest the agency's crest, at the top
 * @param title what it is
 * @param reference the number the issuer gives the document ({@code ed:DocumentReferenceID})
 * @param issued the time of issue; what it says is a time after RFC 3339
 * @param body what stands below, in order
 * @param signatory name and office of who answers for it, a line each
 * @param mark words across every page, for what must not pass as real
 * @param notShown paths of a record's fields that the page need not show
 */
public record PageDescription(
        SealLanguage language,
        Optional<String> oid,
        String version,
        List<String> issuer,
        Optional<SealImage> crest,
        String title,
        String reference,
        String issued,
        List<Block> body,
        List<String> signatory,
        Optional<String> mark,
        List<String> notShown) {

    public PageDescription {
        issuer = List.copyOf(issuer);
        body = List.copyOf(body);
        signatory = List.copyOf(signatory);
        notShown = List.copyOf(notShown);
    }

    /** A part of the body. */
    public sealed interface Block {}

    /** Running text. */
    public record Paragraph(String text) implements Block {}

    /**
     * Facts, one a row: what it is, and what it is here.
     *
     * @param heading what they are about
     */
    public record Facts(Optional<String> heading, List<Row> rows) implements Block {
        public Facts {
            rows = List.copyOf(rows);
        }
    }

    /** One fact. */
    public record Row(String label, String value) {}

    /**
     * A row for each item of a list of the record.
     *
     * @param heading what they are about
     * @param each the path of the list
     * @param columns from the left
     */
    public record Table(Optional<String> heading, String each, List<Column> columns) implements Block {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column.
     *
     * @param title its head
     * @param text what stands in it; placeholders name members of the item, <code>{#}</code> is its number, <code>{.}</code> the item
     *     itself
     * @param share its part of the width, measured against the others'
     * @param right whether its texts end at its right edge
     */
    public record Column(String title, String text, double share, boolean right) {}

    /**
     * A page description from a JSON file (spec/certificate-page.schema.json); the crest's file is looked for beside it.
     *
     * @throws CertificateException it is none; says where and why
     * @throws IOException it or the crest cannot be read
     */
    public static PageDescription read(Path file) throws CertificateException, IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return PageReader.read(CertificateRecord.bytes(file, StrictJson.LARGEST), folder);
    }
}
