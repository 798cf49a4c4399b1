package dev.vdx.asic;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;

/** A container that is not what it should be; the finding says why. */
final class AsicException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    AsicException(FindingCode code, Object... details) {
        super(code.name());
        this.finding = Finding.of(code, details);
    }

    static AsicException malformed(String why) {
        return new AsicException(FindingCode.MALFORMED, why);
    }

    Finding finding() {
        return finding;
    }
}
