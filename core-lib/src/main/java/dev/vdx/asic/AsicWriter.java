package dev.vdx.asic;

import dev.vdx.cms.CadesSigner;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes ASiC-E containers with CAdES (EN 319 162-1, 4.4): the entries stored as they are, a manifest of their SHA-256
 * digests, one signature over it. Streams: entries of any size, ZIP64 where needed. Immutable.
 */
public final class AsicWriter {
    static final String TYPE_E = "application/vnd.etsi.asic-e+zip";
    static final String MANIFEST = "META-INF/ASiCManifest.xml";
    static final String SIGNATURE = "META-INF/signature.p7s";
    private static final int BUFFER = 64 << 10;

    private final SigningKey key;
    private final Optional<TimestampSource> timestamps;

    private AsicWriter(SigningKey key, Optional<TimestampSource> timestamps) {
        this.key = key;
        this.timestamps = timestamps;
    }

    /** A writer at level B. */
    public static AsicWriter with(SigningKey key) {
        return new AsicWriter(key, Optional.empty());
    }

    /** Adds a signature time-stamp: level T. */
    public AsicWriter withTimestamps(TimestampSource source) {
        return new AsicWriter(key, Optional.of(source));
    }

    /**
     * Writes a signed container; the same entries and time give the same bytes but for the signature.
     *
     * @param entries at least one; their order is kept
     * @param time claimed signing time, and the time of every entry, to two seconds, in UTC
     * @param out not closed; what was written is of no use if this method throws
     * @throws SigningException DOCUMENT_REFUSES for names that are unsafe, reserved or given twice, or no entry at all;
     *     else what {@link CadesSigner#sign} says
     * @throws IOException if an entry cannot be read, has changed meanwhile, or the output cannot be written
     */
    public void write(List<AsicEntry> entries, Instant time, OutputStream out) throws SigningException, IOException {
        requireNames(entries);
        List<Measured> measured = new ArrayList<>();
        for (AsicEntry entry : entries) {
            measured.add(measure(entry.content()));
        }
        byte[] manifest =
                ManifestText.of(entries, measured.stream().map(Measured::digest).toList());
        CadesSigner signer = CadesSigner.with(key).withSigningTime(time);
        if (timestamps.isPresent()) {
            signer = signer.withTimestamps(timestamps.get());
        }
        byte[] signature = signer.sign(Providers.digest(signer.digestAlgorithm(), manifest));

        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        put(zip, EntryNames.MIMETYPE, local, TYPE_E.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < entries.size(); i++) {
            put(zip, entries.get(i).name(), local, entries.get(i).content(), measured.get(i));
        }
        put(zip, MANIFEST, local, manifest);
        put(zip, SIGNATURE, local, signature);
        zip.finish();
        zip.flush();
    }

    private static void requireNames(List<AsicEntry> entries) throws SigningException {
        if (entries.isEmpty()) {
            throw new SigningException(SigningProblem.DOCUMENT_REFUSES, "a container needs a document");
        }
        Set<String> seen = new HashSet<>();
        for (AsicEntry entry : entries) {
            Optional<String> problem = EntryNames.problem(entry.name());
            boolean folder = entry.name().endsWith("/");
            if (problem.isPresent() || folder || EntryNames.isReserved(entry.name())) {
                throw new SigningException(
                        SigningProblem.DOCUMENT_REFUSES,
                        entry.name() + ": " + problem.orElse("name is reserved in a container"));
            }
            if (!seen.add(EntryNames.folded(entry.name()))) {
                throw new SigningException(SigningProblem.DOCUMENT_REFUSES, entry.name() + ": name given twice");
            }
        }
    }

    private record Measured(long size, long crc, byte[] digest) {}

    private static Measured measure(Source content) throws IOException {
        return copy(content, OutputStream.nullOutputStream());
    }

    private static Measured copy(Source content, OutputStream out) throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest digest = Providers.digest(DigestAlgorithm.SHA256);
        long size = content.size();
        byte[] buffer = new byte[(int) Math.min(BUFFER, size)];
        long at = 0;
        while (at < size) {
            int n = content.read(at, buffer, 0, (int) Math.min(buffer.length, size - at));
            if (n <= 0) {
                throw new IOException("the content ended while it was signed");
            }
            crc.update(buffer, 0, n);
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            at += n;
        }
        return new Measured(size, crc.getValue(), digest.digest());
    }

    private static void put(ZipOutputStream zip, String name, LocalDateTime time, byte[] bytes) throws IOException {
        try (Source content = Source.bytes(bytes)) {
            put(zip, name, time, content, measure(content));
        }
    }

    private static void put(ZipOutputStream zip, String name, LocalDateTime time, Source content, Measured measured)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(measured.size());
        entry.setCompressedSize(measured.size());
        entry.setCrc(measured.crc());
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        Measured second = copy(content, zip);
        if (!MessageDigest.isEqual(measured.digest(), second.digest())) {
            throw new IOException("the content changed while it was signed");
        }
        zip.closeEntry();
    }
}
