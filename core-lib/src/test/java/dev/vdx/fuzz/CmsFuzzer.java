package dev.vdx.fuzz;

import dev.vdx.cms.CmsReader;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Whatever the bytes, the reader of CMS files answers, and throws nothing (Jazzer calls it). */
public final class CmsFuzzer {
    private CmsFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try (Source source = Source.bytes(bytes)) {
            CmsReader.read(source, List.of(), Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
