package dev.vdx.asic;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the structure of a ZIP (APPNOTE 6.3) strictly: central directory and local headers must say the same, and every
 * byte of the file must belong to exactly one of its parts, so that no two readers see different entries.
 */
final class ZipWalk {
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int DESCRIPTION = 0x08074b50;
    private static final int END_SIZE = 22;
    private static final int END64_SIZE = 56;
    private static final int LOCATOR64_SIZE = 20;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final long U32 = 0xffffffffL;
    private static final int U16 = 0xffff;
    private static final int MOST_ENTRIES = 10_000;
    private static final int ALLOWED_FLAGS = 0x080e;
    private static final int LONGEST_DIRECTORY = 8 << 20;
    private static final long RATIO_COUNTS_FROM = 1 << 20;
    private static final long HIGHEST_RATIO = 200;

    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Source source;
    private final Limits limits;
    private String comment = "";

    ZipWalk(Source source, Limits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** The file's comment. */
    String comment() {
        return comment;
    }

    /** The entries in the order of their data. */
    List<ZipItem> items() throws AsicException, IOException {
        if (source.size() > limits.bytes()) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "bytes", limits.bytes());
        }
        try {
            return walk();
        } catch (EOFException e) {
            throw AsicException.malformed("ZIP structure cut off");
        }
    }

    private List<ZipItem> walk() throws AsicException, IOException {
        long end = end();
        ByteBuffer record = buffer(end, END_SIZE);
        long count = record.getShort(10) & U16;
        long size = record.getInt(12) & U32;
        long start = record.getInt(16) & U32;
        require(
                record.getShort(4) == 0 && record.getShort(6) == 0 && record.getShort(8) == record.getShort(10),
                "split over several disks");
        long directoryEnd = end;
        if (end >= LOCATOR64_SIZE && buffer(end - LOCATOR64_SIZE, 4).getInt(0) == LOCATOR64) {
            ByteBuffer locator = buffer(end - LOCATOR64_SIZE, LOCATOR64_SIZE);
            directoryEnd = end - LOCATOR64_SIZE - END64_SIZE;
            require(directoryEnd >= 0 && locator.getLong(8) == directoryEnd, "ZIP64 end record elsewhere");
            ByteBuffer wide = buffer(directoryEnd, END64_SIZE);
            require(wide.getInt(0) == END64 && wide.getLong(4) == END64_SIZE - 12, "ZIP64 end record");
            require(wide.getLong(24) == wide.getLong(32), "split over several disks");
            require(count == U16 || count == wide.getLong(32), "ZIP64 end record disagrees");
            require(size == U32 || size == wide.getLong(40), "ZIP64 end record disagrees");
            require(start == U32 || start == wide.getLong(48), "ZIP64 end record disagrees");
            count = wide.getLong(32);
            size = wide.getLong(40);
            start = wide.getLong(48);
        }
        require(
                start >= 0 && size >= 0 && start <= directoryEnd && start + size == directoryEnd,
                "bytes before or behind the central directory");
        if (count > MOST_ENTRIES || size > LONGEST_DIRECTORY) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "entries", MOST_ENTRIES);
        }
        List<ZipItem> items = directory(buffer(start, (int) size), count);
        return tiled(items, start);
    }

    private long end() throws AsicException, IOException {
        int length = (int) Math.min(source.size(), END_SIZE + U16);
        long from = source.size() - length;
        ByteBuffer tail = buffer(from, length);
        for (int at = length - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_SIZE + (tail.getShort(at + 20) & U16) == length) {
                comment = new String(slice(tail, at + END_SIZE, length - at - END_SIZE), StandardCharsets.ISO_8859_1);
                require(comment.isEmpty() || comment.startsWith("mimetype="), "a comment that is no media type");
                return from + at;
            }
        }
        throw AsicException.malformed("no end of the central directory, or bytes behind it");
    }

    private List<ZipItem> directory(ByteBuffer directory, long count) throws AsicException {
        List<ZipItem> items = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long total = 0;
        int at = 0;
        for (long i = 0; i < count; i++) {
            require(at + CENTRAL_SIZE <= directory.limit() && directory.getInt(at) == CENTRAL, "central directory");
            int nameLength = directory.getShort(at + 28) & U16;
            int extraLength = directory.getShort(at + 30) & U16;
            int next = at + CENTRAL_SIZE + nameLength + extraLength + (directory.getShort(at + 32) & U16);
            require(next <= directory.limit(), "central directory cut off");
            ZipItem item = item(directory, at, nameLength, extraLength);
            Optional<String> problem = EntryNames.problem(item.name());
            require(problem.isEmpty(), problem.orElse(""));
            require(names.add(EntryNames.folded(item.name())), "two entries of one name: " + item.name());
            require(!item.name().endsWith("/") || item.size() == 0, "a folder with content");
            total += item.size();
            if (total > limits.bytes()
                    || (item.size() > RATIO_COUNTS_FROM && item.size() / HIGHEST_RATIO > item.packed())) {
                throw new AsicException(FindingCode.LIMIT_EXCEEDED, "unpacked bytes", item.name());
            }
            items.add(item);
            at = next;
        }
        require(at == directory.limit(), "bytes behind the central directory's entries");
        return items;
    }

    private static ZipItem item(ByteBuffer directory, int at, int nameLength, int extraLength) throws AsicException {
        int flags = directory.getShort(at + 8) & U16;
        int method = directory.getShort(at + 10) & U16;
        require((flags & ~ALLOWED_FLAGS) == 0, "an encrypted or patched entry");
        require(method == 0 || method == 8, "compression method " + method);
        require(directory.getShort(at + 34) == 0, "split over several disks");
        String name = name(slice(directory, at + CENTRAL_SIZE, nameLength));
        long packed = directory.getInt(at + 20) & U32;
        long size = directory.getInt(at + 24) & U32;
        long header = directory.getInt(at + 42) & U32;
        ByteBuffer wide = wide(directory, at + CENTRAL_SIZE + nameLength, extraLength);
        try {
            size = size == U32 ? wide.getLong() : size;
            packed = packed == U32 ? wide.getLong() : packed;
            header = header == U32 ? wide.getLong() : header;
        } catch (java.nio.BufferUnderflowException e) {
            throw AsicException.malformed("ZIP64 sizes missing");
        }
        require(size >= 0 && packed >= 0 && header >= 0, "sizes");
        require(method != 0 || size == packed, "a stored entry of two sizes");
        LocalDateTime time = time(directory.getShort(at + 14) & U16, directory.getShort(at + 12) & U16);
        return new ZipItem(name, flags, method, time, directory.getInt(at + 16) & U32, packed, size, header, 0);
    }

    /** Four bits of the month, five of the day, and so on (APPNOTE 4.4.6). */
    private static LocalDateTime time(int date, int clock) {
        try {
            return LocalDateTime.of(
                    1980 + (date >> 9), date >> 5 & 15, date & 31, clock >> 11, clock >> 5 & 63, 2 * (clock & 31));
        } catch (DateTimeException e) {
            return EARLIEST;
        }
    }

    /** The ZIP64 field of an extra, empty where there is none. */
    private static ByteBuffer wide(ByteBuffer buffer, int start, int length) throws AsicException {
        ByteBuffer found = ByteBuffer.allocate(0);
        int at = start;
        while (at + 4 <= start + length) {
            int id = buffer.getShort(at) & U16;
            int size = buffer.getShort(at + 2) & U16;
            require(at + 4 + size <= start + length, "extra field cut off");
            require(id != 0x7075, "a second name in an extra field");
            if (id == 1) {
                found = ByteBuffer.wrap(slice(buffer, at + 4, size)).order(ByteOrder.LITTLE_ENDIAN);
            }
            at += 4 + size;
        }
        return found;
    }

    private static String name(byte[] bytes) throws AsicException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw AsicException.malformed("a name that is not UTF-8");
        }
    }

    /** Entries side by side from the first byte to the central directory, nothing between, nothing shared. */
    private List<ZipItem> tiled(List<ZipItem> items, long end) throws AsicException, IOException {
        List<ZipItem> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparingLong(ZipItem::header));
        List<ZipItem> located = new ArrayList<>();
        long expected = 0;
        for (int i = 0; i < sorted.size(); i++) {
            ZipItem item = sorted.get(i);
            require(item.header() == expected, "bytes outside the entries, or entries that overlap");
            long next = i + 1 < sorted.size() ? sorted.get(i + 1).header() : end;
            ZipItem found = local(item);
            long dataEnd = found.data() + found.packed();
            require(dataEnd >= found.data() && dataEnd <= next, "entries that overlap");
            if (found.described()) {
                description(found, dataEnd, next - dataEnd);
            } else {
                require(dataEnd == next, "bytes between entries");
            }
            located.add(found);
            expected = next;
        }
        require(expected == end, "bytes outside the entries");
        return located;
    }

    private ZipItem local(ZipItem item) throws AsicException, IOException {
        ByteBuffer fixed = buffer(item.header(), LOCAL_SIZE);
        int nameLength = fixed.getShort(26) & U16;
        int extraLength = fixed.getShort(28) & U16;
        ByteBuffer rest = buffer(item.header() + LOCAL_SIZE, nameLength + extraLength);
        boolean same = fixed.getInt(0) == LOCAL
                && (fixed.getShort(6) & U16) == item.flags()
                && (fixed.getShort(8) & U16) == item.method()
                && name(slice(rest, 0, nameLength)).equals(item.name());
        require(same, "local header and central directory disagree: " + item.name());
        long crc = fixed.getInt(14) & U32;
        long packed = fixed.getInt(18) & U32;
        long size = fixed.getInt(22) & U32;
        ByteBuffer wide = wide(rest, nameLength, extraLength);
        if (wide.remaining() >= 16 && size == U32 && packed == U32) {
            size = wide.getLong();
            packed = wide.getLong();
        }
        boolean sizes = crc == item.crc() && packed == item.packed() && size == item.size();
        boolean later = item.described() && crc == 0 && packed == 0 && size == 0;
        require(sizes || later, "local header and central directory disagree: " + item.name());
        return item.at(item.header() + LOCAL_SIZE + nameLength + extraLength);
    }

    private void description(ZipItem item, long at, long length) throws AsicException, IOException {
        boolean known = length == 12 || length == 16 || length == 20 || length == 24;
        require(known, "bytes between entries");
        ByteBuffer found = buffer(at, (int) length);
        if (length == 16 || length == 24) {
            require(found.getInt() == DESCRIPTION, "data descriptor");
        }
        boolean wide = length >= 20;
        boolean same = (found.getInt() & U32) == item.crc()
                && (wide ? found.getLong() : found.getInt() & U32) == item.packed()
                && (wide ? found.getLong() : found.getInt() & U32) == item.size();
        require(same, "a data descriptor that disagrees: " + item.name());
    }

    private static byte[] slice(ByteBuffer buffer, int start, int length) {
        byte[] bytes = new byte[length];
        buffer.get(start, bytes, 0, length);
        return bytes;
    }

    private ByteBuffer buffer(long position, int length) throws IOException {
        return ByteBuffer.wrap(source.bytes(position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean condition, String why) throws AsicException {
        if (!condition) {
            throw AsicException.malformed(why);
        }
    }
}
