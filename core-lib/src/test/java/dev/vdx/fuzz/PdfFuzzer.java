package dev.vdx.fuzz;

import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.pdf.PdfReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Whatever the bytes, the reader of PDFs answers, and throws nothing (Jazzer calls it). */
public final class PdfFuzzer {
    private PdfFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try (Source source = Source.bytes(bytes)) {
            PdfReader.read(source, Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
