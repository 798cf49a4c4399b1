package dev.vdx.pdf.object;

/**
 * Where a cross-reference section says an object is (ISO 32000-2, 7.5.4 and 7.5.8.3).
 *
 * @param kind free, at an offset, or compressed
 * @param where offset in the file, or number of the object stream
 * @param extra generation, or index within the object stream
 */
public record XrefEntry(Kind kind, long where, int extra) {

    /** How an object is stored. */
    public enum Kind {
        FREE(0),
        OFFSET(1),
        COMPRESSED(2);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        /** The type field of a cross-reference stream (7.5.8.3 table 18). */
        byte code() {
            return code;
        }

        static Kind ofCode(byte code) {
            return code == 0 ? FREE : code == 1 ? OFFSET : COMPRESSED;
        }
    }

    /** Whether there is an object. */
    public boolean used() {
        return kind != Kind.FREE;
    }

    int generation() {
        return kind == Kind.COMPRESSED ? 0 : extra;
    }
}
