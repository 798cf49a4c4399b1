package dev.vdx.fuzz;

import dev.vdx.Verifier;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Whatever the bytes, there is a verdict that can be told in both languages, and none that passes where nobody is trusted (Jazzer calls it). */
public final class VerifierFuzzer {
    private static final Verifier VERIFIER = Verifier.trusting(
                    TrustAnchors.none(), Clock.fixed(Instant.parse("2026-11-23T04:00:00Z"), ZoneOffset.UTC))
            .offline();

    private VerifierFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try (Source source = Source.bytes(bytes)) {
            Report report = VERIFIER.verify(source, "file");
            if (report.outcome() == Outcome.PASSED) {
                throw new IllegalStateException("passed");
            }
            for (Lang lang : Lang.values()) {
                report.toText(lang, ZoneOffset.UTC);
                report.toJson(lang);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
