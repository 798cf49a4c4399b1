package dev.vdx.mutation;

import dev.vdx.Verifier;
import dev.vdx.model.Source;
import dev.vdx.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A sound document to be altered.
 *
 * @param name for people
 * @param bytes the document, which passes
 * @param content what it signs outside of itself
 * @param verifier who believes its signer
 * @param rules what may differ without changing what was signed
 */
record Seed(String name, byte[] bytes, List<byte[]> content, Verifier verifier, Rules rules) {

    /** What may explain that an altered document still passes. */
    @FunctionalInterface
    interface Rules {
        /**
         * The rule of {@code spec/mutations.md} that explains it.
         *
         * @param before what was said of the original
         * @param report what was said of the mutant, which passed
         */
        Optional<String> explain(byte[] original, byte[] mutant, Report before, Report report);
    }

    Report verify(byte[] document) {
        try (Source source = Source.bytes(document)) {
            return verifier.verify(
                    source, name, content.stream().map(Source::bytes).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
