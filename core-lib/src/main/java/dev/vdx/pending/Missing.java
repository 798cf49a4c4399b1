package dev.vdx.pending;

import dev.vdx.model.Level;
import java.util.Arrays;
import java.util.List;

/** What keeps a signature from the level that was asked for. */
public enum Missing {
    /** A trusted time for the signature: level T. */
    SIGNATURE_TIMESTAMP("signature-timestamp", Level.T),
    /** What proves its certificates valid: level LT. */
    VALIDATION_DATA("validation-data", Level.LT),
    /** A time-stamp over all that: level LTA. */
    ARCHIVE_TIMESTAMP("archive-timestamp", Level.LTA);

    private final String label;
    private final Level brings;

    Missing(String label, Level brings) {
        this.label = label;
        this.brings = brings;
    }

    /** Its word in the record. */
    public String label() {
        return label;
    }

    /** What lies between two levels. */
    public static List<Missing> between(Level reached, Level wanted) {
        return Arrays.stream(values())
                .filter(each -> each.brings.compareTo(reached) > 0 && each.brings.compareTo(wanted) <= 0)
                .toList();
    }
}
