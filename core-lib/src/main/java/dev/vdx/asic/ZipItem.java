package dev.vdx.asic;

/**
 * One entry as the central directory states it, its data located and checked against the local header.
 *
 * @param header offset of its local header
 * @param data offset of its data
 */
record ZipItem(String name, int flags, int method, long crc, long packed, long size, long header, long data) {
    static final int DESCRIPTOR = 8;

    boolean described() {
        return (flags & DESCRIPTOR) != 0;
    }

    ZipItem at(long start) {
        return new ZipItem(name, flags, method, crc, packed, size, header, start);
    }
}
