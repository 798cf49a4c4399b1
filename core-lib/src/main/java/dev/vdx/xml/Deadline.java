package dev.vdx.xml;

import dev.vdx.model.FindingCode;
import java.time.Duration;

/** How long reading one file may take. */
final class Deadline {
    private final Duration most;
    private final long end;

    Deadline(Duration most) {
        this.most = most;
        this.end = System.nanoTime() + most.toNanos();
    }

    void check() throws XmlException {
        if (System.nanoTime() - end > 0) {
            throw new XmlException(FindingCode.LIMIT_EXCEEDED, "time > " + most);
        }
    }
}
