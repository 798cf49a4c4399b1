package dev.vdx.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text two independent readers find in a document. */
final class PdfText {
    private PdfText() {}

    static String byPdfBox(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    /** By poppler's pdftotext; empty where the machine has none. */
    static Optional<String> byPoppler(byte[] pdf, Path folder) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "text", ".pdf");
        Files.write(file, pdf);
        Path out = folder.resolve("out.txt");
        Process process;
        try {
            process = new ProcessBuilder("pdftotext", "-enc", "UTF-8", file.toString(), out.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("pdftotext failed");
        }
        return Optional.of(Files.readString(out, StandardCharsets.UTF_8));
    }
}
