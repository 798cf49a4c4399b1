package dev.vdx.json;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;

/** Text that is no JSON we read, or more of it than we allow; the finding says why. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    private JsonException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    static JsonException malformed(String why) {
        return new JsonException(Finding.of(FindingCode.MALFORMED, why));
    }

    static JsonException limit(String which) {
        return new JsonException(Finding.of(FindingCode.LIMIT_EXCEEDED, which));
    }

    /** What is wrong: MALFORMED or LIMIT_EXCEEDED. */
    public Finding finding() {
        return finding;
    }

    /** Where and what, without the code. */
    String why() {
        return String.join(", ", finding.details());
    }
}
