package dev.vdx.asic;

import dev.vdx.cms.CadesSigner;
import dev.vdx.cms.SecondSigning;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes containers with CAdES: ASiC-E (EN 319 162-1, 4.4), the entries stored as they are, a manifest of their SHA-256
 * digests, one signature over it; or ASiC-S (4.3), one entry and a signature over it. Streams: entries of any size, ZIP64 where needed. Immutable.
 */
public final class AsicWriter {
    static final String TYPE_S = "application/vnd.etsi.asic-s+zip";
    static final String TYPE_E = "application/vnd.etsi.asic-e+zip";
    static final String MANIFEST = "META-INF/ASiCManifest.xml";
    static final String SIGNATURE = "META-INF/signature.p7s";

    private final SigningKey key;
    private final Optional<TimestampSource> timestamps;
    private final boolean simple;

    private AsicWriter(SigningKey key, Optional<TimestampSource> timestamps, boolean simple) {
        this.key = key;
        this.timestamps = timestamps;
        this.simple = simple;
    }

    /** A writer at level B. */
    public static AsicWriter with(SigningKey key) {
        return new AsicWriter(key, Optional.empty(), false);
    }

    /** Writes ASiC-S: one entry, signed itself (4.3). */
    public AsicWriter simple() {
        return new AsicWriter(key, timestamps, true);
    }

    /** Adds a signature time-stamp: level T. */
    public AsicWriter withTimestamps(TimestampSource source) {
        return new AsicWriter(key, Optional.of(source), simple);
    }

    /**
     * Writes a signed container; the same entries and time give the same bytes but for the signature.
     *
     * @param entries at least one; their order is kept
     * @param time claimed signing time, and the time of every entry, to two seconds, in UTC
     * @param out not closed; what was written is of no use if this method throws
     * @throws SigningException DOCUMENT_REFUSES for names that are unsafe, reserved or given twice, no entry at all, or
     *     several in ASiC-S;
     *     else what {@link CadesSigner#sign} says
     * @throws IOException if an entry cannot be read, has changed meanwhile, or the output cannot be written
     */
    public void write(List<AsicEntry> entries, Instant time, OutputStream out) throws SigningException, IOException {
        signed(entries, time).write(out);
    }

    /**
     * What {@link #write} would write, to be made to last first.
     *
     * @param entries their content stays open until that is written
     * @throws SigningException as {@link #write}
     * @throws IOException if an entry cannot be read
     */
    public AsicExtension extension(List<AsicEntry> entries, Instant time, Limits limits)
            throws SigningException, IOException {
        return new AsicExtension(signed(entries, time), timestamps, limits);
    }

    /**
     * Signs the data objects of an ASiC-E container with CAdES once more, by a manifest and a signature of their own (4.4.3); what is there
     * stays.
     *
     * @param in stays open
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SUPPORTED for other containers; else what {@link CadesSigner#sign} says
     * @throws IOException if it cannot be read or written
     */
    public void addTo(Source in, Instant time, Limits limits, OutputStream out) throws SigningException, IOException {
        try {
            Container container = Container.of(in, limits);
            Entries entries = new Entries(in, limits, container.items());
            boolean other = container.read(limits).document().format() != Format.ASIC_E
                    || !entries.parts("signatures", ".xml").isEmpty();
            if (other) {
                throw new SigningException(
                        SigningProblem.NOT_SUPPORTED, "one more signature in containers other than ASiC-E with CAdES");
            }
            int number = 1;
            while (entries.has(numbered(MANIFEST, number)) || entries.has(numbered(SIGNATURE, number))) {
                number++;
            }
            ManifestText text = ManifestText.signed(numbered(SIGNATURE, number));
            for (String name : entries.data()) {
                text.name(name, Optional.empty(), entries.digest(name, DigestAlgorithm.SHA256), false);
            }
            byte[] manifest = text.bytes();
            CadesSigner signer = cades(time);
            LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            byte[] signature = signer.sign(Providers.digest(signer.digestAlgorithm(), manifest));
            container
                    .with(numbered(MANIFEST, number), local, manifest)
                    .with(numbered(SIGNATURE, number), local, signature)
                    .write(out);
        } catch (AsicException e) {
            throw unreadable(e);
        }
    }

    /**
     * Signs the value of the one signature of a container with CAdES, and puts that into it (EN 319 122-1, 5.2.7); every other entry stays.
     *
     * @param in stays open
     * @throws SigningException DOCUMENT_UNREADABLE; DOCUMENT_REFUSES if a manifest names the signature, so that it must stay; NOT_SUPPORTED
     *     for XAdES and several signatures; else what {@link CadesSigner#sign} says
     * @throws IOException if it cannot be read or written
     */
    public void counterSign(Source in, Instant time, Limits limits, OutputStream out)
            throws SigningException, IOException {
        try {
            Container container = Container.of(in, limits);
            Entries entries = new Entries(in, limits, container.items());
            List<String> parts = entries.parts("signature", ".p7s");
            if (parts.size() != 1 || !entries.parts("signatures", ".xml").isEmpty()) {
                throw new SigningException(
                        SigningProblem.NOT_SUPPORTED,
                        "counter-signing a container with XAdES in it, or of several signatures");
            }
            String part = parts.get(0);
            AsicExtension.requireFree(entries, part);
            byte[] signature = SecondSigning.counterSign(entries.small(part), cades(time));
            LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            container.with(part, local, signature).write(out);
        } catch (AsicException e) {
            throw unreadable(e);
        }
    }

    private CadesSigner cades(Instant time) {
        CadesSigner plain = CadesSigner.with(key).withSigningTime(time);
        return timestamps.map(plain::withTimestamps).orElse(plain);
    }

    private static SigningException unreadable(AsicException e) {
        return new SigningException(
                e,
                SigningProblem.DOCUMENT_UNREADABLE,
                String.join(", ", e.finding().details()));
    }

    private static String numbered(String name, int number) {
        int point = name.lastIndexOf('.');
        return name.substring(0, point) + String.format(Locale.ROOT, "%03d", number) + name.substring(point);
    }

    private Container signed(List<AsicEntry> entries, Instant time) throws SigningException, IOException {
        requireNames(entries);
        if (simple && entries.size() > 1) {
            throw new SigningException(
                    SigningProblem.DOCUMENT_REFUSES, "an ASiC-S container holds one document; ASiC-E holds several");
        }
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        CadesSigner signer = cades(time);
        DigestAlgorithm algorithm = simple ? signer.digestAlgorithm() : DigestAlgorithm.SHA256;
        byte[] type = (simple ? TYPE_S : TYPE_E).getBytes(StandardCharsets.US_ASCII);
        Container container = Container.empty().with(EntryNames.MIMETYPE, local, type);
        ManifestText text = ManifestText.signed();
        byte[] last = new byte[0];
        for (AsicEntry entry : entries) {
            MessageDigest digest = Providers.digest(algorithm);
            container = container.with(entry.name(), local, entry.content(), digest);
            last = digest.digest();
            text.name(entry.name(), Optional.of(entry.mediaType()), last, false);
        }
        if (simple) {
            return container.with(SIGNATURE, local, signer.sign(last));
        }
        byte[] manifest = text.bytes();
        byte[] signature = signer.sign(Providers.digest(signer.digestAlgorithm(), manifest));
        return container.with(MANIFEST, local, manifest).with(SIGNATURE, local, signature);
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
}
