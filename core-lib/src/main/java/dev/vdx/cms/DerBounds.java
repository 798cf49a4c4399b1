package dev.vdx.cms;

import dev.vdx.model.FindingCode;

/**
 * How large, deep and numerous an encoding (X.690) may be before Bouncy Castle, which reads by recursion and into
 * objects, is let at it. One pass over the headers, on a stack of its own.
 *
 * @param bytes longest encoding
 * @param depth deepest nesting
 * @param elements most elements
 * @param eager most elements outside definite-length SEQUENCEs, which Bouncy Castle reads at once rather than when asked
 */
record DerBounds(int bytes, int depth, int elements, int eager) {
    /** Reading takes about six times the encoding's size at its peak; a small heap must not be filled by one signature. */
    private static final long SHARE_OF_HEAP = 12;

    static final DerBounds DEFAULT = new DerBounds(
            (int) Math.min(16 << 20, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP), 64, 1_000_000, 100_000);

    private static final int INDEFINITE = -1;
    private static final int SEQUENCE = 0x30;
    private static final int CONSTRUCTED = 0x20;

    DerBounds depth(int deepest) {
        return new DerBounds(bytes, deepest, elements, eager);
    }

    /**
     * The length of the first element of {@code der} and all it holds.
     *
     * @throws CmsException SIGNATURE_MALFORMED if it is truncated, no encoding at all, or out of bounds
     */
    int lengthOfFirst(byte[] der) throws CmsException {
        if (der.length > bytes) {
            throw malformed("longer than " + bytes + " bytes");
        }
        return new Walk(der).run();
    }

    static CmsException malformed(String why) {
        return new CmsException(FindingCode.SIGNATURE_MALFORMED, why);
    }

    private final class Walk {
        private final byte[] der;
        private final int[] ends = new int[depth + 1];
        private final boolean[] lazy = new boolean[depth + 1];
        private int at;
        private int level;
        private int seen;
        private int seenEager;

        Walk(byte[] der) {
            this.der = der;
        }

        int run() throws CmsException {
            ends[0] = der.length;
            do {
                element();
                while (level > 0 && ends[level] == at) {
                    level--;
                }
            } while (level > 0);
            return at;
        }

        private void element() throws CmsException {
            int limit = limit();
            int tag = next(limit);
            count();
            if ((tag & 0x1f) == 0x1f) {
                skipTagNumber(limit);
            }
            int length = length(limit);
            if (tag == 0 && length == 0) {
                if (level == 0 || ends[level] != INDEFINITE) {
                    throw malformed("end-of-contents where there is none to end");
                }
                level--;
            } else if ((tag & CONSTRUCTED) != 0) {
                descend(length, tag == SEQUENCE && length != INDEFINITE);
            } else if (length == INDEFINITE) {
                throw malformed("primitive of indefinite length");
            } else {
                at += length;
            }
        }

        private void descend(int length, boolean asLazy) throws CmsException {
            if (level == depth) {
                throw malformed("nested deeper than " + depth);
            }
            level++;
            ends[level] = length == INDEFINITE ? INDEFINITE : at + length;
            lazy[level] = asLazy;
        }

        private int limit() {
            int i = level;
            while (ends[i] == INDEFINITE) {
                i--;
            }
            return ends[i];
        }

        private void count() throws CmsException {
            if (++seen > elements || (!lazy[level] && ++seenEager > eager)) {
                throw malformed("too many elements");
            }
        }

        private void skipTagNumber(int limit) throws CmsException {
            int digits = 0;
            while ((next(limit) & 0x80) != 0) {
                if (++digits > 4) {
                    throw malformed("tag number too large");
                }
            }
        }

        private int length(int limit) throws CmsException {
            int first = next(limit);
            if (first == 0x80) {
                return INDEFINITE;
            }
            long length = first;
            if (first > 0x80) {
                length = 0;
                int digits = first & 0x7f;
                if (digits > 4) {
                    throw malformed("length of " + digits + " bytes");
                }
                for (int i = 0; i < digits; i++) {
                    length = length << 8 | next(limit);
                }
            }
            if (length > limit - at) {
                throw malformed("truncated");
            }
            return (int) length;
        }

        private int next(int limit) throws CmsException {
            if (at >= limit) {
                throw malformed("truncated");
            }
            return der[at++] & 0xff;
        }
    }
}
