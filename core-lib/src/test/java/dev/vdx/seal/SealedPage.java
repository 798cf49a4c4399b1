package dev.vdx.seal;

import dev.vdx.model.SigningException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** A document of one page that shows a seal, as a signature's widget would. */
final class SealedPage {
    static final Instant TIME = Instant.parse("2026-11-24T03:15:00Z");
    static final SealBox BOX = new SealBox(250, 60, 310, 110);
    static final SealSpec THAI = SealSpec.of("สำนักงานตัวอย่าง (SANDBOX)", TIME, BOX)
            .withAgency("สำนักงานตัวอย่าง (SANDBOX)", "SANDBOX Example Agency")
            .withReason("รับรองสำเนาถูกต้องทางอิเล็กทรอนิกส์")
            .withLocation("กรุงเทพมหานคร")
            .withVerification(URI.create("https://verify.sandbox.example/d/7Q3M-K2XW-9FHT"));
    static final SealSpec ENGLISH = THAI.withLanguage(SealLanguage.EN)
            .withAgency("SANDBOX Example Agency", "สำนักงานตัวอย่าง")
            .withReason("Certified true electronic copy")
            .withLocation("Bangkok");
    static final PageShape A4 = PageShape.of(new PDPage(PDRectangle.A4));

    private final byte[] pdf;

    private SealedPage(byte[] pdf) {
        this.pdf = pdf;
    }

    /** Where a seal goes that is placed by a box. */
    static SealBox box(SealSpec spec) {
        return ((SealPlace.OnPage) spec.place()).box();
    }

    byte[] pdf() {
        return pdf;
    }

    static SealedPage of(SealSpec spec) throws SigningException, IOException {
        return of(spec, SealColours.RGB, new PDPage(PDRectangle.A4));
    }

    static SealedPage of(SealSpec spec, SealColours colours, PDPage page) throws SigningException, IOException {
        SealPicture picture = SealPicture.draw(spec, box(spec), PageShape.of(page), colours);
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(1L);
            document.addPage(page);
            PDAnnotationRubberStamp widget = new PDAnnotationRubberStamp();
            widget.setRectangle(picture.rectangle());
            widget.setPrinted(true);
            COSDictionary appearances = new COSDictionary();
            appearances.setItem(COSName.N, picture.appearance());
            widget.getCOSObject().setItem(COSName.AP, appearances);
            page.setAnnotations(List.of(widget));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return new SealedPage(out.toByteArray());
        }
    }

    BufferedImage image(float dpi) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImageWithDPI(0, dpi, ImageType.RGB);
        }
    }

    /** What a reader of the page sees in the box, as an image. */
    BufferedImage image(SealBox box, float dpi) throws IOException {
        BufferedImage page = image(dpi);
        double scale = dpi / 72.0;
        int x = (int) Math.round(box.x() * scale);
        int y = (int) Math.round(page.getHeight() - (box.y() + box.height()) * scale);
        return page.getSubimage(x, y, (int) Math.round(box.width() * scale), (int) Math.round(box.height() * scale));
    }

    /** The text of the seal: of the appearance, put on a page of its own, since a stripper reads no annotations. */
    static String text(SealSpec spec) throws SigningException, IOException {
        try (PDDocument document = Loader.loadPDF(flat(spec))) {
            return new PDFTextStripper().getText(document);
        }
    }

    /** A page that shows the seal as its content. */
    static byte[] flat(SealSpec spec) throws SigningException, IOException {
        SealPicture picture = SealPicture.draw(spec, box(spec), A4, SealColours.RGB);
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(1L);
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            COSDictionary forms = new COSDictionary();
            forms.setItem(COSName.getPDFName("S"), picture.appearance());
            COSDictionary resources = new COSDictionary();
            resources.setItem(COSName.XOBJECT, forms);
            page.getCOSObject().setItem(COSName.RESOURCES, resources);
            page.getCOSObject()
                    .setItem(
                            COSName.CONTENTS,
                            EmbeddedFont.stream("q 1 0 0 1 100 600 cm /S Do Q\n".getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        }
    }
}
