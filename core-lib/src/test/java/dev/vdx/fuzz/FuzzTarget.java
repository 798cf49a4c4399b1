package dev.vdx.fuzz;

import dev.vdx.exchange.DirectoryFuzzer;
import dev.vdx.exchange.EnvelopeFuzzer;
import dev.vdx.trust.CertificateFuzzer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A reader that is fuzzed.
 *
 * @param name the folder of its kept inputs in {@code src/test/fuzz}
 * @param type the class Jazzer calls
 * @param reader reads an input; throws what the reader under test throws
 */
record FuzzTarget(String name, Class<?> type, Consumer<byte[]> reader) {
    static final List<FuzzTarget> ALL = List.of(
            new FuzzTarget("pdf", PdfFuzzer.class, PdfFuzzer::fuzzerTestOneInput),
            new FuzzTarget("cms", CmsFuzzer.class, CmsFuzzer::fuzzerTestOneInput),
            new FuzzTarget("json", JsonFuzzer.class, JsonFuzzer::fuzzerTestOneInput),
            new FuzzTarget("xml", XmlFuzzer.class, XmlFuzzer::fuzzerTestOneInput),
            new FuzzTarget("container", ContainerFuzzer.class, ContainerFuzzer::fuzzerTestOneInput),
            new FuzzTarget("certificate", CertificateFuzzer.class, CertificateFuzzer::fuzzerTestOneInput),
            new FuzzTarget("twins", TwinsFuzzer.class, TwinsFuzzer::fuzzerTestOneInput),
            new FuzzTarget("envelope", EnvelopeFuzzer.class, EnvelopeFuzzer::fuzzerTestOneInput),
            new FuzzTarget("directory", DirectoryFuzzer.class, DirectoryFuzzer::fuzzerTestOneInput),
            new FuzzTarget("verifier", VerifierFuzzer.class, VerifierFuzzer::fuzzerTestOneInput));

    Path kept() {
        return Path.of("src", "test", "fuzz", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
