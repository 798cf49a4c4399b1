package dev.vdx.seal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a certificate may hold; everything has a limit. */
final class CertificateRules {
    private static final int MOST_LINES = 6;
    private static final int MOST_BLOCKS = 500;
    private static final int MOST_ROWS = 2_000;
    private static final int MOST_COLUMNS = 8;
    private static final int MOST_ATTACHMENTS = 50;
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_PARAGRAPH = 10_000;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}");

    private CertificateRules() {}

    static void check(CertificatePage page) throws CannotDrawException {
        checkLines("issuer", page.issuer());
        if (page.issuer().isEmpty()) {
            throw new CannotDrawException("a certificate has an issuer");
        }
        SealRules.checkTime(page.created());
        SealRules.checkText("title", page.title(), LONGEST_LINE);
        SealRules.checkText("reference", page.reference(), LONGEST_LINE);
        checkLines("signatory", page.signatory());
        if (page.mark().isPresent()) {
            SealRules.checkText("mark", page.mark().get(), 40);
        }
        if (page.crest().isPresent()) {
            SealRules.checkText(
                    "the crest's alternate text", page.crest().get().words().orElse(""), SealRules.LONGEST_TEXT);
        }
        if (page.document().isPresent()) {
            checkDocument(page.document().get());
        }
        checkBody(page.body());
        checkAttachments(page.attachments());
    }

    private static void checkLines(String what, List<String> lines) throws CannotDrawException {
        if (lines.size() > MOST_LINES) {
            throw new CannotDrawException(what + " has more than " + MOST_LINES + " lines");
        }
        for (String line : lines) {
            SealRules.checkText(what, line, LONGEST_LINE);
        }
    }

    private static void checkBody(List<CertificateBlock> body) throws CannotDrawException {
        if (body.size() > MOST_BLOCKS) {
            throw new CannotDrawException("the body has more than " + MOST_BLOCKS + " blocks");
        }
        int rows = 0;
        for (CertificateBlock block : body) {
            if (block instanceof CertificateBlock.Paragraph paragraph) {
                SealRules.checkText("paragraph", paragraph.text(), LONGEST_PARAGRAPH);
            } else if (block instanceof CertificateBlock.Facts facts) {
                rows += facts.rows().size();
                if (facts.heading().isPresent()) {
                    SealRules.checkText("heading", facts.heading().get(), LONGEST_LINE);
                }
                for (CertificateBlock.Row row : facts.rows()) {
                    SealRules.checkText("label", row.label(), LONGEST_LINE);
                    SealRules.checkText("value", row.value(), LONGEST_PARAGRAPH);
                }
            } else if (block instanceof CertificateBlock.Table table) {
                rows += table.rows().size();
                checkTable(table);
            }
        }
        if (rows > MOST_ROWS) {
            throw new CannotDrawException("the body has more than " + MOST_ROWS + " rows");
        }
    }

    private static void checkTable(CertificateBlock.Table table) throws CannotDrawException {
        if (table.heading().isPresent()) {
            SealRules.checkText("heading", table.heading().get(), LONGEST_LINE);
        }
        int columns = table.columns().size();
        if (columns < 1 || columns > MOST_COLUMNS) {
            throw new CannotDrawException("a table has one to " + MOST_COLUMNS + " columns");
        }
        for (CertificateBlock.Column column : table.columns()) {
            SealRules.checkText("column title", column.title(), LONGEST_LINE);
            if (!(column.share() >= 0.1 && column.share() <= 100)) {
                throw new CannotDrawException("a column's share of the width is 0.1 to 100");
            }
        }
        for (List<String> row : table.rows()) {
            if (row.size() != columns) {
                throw new CannotDrawException("a row of a table has not as many texts as the table has columns");
            }
            for (String text : row) {
                SealRules.checkText("cell", text, LONGEST_PARAGRAPH);
            }
        }
    }

    private static void checkDocument(ElectronicDocument document) throws CannotDrawException {
        for (Optional<String> said :
                List.of(document.oid(), document.referenceId(), document.version(), document.fileName())) {
            if (said.isPresent()) {
                SealRules.checkText("a property of the electronic document", said.get(), LONGEST_LINE);
            }
        }
    }

    private static void checkAttachments(List<CertificateAttachment> attachments) throws CannotDrawException {
        if (attachments.size() > MOST_ATTACHMENTS) {
            throw new CannotDrawException("more than " + MOST_ATTACHMENTS + " attachments");
        }
        Set<String> names = new HashSet<>();
        for (CertificateAttachment attachment : attachments) {
            String name = attachment.name();
            SealRules.checkText("attachment name", name, LONGEST_LINE);
            if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
                throw new CannotDrawException("an attachment's name holds a folder");
            }
            if (!names.add(name)) {
                throw new CannotDrawException("two attachments are named " + name);
            }
            SealRules.checkText("attachment description", attachment.description(), LONGEST_LINE);
            if (!MEDIA_TYPE.matcher(attachment.mediaType()).matches()) {
                throw new CannotDrawException("an attachment's media type is not type/subtype");
            }
        }
    }
}
