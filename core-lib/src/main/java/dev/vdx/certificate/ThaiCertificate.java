package dev.vdx.certificate;

import dev.vdx.seal.CertificateAttachment;
import dev.vdx.seal.CertificateAttachment.Relationship;
import dev.vdx.seal.CertificateBlock;
import dev.vdx.seal.CertificatePage;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.ElectronicDocument;
import dev.vdx.seal.SealLanguage;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes Thai electronic certificates: PDF/A-3U (ISO 19005-3) whose page people read, with the same facts in
 * {@code ContentInformation.xml} and {@code ContentInformation.json}, written from one record so that they cannot differ.
 */
public final class ThaiCertificate {
    /** The associated file in XML. */
    public static final String XML = Twins.XML_NAME;

    /** The associated file in JSON. */
    public static final String JSON = Twins.JSON_NAME;

    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,15})){1,30}");

    private final PageDescription page;
    private final Placeholders placeholders;

    private ThaiCertificate(PageDescription page, CertificateRecord record) {
        this.page = page;
        this.placeholders = new Placeholders(record.root(), page.language());
    }

    /**
     * The certificate of a record as a PDF file, to be sealed in {@link CertificatePdf#SEAL_BOX}. The same page and record give
     * the same bytes.
     *
     * @throws CertificateException page and record do not fit: a placeholder names no field, a field is nowhere on the page, a
     *     character cannot be drawn, something is too long
     */
    public static byte[] write(PageDescription page, CertificateRecord record) throws CertificateException {
        try {
            return CertificatePdf.write(new ThaiCertificate(page, record).filled(record));
        } catch (IllegalArgumentException e) {
            throw new CertificateException(String.valueOf(e.getMessage()), e);
        }
    }

    private CertificatePage filled(CertificateRecord record) throws CertificateException {
        if (page.oid().isPresent() && !OID.matcher(page.oid().get()).matches()) {
            throw new CertificateException(
                    "document.oid: '" + page.oid().get() + "' is no object identifier such as 2.999.1");
        }
        String title = placeholders.fill("title", page.title());
        String reference = placeholders.fill("reference", page.reference());
        OffsetDateTime issued = time(placeholders.fill("issued", page.issued()));
        List<String> issuer = texts("issuer", page.issuer());
        List<CertificateBlock> body = body();
        List<String> signatory = texts("signatory", page.signatory());
        placeholders.checkAllShown(page.notShown());
        Value.Group facts = facts(title, reference, issued, issuer, record);
        return new CertificatePage(
                page.language(),
                false,
                issuer,
                title,
                (page.language() == SealLanguage.TH ? "เลขที่ " : "No. ") + reference,
                body,
                signatory,
                page.mark(),
                attachments(facts),
                issued.toInstant(),
                page.crest(),
                Optional.of(new ElectronicDocument(
                        page.oid(), Optional.of(reference), Optional.of(page.version()), Optional.of(XML))));
    }

    /** One record, two spellings; the XML is what Thai readers look for, so it comes first. */
    private List<CertificateAttachment> attachments(Value.Group facts) {
        boolean thai = page.language() == SealLanguage.TH;
        return List.of(
                CertificateAttachment.of(
                        XML,
                        thai ? "ข้อความเดียวกันสำหรับให้เครื่องอ่าน (XML)" : "The same for machines (XML)",
                        "text/xml",
                        Relationship.ALTERNATIVE,
                        Twins.xml(facts)),
                CertificateAttachment.of(
                        JSON,
                        thai ? "ข้อมูลที่ใช้จัดทำเอกสาร (JSON)" : "The data this document was made from (JSON)",
                        "application/json",
                        Relationship.DATA,
                        Twins.json(facts)));
    }

    private Value.Group facts(
            String title, String reference, OffsetDateTime issued, List<String> issuer, CertificateRecord record) {

        Map<String, Value> document = new LinkedHashMap<>();
        if (page.oid().isPresent()) {
            document.put("oid", Value.Text.of(page.oid().get()));
        }
        document.put("version", Value.Text.of(page.version()));
        document.put("reference", Value.Text.of(reference));
        document.put("title", Value.Text.of(title));
        document.put(
                "issuer",
                new Value.Items(
                        issuer.stream().map(l -> (Value) Value.Text.of(l)).toList()));
        document.put("issued", Value.Text.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(issued)));
        Map<String, Value> all = new LinkedHashMap<>();
        all.put("document", new Value.Group(document));
        all.put("record", record.root());
        return new Value.Group(all);
    }

    private static OffsetDateTime time(String text) throws CertificateException {
        try {
            Placeholders.day("issued", text);
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new CertificateException(
                    "issued: '" + text + "' is no time after RFC 3339 such as 2026-11-24T10:15:00+07:00", e);
        }
    }

    private List<String> texts(String where, List<String> templates) throws CertificateException {
        List<String> texts = new ArrayList<>();
        for (String template : templates) {
            texts.add(placeholders.fill(where, template));
        }
        return texts;
    }

    private List<CertificateBlock> body() throws CertificateException {
        List<CertificateBlock> blocks = new ArrayList<>();
        for (PageDescription.Block block : page.body()) {
            String where = "body[" + (blocks.size() + 1) + "]";
            if (block instanceof PageDescription.Paragraph paragraph) {
                blocks.add(new CertificateBlock.Paragraph(placeholders.fill(where, paragraph.text())));
            } else if (block instanceof PageDescription.Facts facts) {
                blocks.add(facts(where, facts));
            } else if (block instanceof PageDescription.Table table) {
                blocks.add(table(where, table));
            }
        }
        return blocks;
    }

    private CertificateBlock facts(String where, PageDescription.Facts facts) throws CertificateException {
        List<CertificateBlock.Row> rows = new ArrayList<>();
        for (PageDescription.Row row : facts.rows()) {
            rows.add(new CertificateBlock.Row(
                    placeholders.fill(where, row.label()), placeholders.fill(where, row.value())));
        }
        return new CertificateBlock.Facts(facts.heading(), rows);
    }

    private CertificateBlock table(String where, PageDescription.Table table) throws CertificateException {
        List<List<String>> rows = new ArrayList<>();
        for (Value item : placeholders.each(table.each())) {
            List<String> row = new ArrayList<>();
            for (PageDescription.Column column : table.columns()) {
                row.add(placeholders.fill(where, column.text(), item, table.each(), rows.size() + 1));
            }
            rows.add(row);
        }
        return new CertificateBlock.Table(
                table.heading(),
                table.columns().stream()
                        .map(c -> new CertificateBlock.Column(c.title(), c.share(), c.right()))
                        .toList(),
                rows);
    }
}
