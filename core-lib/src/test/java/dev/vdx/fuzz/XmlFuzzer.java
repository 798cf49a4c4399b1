package dev.vdx.fuzz;

import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.xml.XmlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Whatever the bytes, the reader of XML signatures answers, and throws nothing (Jazzer calls it). */
public final class XmlFuzzer {
    private XmlFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try (Source source = Source.bytes(bytes)) {
            XmlReader.read(source, List.of(), Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
