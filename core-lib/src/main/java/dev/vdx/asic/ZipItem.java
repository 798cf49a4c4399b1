package dev.vdx.asic;

import java.time.LocalDateTime;

/**
 * One entry as the central directory states it, its data located and checked against the local header.
 *
 * @param time as stated, to two seconds, of no zone; 1980 where it is none
 * @param header offset of its local header
 * @param data offset of its data
 */
record ZipItem(
        String name,
        int flags,
        int method,
        LocalDateTime time,
        long crc,
        long packed,
        long size,
        long header,
        long data) {
    static final int DESCRIPTOR = 8;

    boolean described() {
        return (flags & DESCRIPTOR) != 0;
    }

    ZipItem at(long start) {
        return new ZipItem(name, flags, method, time, crc, packed, size, header, start);
    }

    ZipItem named(String other) {
        return new ZipItem(other, flags, method, time, crc, packed, size, header, data);
    }
}
