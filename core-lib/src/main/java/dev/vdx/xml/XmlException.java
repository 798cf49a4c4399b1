package dev.vdx.xml;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;

/** Reading XML ends here; the finding says why. */
public final class XmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    XmlException(FindingCode code, Object... details) {
        super(code.name());
        this.finding = Finding.of(code, details);
    }

    static XmlException malformed(String why) {
        return new XmlException(FindingCode.MALFORMED, why);
    }

    /** Why. */
    public Finding finding() {
        return finding;
    }
}
