package dev.vdx.report;

import dev.vdx.model.RevocationFacts;
import dev.vdx.model.TimestampKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The sentences an explanation is made of. */
enum Saying {
    HEADING,
    TIMESTAMP_HEADING,
    STEP,
    DOCUMENT_WHOLE,
    DOCUMENT_REVISION,
    FORMAT,
    IDENTIFICATION,
    IDENTIFICATION_NONE,
    CONTEXT,
    REVOCATION,
    CHAIN,
    CHAIN_NONE,
    CRYPTOGRAPHY,
    ACCEPTANCE,
    IMPRINT,
    TIMESTAMP,
    PROOF_BY_DOCUMENT_TIMESTAMP,
    PROOF_BY_TIMESTAMP,
    TIME_PROVEN,
    TIME_NOT_PROVEN,
    MADE_AFTER,
    POLICY,
    CONCLUSION,
    CONCLUSION_BECAUSE;

    static Stream<String> keys() {
        return Stream.of(
                        Arrays.stream(values()).map(Saying::key),
                        Stream.of("good", "revoked", "on_hold", "unknown", "not_needed")
                                .map(Saying::status),
                        Arrays.stream(RevocationFacts.Origin.values()).map(o -> origin(o.name())),
                        Arrays.stream(TimestampKind.values()).map(k -> kind(k.name())))
                .flatMap(s -> s);
    }

    static String status(String name) {
        return "status." + name.toLowerCase(Locale.ROOT);
    }

    static String origin(String name) {
        return "origin." + name.toLowerCase(Locale.ROOT);
    }

    static String kind(String name) {
        return "stamp." + name.toLowerCase(Locale.ROOT);
    }

    String in(Lang lang, Object... details) {
        return Texts.words(lang)
                .fill(key(), Arrays.stream(details).map(String::valueOf).toList());
    }

    String in(Lang lang, List<String> details) {
        return Texts.words(lang).fill(key(), details);
    }

    private String key() {
        return "step." + name().toLowerCase(Locale.ROOT);
    }
}
