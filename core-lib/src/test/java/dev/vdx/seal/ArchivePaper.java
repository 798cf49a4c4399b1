package dev.vdx.seal;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Documents without a seal that another library wrote: for the archive, or with pages of any shape. */
public final class ArchivePaper {
    private ArchivePaper() {}

    /** A page that says {@code words}, as PDF/A of this kind. */
    public static byte[] of(PDFAFlavour flavour, boolean outputIntent, String... words) throws IOException {
        try (PDDocument document = new PDDocument()) {
            int part = flavour.getPart().getPartNumber();
            document.getDocument().setVersion(part == 1 ? 1.4f : part == 4 ? 2.0f : 1.7f);
            document.getDocumentCatalog().getCOSObject().removeItem(COSName.VERSION);
            write(document, new PDPage(PDRectangle.A4), words);
            String level = part == 4
                    ? "<pdfaid:rev>2020</pdfaid:rev>"
                    : "<pdfaid:conformance>" + flavour.getLevel().getCode().toUpperCase(java.util.Locale.ROOT)
                            + "</pdfaid:conformance>";
            PDMetadata metadata = new PDMetadata(document);
            metadata.importXMPMetadata(("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                            + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                            + "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>"
                            + part + "</pdfaid:part>" + level
                            + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>")
                    .getBytes(StandardCharsets.UTF_8));
            document.getDocumentCatalog().setMetadata(metadata);
            if (outputIntent) {
                byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
                PDOutputIntent intent = new PDOutputIntent(document, new ByteArrayInputStream(profile));
                intent.setInfo("sRGB");
                intent.setOutputConditionIdentifier("sRGB");
                document.getDocumentCatalog().addOutputIntent(intent);
            }
            return bytes(document);
        }
    }

    /** These pages, each of which says {@code words}. */
    public static byte[] pages(List<PDPage> pages, String... words) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (PDPage page : pages) {
                write(document, page, words);
            }
            return bytes(document);
        }
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out, CompressParameters.NO_COMPRESSION);
        return out.toByteArray();
    }

    /** Upright for the reader, a line for each, from near the upper left corner of what is seen. */
    private static void write(PDDocument document, PDPage page, String... words) throws IOException {
        document.addPage(page);
        page.setResources(new PDResources());
        if (words.length == 0) {
            return;
        }
        PageShape shape = PageShape.of(page);
        PDRectangle line = shape.toUserSpace(new SealBox(60, shape.seenHeight() - 100, 100, 20));
        try (InputStream font = ArchivePaper.class.getResourceAsStream("Sarabun-Regular.ttf");
                PDPageContentStream content = new PDPageContentStream(document, page)) {
            PDFont face = PDType0Font.load(document, font, false);
            float x = page.getRotation() == 90 || page.getRotation() == 180
                    ? line.getUpperRightX()
                    : line.getLowerLeftX();
            float y = page.getRotation() >= 180 ? line.getUpperRightY() : line.getLowerLeftY();
            org.apache.pdfbox.util.Matrix upright =
                    org.apache.pdfbox.util.Matrix.getRotateInstance(Math.toRadians(page.getRotation()), x, y);
            content.beginText();
            content.setFont(face, (float) (16 / shape.userUnit()));
            content.setLeading((float) (200 / shape.userUnit()));
            content.setTextMatrix(upright);
            for (String word : words) {
                content.showText(word);
                content.newLine();
            }
            content.endText();
        }
    }

    /** A page of this size, turned and cropped. */
    public static PDPage page(float width, float height, int rotation, float... crop) {
        PDPage page = new PDPage(new PDRectangle(width, height));
        page.setRotation(rotation);
        if (crop.length == 4) {
            page.setCropBox(new PDRectangle(crop[0], crop[1], crop[2], crop[3]));
        }
        return page;
    }
}
