package dev.vdx.pdf.object;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;

/** Reading cannot go on; carries the finding that says why. Never leaves the pdf room. */
public final class PdfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FindingCode code;
    private final String detail;

    public PdfException(FindingCode code, String detail) {
        // Thrown on purpose and caught near; a stack trace would only cost time.
        super(code + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    static PdfException malformed(String what, long position) {
        return new PdfException(FindingCode.MALFORMED, what + " at " + position);
    }

    /** Whether a limit was the reason. */
    public boolean limit() {
        return code == FindingCode.LIMIT_EXCEEDED;
    }

    @Override
    public String toString() {
        return code + ": " + detail;
    }

    /** What to report. */
    public Finding finding() {
        return Finding.of(code, detail);
    }
}
