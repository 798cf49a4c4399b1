package dev.vdx.certificate;

import dev.vdx.certificate.PageDescription.Block;
import dev.vdx.certificate.PageDescription.Column;
import dev.vdx.certificate.PageDescription.Facts;
import dev.vdx.certificate.PageDescription.Paragraph;
import dev.vdx.certificate.PageDescription.Row;
import dev.vdx.certificate.PageDescription.Table;
import dev.vdx.model.SigningException;
import dev.vdx.seal.SealImage;
import dev.vdx.seal.SealLanguage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a page description, closed: what it does not know it refuses. */
final class PageReader {
    private static final List<String> MEMBERS = List.of(
            "language",
            "document",
            "issuer",
            "crest",
            "title",
            "reference",
            "issued",
            "body",
            "signatory",
            "mark",
            "notShown",
            "about");

    private PageReader() {}

    static PageDescription read(byte[] json, Path folder) throws CertificateException, IOException {
        Members page = new Members("", StrictJson.read(json), MEMBERS);
        Optional<Members> document = page.object("document", List.of("oid", "version"));
        List<Block> body = new ArrayList<>();
        for (Members block : page.objects("body", List.of("paragraph", "facts", "table"))) {
            body.add(block(block));
        }
        return new PageDescription(
                language(page),
                document.isPresent() ? document.get().text("oid") : Optional.empty(),
                document.isPresent() ? document.get().text("version").orElse("1.0") : "1.0",
                page.texts("issuer"),
                crest(page, folder),
                page.required("title"),
                page.required("reference"),
                page.required("issued"),
                body,
                page.texts("signatory"),
                page.text("mark"),
                page.texts("notShown"));
    }

    private static SealLanguage language(Members page) throws CertificateException {
        String word = page.text("language").orElse("th");
        return switch (word) {
            case "th" -> SealLanguage.TH;
            case "en" -> SealLanguage.EN;
            default -> throw new CertificateException("language: choose th or en");
        };
    }

    /** Beside the description, not wherever it may point to. */
    private static Optional<SealImage> crest(Members page, Path folder) throws CertificateException, IOException {
        Optional<Members> crest = page.object("crest", List.of("file", "alternate"));
        if (crest.isEmpty()) {
            return Optional.empty();
        }
        String name = crest.get().required("file");
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.equals("..")) {
            throw new CertificateException(
                    "crest.file: '" + name + "' holds a folder; put the picture beside the page");
        }
        try {
            byte[] picture = CertificateRecord.bytes(folder.resolve(name), SealImage.LARGEST);
            return Optional.of(SealImage.read(picture).describedAs(crest.get().required("alternate")));
        } catch (SigningException e) {
            throw new CertificateException("crest: " + String.join(", ", e.details()), e);
        }
    }

    private static Block block(Members block) throws CertificateException {
        Optional<String> paragraph = block.text("paragraph");
        Optional<Members> facts = block.object("facts", List.of("heading", "rows"));
        Optional<Members> table = block.object("table", List.of("heading", "each", "columns"));
        if (block.count() != 1) {
            throw block.wrong("is one of paragraph, facts, table");
        }
        if (paragraph.isPresent()) {
            return new Paragraph(paragraph.get());
        } else if (facts.isPresent()) {
            List<Row> rows = new ArrayList<>();
            for (Members row : facts.get().objects("rows", List.of("label", "value"))) {
                rows.add(new Row(row.required("label"), row.required("value")));
            }
            return new Facts(facts.get().text("heading"), rows);
        }
        Members given = table.orElseThrow();
        List<Column> columns = new ArrayList<>();
        for (Members column : given.objects("columns", List.of("title", "text", "share", "align"))) {
            columns.add(column(column));
        }
        return new Table(given.text("heading"), given.required("each"), columns);
    }

    private static Column column(Members column) throws CertificateException {
        String align = column.text("align").orElse("left");
        if (!align.equals("left") && !align.equals("right")) {
            throw column.wrong("align: choose left or right");
        }
        return new Column(
                column.required("title"), column.required("text"), column.number("share", 1), align.equals("right"));
    }
}
