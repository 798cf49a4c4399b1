package dev.vdx.asic;

import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A container's entries, as they are in a file or are about to be.
 *
 * @param source holds the bytes of all entries
 * @param items where in it they are, in their order
 * @param comment of the ZIP file
 */
record Container(Source source, List<ZipItem> items, String comment) {
    private static final int BUFFER = 64 << 10;

    /** Longer ones name no media type, and nobody signed them. */
    private static final int LONGEST_COMMENT = 256;

    Container {
        items = List.copyOf(items);
    }

    /** Of a file. */
    static Container of(Source file, Limits limits) throws AsicException, IOException {
        ZipWalk walk = new ZipWalk(file, limits);
        List<ZipItem> items = walk.items();
        return new Container(file, items, walk.comment());
    }

    /** Without any entry. */
    static Container empty() {
        return new Container(Source.bytes(new byte[0]), List.of(), "");
    }

    AsicReader read(Limits limits) throws AsicException, IOException {
        return new ContainerCheck(source, limits, items, comment).run();
    }

    /** With an entry in the place of the one of its name, or behind all others; stored as it is. */
    Container with(String name, LocalDateTime time, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return with(stored(name, time, crc.getValue(), bytes.length), source.followedBy(bytes));
    }

    /** With an entry of any size, which is read once, now; and what digest it has is told. */
    Container with(String name, LocalDateTime time, Source content, MessageDigest digest) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, content.size()))];
        for (long at = 0; at < content.size(); ) {
            int n = content.read(at, buffer, 0, (int) Math.min(buffer.length, content.size() - at));
            if (n <= 0) {
                throw new IOException("the content ended while it was signed");
            }
            crc.update(buffer, 0, n);
            digest.update(buffer, 0, n);
            at += n;
        }
        return with(stored(name, time, crc.getValue(), content.size()), source.followedBy(content));
    }

    private ZipItem stored(String name, LocalDateTime time, long crc, long size) {
        return new ZipItem(name, 0, ZipEntry.STORED, time, crc, size, size, 0, source.size());
    }

    private Container with(ZipItem item, Source longer) {
        List<ZipItem> all = new ArrayList<>();
        boolean placed = false;
        for (ZipItem each : items) {
            boolean same = each.name().equals(item.name());
            all.add(same ? item : each);
            placed |= same;
        }
        if (!placed) {
            all.add(item);
        }
        return new Container(longer, all, comment);
    }

    /** With another name for an entry. */
    Container renamed(String from, String to) {
        return new Container(
                source,
                items.stream()
                        .map(each -> each.name().equals(from) ? each.named(to) : each)
                        .toList(),
                comment);
    }

    /** Writes it as a ZIP file; compressed entries are compressed anew. */
    void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        if (!comment.isEmpty() && comment.length() < LONGEST_COMMENT) {
            zip.setComment(comment);
        }
        for (ZipItem item : items) {
            ZipEntry entry = new ZipEntry(item.name());
            entry.setMethod(item.method());
            entry.setTimeLocal(item.time());
            if (item.method() == ZipEntry.STORED) {
                entry.setSize(item.size());
                entry.setCompressedSize(item.size());
                entry.setCrc(item.crc());
            }
            zip.putNextEntry(entry);
            try (InputStream in = new EntryStream(source, item)) {
                in.transferTo(zip);
            }
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }
}
