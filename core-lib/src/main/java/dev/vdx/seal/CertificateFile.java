package dev.vdx.seal;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Puts a certificate's pages, files and metadata together as PDF/A-3U. */
final class CertificateFile {
    // Dates are written as text: PDFBox's calendars follow the machine's locale into the Buddhist era.
    private static final DateTimeFormatter PDF_DATE =
            DateTimeFormatter.ofPattern("'D:'uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final COSName DEST_OUTPUT_PROFILE = COSName.getPDFName("DestOutputProfile");
    private static final COSName MARK_INFO = COSName.getPDFName("MarkInfo");
    private static final int ICC_PLATFORM = 40;

    private final CertificatePage page;
    private final MessageDigest identity;

    CertificateFile(CertificatePage page) {
        this.page = page;
        try {
            this.identity = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] bytes() throws IOException, CannotDrawException {
        TextFonts fonts = new TextFonts();
        CertificateLayout layout = CertificateLayout.of(page, fonts);
        try (PDDocument document = new PDDocument()) {
            document.getDocument().setVersion(1.7f);
            document.getDocumentCatalog().getCOSObject().removeItem(COSName.VERSION);
            pages(document, layout, fonts.resources());
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            catalog.setItem(COSName.STRUCT_TREE_ROOT, layout.tree().root());
            COSDictionary marked = new COSDictionary();
            marked.setItem(COSName.getPDFName("Marked"), COSBoolean.TRUE);
            catalog.setItem(MARK_INFO, marked);
            catalog.setString(COSName.LANG, page.language().tag());
            COSDictionary preferences = new COSDictionary();
            preferences.setItem(COSName.getPDFName("DisplayDocTitle"), COSBoolean.TRUE);
            catalog.setItem(COSName.VIEWER_PREFERENCES, preferences);
            catalog.setItem(COSName.OUTPUT_INTENTS, outputIntents());
            catalog.setItem(COSName.METADATA, metadata());
            attachments(catalog);
            information(document);
            document.setDocumentId(ByteBuffer.wrap(identity.digest()).getLong());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        }
    }

    private void pages(PDDocument document, CertificateLayout layout, COSDictionary fonts) throws IOException {
        COSDictionary resources = new COSDictionary();
        resources.setItem(COSName.FONT, fonts);
        if (page.crest().isPresent()) {
            COSDictionary pictures = new COSDictionary();
            pictures.setItem(
                    COSName.getPDFName(CertificateLayout.CREST), page.crest().get().stream(Ink.WHITE, SealColours.RGB));
            resources.setItem(COSName.XOBJECT, pictures);
        }
        List<CertificateLayout.Sheet> sheets = layout.sheets();
        for (int i = 0; i < sheets.size(); i++) {
            COSDictionary sheet = sheets.get(i).page();
            identity.update(sheets.get(i).canvas().bytes());
            sheet.setItem(
                    COSName.MEDIA_BOX,
                    new PDRectangle((float) CertificateLayout.WIDTH, (float) CertificateLayout.HEIGHT).getCOSArray());
            sheet.setItem(COSName.RESOURCES, resources);
            sheet.setItem(COSName.CONTENTS, sheets.get(i).canvas().stream());
            sheet.setInt(COSName.STRUCT_PARENTS, i);
            sheet.setName(COSName.getPDFName("Tabs"), "S");
            document.addPage(new PDPage(sheet));
        }
    }

    private static COSArray outputIntents() throws IOException {
        byte[] bytes = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        // Which platform made it differs between JDKs, and means nothing here (ICC.1, 7.2.10).
        Arrays.fill(bytes, ICC_PLATFORM, ICC_PLATFORM + 4, (byte) 0);
        COSStream profile = EmbeddedFont.stream(bytes);
        profile.setInt(COSName.N, 3);
        COSDictionary intent = new COSDictionary();
        intent.setName(COSName.TYPE, "OutputIntent");
        intent.setName(COSName.S, "GTS_PDFA1");
        intent.setString(COSName.getPDFName("OutputConditionIdentifier"), "sRGB IEC61966-2.1");
        intent.setString(COSName.INFO, "sRGB IEC61966-2.1");
        intent.setItem(DEST_OUTPUT_PROFILE, profile);
        COSArray intents = new COSArray();
        intents.add(intent);
        return intents;
    }

    private COSStream metadata() throws IOException {
        COSStream stream = new COSStream();
        // Not compressed: tools find the packet by its text.
        try (var out = stream.createOutputStream()) {
            out.write(
                    new Xmp(page.title(), page.issuer().get(0), page.language().tag(), page.created(), page.document())
                            .bytes());
        }
        stream.setItem(COSName.TYPE, COSName.METADATA);
        stream.setName(COSName.SUBTYPE, "XML");
        return stream;
    }

    private void attachments(COSDictionary catalog) throws IOException {
        if (page.attachments().isEmpty()) {
            return;
        }
        COSArray associated = new COSArray();
        COSArray names = new COSArray();
        List<CertificateAttachment> byName = page.attachments().stream()
                .sorted(Comparator.comparing(CertificateAttachment::name))
                .toList();
        List<COSDictionary> files = new ArrayList<>();
        for (CertificateAttachment attachment : page.attachments()) {
            COSDictionary file = fileSpecification(attachment);
            files.add(file);
            associated.add(file);
        }
        for (CertificateAttachment attachment : byName) {
            names.add(new COSString(attachment.name()));
            names.add(files.get(page.attachments().indexOf(attachment)));
        }
        COSDictionary tree = new COSDictionary();
        tree.setItem(COSName.NAMES, names);
        COSDictionary roots = new COSDictionary();
        roots.setItem(COSName.EMBEDDED_FILES, tree);
        catalog.setItem(COSName.NAMES, roots);
        catalog.setItem(COSName.AF, associated);
    }

    private COSDictionary fileSpecification(CertificateAttachment attachment) throws IOException {
        byte[] bytes = attachment.content().bytes();
        identity.update(bytes);
        COSStream content = EmbeddedFont.stream(bytes);
        content.setName(COSName.TYPE, "EmbeddedFile");
        content.setName(COSName.SUBTYPE, attachment.mediaType());
        COSDictionary parameters = new COSDictionary();
        parameters.setInt(COSName.SIZE, bytes.length);
        parameters.setString(COSName.MOD_DATE, date());
        content.setItem(COSName.PARAMS, parameters);
        COSDictionary embedded = new COSDictionary();
        embedded.setItem(COSName.F, content);
        embedded.setItem(COSName.UF, content);
        COSDictionary file = new COSDictionary();
        file.setName(COSName.TYPE, "Filespec");
        file.setString(COSName.F, attachment.name());
        file.setString(COSName.UF, attachment.name());
        file.setString(COSName.DESC, attachment.description());
        file.setName(COSName.AF_RELATIONSHIP, attachment.relationship().word());
        file.setItem(COSName.EF, embedded);
        return file;
    }

    private void information(PDDocument document) {
        COSDictionary information = document.getDocumentInformation().getCOSObject();
        information.setString(COSName.TITLE, page.title());
        information.setString(COSName.AUTHOR, page.issuer().get(0));
        information.setString(COSName.CREATOR, Xmp.PRODUCER);
        information.setString(COSName.PRODUCER, Xmp.PRODUCER);
        information.setString(COSName.CREATION_DATE, date());
        information.setString(COSName.MOD_DATE, date());
    }

    private String date() {
        return PDF_DATE.format(page.created());
    }
}
