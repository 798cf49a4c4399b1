package dev.vdx.cms;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;

/** Bytes that are no signature or token we can read; the finding says why. */
public final class CmsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    CmsException(FindingCode code, String... details) {
        this(Finding.of(code, (Object[]) details));
    }

    CmsException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    /** What is wrong. */
    public Finding finding() {
        return finding;
    }
}
