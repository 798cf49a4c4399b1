package dev.vdx.fuzz;

import dev.vdx.asic.AsicReader;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Whatever the bytes, the reader of containers answers, and throws nothing (Jazzer calls it). */
public final class ContainerFuzzer {
    private ContainerFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try (Source source = Source.bytes(bytes)) {
            AsicReader.read(source, Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
