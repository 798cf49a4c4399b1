package dev.vdx.vectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Small documents to sign. */
public final class Pdfs {
    private Pdfs() {}

    /** One page of text, with a cross-reference table. */
    public static byte[] page() throws IOException {
        return page(CompressParameters.NO_COMPRESSION);
    }

    /** One page of text, with object streams and a cross-reference stream. */
    public static byte[] pageWithStream() throws IOException {
        return page(CompressParameters.DEFAULT_COMPRESSION);
    }

    private static byte[] page(CompressParameters parameters) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.setDocumentId(1L);
            PDPage page = new PDPage(PDRectangle.LETTER);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 24);
                content.newLineAtOffset(72, 700);
                content.showText("SANDBOX licence no. 1");
                content.endText();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, parameters);
            return out.toByteArray();
        }
    }
}
