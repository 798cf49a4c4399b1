package dev.vdx.fuzz;

import dev.vdx.json.JsonReader;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Whatever the bytes, the reader of JSON signatures answers, and throws nothing (Jazzer calls it). */
public final class JsonFuzzer {
    private JsonFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try (Source source = Source.bytes(bytes)) {
            JsonReader.read(source, List.of(), Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
