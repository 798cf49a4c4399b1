package dev.vdx.asic;

import dev.vdx.cms.CadesExtension;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.Proof;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The CAdES signatures of a container, being made to last: each as CAdES is up to LT. Then in ASiC-E (EN 319 162-1, 4.4.3 and annex A.5) an
 * ASiCArchiveManifest that names all entries, with a time-stamp over it; in ASiC-S, where the signature is of the one entry itself, its own
 * archive-time-stamp-v3. Entries that a manifest names stay as they are. Not shared.
 */
public final class AsicExtension implements Raisable {
    /** What every time-stamp authority takes. */
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private static final String ARCHIVE = EntryNames.META_INF + "ASiCArchiveManifest";

    private final Optional<TimestampSource> timestamps;
    private final Limits limits;
    private Container container;
    private boolean simple;

    AsicExtension(Container container, Optional<TimestampSource> timestamps, Limits limits) {
        this.container = container;
        this.timestamps = timestamps;
        this.limits = limits;
    }

    /**
     * Of a file.
     *
     * @param in stays open
     * @param timestamps where time-stamps come from, if any are added
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SIGNED; NOT_SUPPORTED for XAdES in containers, manifests in ASiC-S, and for what
     *     {@link CadesExtension#open} refuses of a signature
     * @throws IOException if it cannot be read
     */
    public static AsicExtension open(Source in, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException, IOException {
        try {
            AsicExtension extension = new AsicExtension(Container.of(in, limits), timestamps, limits);
            extension.requireExtendable();
            return extension;
        } catch (AsicException e) {
            throw unreadable(e);
        }
    }

    private void requireExtendable() throws SigningException, AsicException, IOException {
        Entries entries = entries();
        if (!entries.parts("signatures", ".xml").isEmpty()) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending a container with XAdES in it");
        }
        if (!TimeAssertions.records(entries).isEmpty()) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "extending a container with an evidence record in it");
        }
        List<String> parts = entries.parts("signature", ".p7s");
        if (parts.isEmpty()) {
            throw new SigningException(SigningProblem.NOT_SIGNED);
        }
        for (String part : parts) {
            signature(part);
        }
    }

    private static SigningException unreadable(AsicException e) {
        return new SigningException(
                e,
                SigningProblem.DOCUMENT_UNREADABLE,
                String.join(", ", e.finding().details()));
    }

    private Entries entries() {
        return new Entries(container.source(), limits, container.items());
    }

    /** The signature of a part; what it signs makes no difference up to LT. */
    private CadesExtension signature(String part) throws SigningException, AsicException, IOException {
        return CadesExtension.of(entries().small(part), Source.bytes(new byte[0]), timestamps, limits);
    }

    @Override
    public SignedDocument read() throws SigningException, IOException {
        try {
            SignedDocument read = container.read(limits).document();
            simple = read.format() == Format.ASIC_S;
            if (simple && !Coverages.manifests(entries()).isEmpty()) {
                throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending ASiC-S with manifests in it");
            }
            return read;
        } catch (AsicException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void timestamp() throws SigningException, IOException {
        List<SignatureFacts> all = read().signatures();
        try {
            Set<String> covered = covered();
            for (String part : entries().parts("signature", ".p7s")) {
                List<SignatureFacts> within =
                        all.stream().filter(each -> part.equals(part(each))).toList();
                if (within.stream().allMatch(SignatureFacts::timed)) {
                    continue;
                }
                requireFree(covered, part);
                CadesExtension signature = signature(part);
                signature.timestamp(within);
                put(part, signature.detached());
            }
        } catch (AsicException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void prove(SignedDocument chosen, List<Proof> proofs) throws SigningException, IOException {
        try {
            Set<String> covered = covered();
            ValidationData rest = ValidationData.NONE;
            for (int i = 0; i < proofs.size(); i++) {
                SignatureFacts facts = chosen.signatures().get(i);
                ValidationData data = proofs.get(i).all().without(facts.held());
                if (data.isEmpty()) {
                    continue;
                }
                String part = part(facts);
                if (covered.contains(part)) {
                    rest = rest.and(data);
                } else {
                    put(part, CadesExtension.with(entries().small(part), data));
                }
            }
            if (!rest.isEmpty()) {
                String last = entries().parts("timestamp", ".tst").stream()
                        .filter(each -> !covered.contains(each))
                        .findFirst()
                        .orElseThrow(() -> new SigningException(
                                SigningProblem.DOCUMENT_REFUSES,
                                "another signature signs one that has to be added to"));
                put(last, CadesExtension.with(entries().small(last), rest));
            }
        } catch (AsicException e) {
            throw unreadable(e);
        }
    }

    /** The entry that a signature is in; there others of the same part and counter-signatures are too. */
    private String part(SignatureFacts facts) {
        String id = facts.id();
        return entries().parts("signature", ".p7s").stream()
                .filter(each -> id.equals(each) || id.startsWith(each + "#") || id.startsWith(each + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse(id);
    }

    /** What manifests name, and hence must stay. */
    private Set<String> covered() throws AsicException, IOException {
        return covered(entries());
    }

    private static Set<String> covered(Entries entries) throws AsicException, IOException {
        Set<String> covered = new HashSet<>();
        for (String name : Coverages.manifests(entries)) {
            Manifest.parse(entries.small(name)).references().forEach(each -> covered.add(each.name()));
        }
        return covered;
    }

    /** Refuses to change what a manifest names. */
    static void requireFree(Entries entries, String part) throws SigningException, AsicException, IOException {
        requireFree(covered(entries), part);
    }

    private static void requireFree(Set<String> covered, String part) throws SigningException {
        if (covered.contains(part)) {
            throw new SigningException(
                    SigningProblem.DOCUMENT_REFUSES, part + " is named by a manifest, and nothing may be added to it");
        }
    }

    /** In ASiC-E: the newest archive manifest has no number; the one before gets the next (annex A.5). */
    @Override
    public void archive() throws SigningException, IOException {
        try {
            if (simple) {
                archiveEach();
                return;
            }
            Optional<String> before = Optional.of(ARCHIVE + ".xml").filter(entries()::has);
            if (before.isPresent()) {
                requireFree(covered(), before.get());
                String numbered = free(ARCHIVE, "%d", ".xml");
                container = container.renamed(before.get(), numbered);
                before = Optional.of(numbered);
            }
            String stamp = free(EntryNames.META_INF + "timestamp", "%03d", ".tst");
            ManifestText manifest = ManifestText.archive(stamp);
            Entries entries = entries();
            for (String name : entries.names()) {
                if (!name.equals(EntryNames.MIMETYPE) && !name.endsWith("/")) {
                    manifest.name(
                            name,
                            Optional.empty(),
                            entries.digest(name, DIGEST),
                            before.filter(name::equals).isPresent());
                }
            }
            byte[] text = manifest.bytes();
            byte[] token = timestamps.orElseThrow().timestamp(DIGEST, Providers.digest(DIGEST, text));
            put(ARCHIVE + ".xml", text);
            put(stamp, token);
        } catch (AsicException e) {
            throw unreadable(e);
        }
    }

    /** EN 319 122-1, 5.5.3: over the one data object and each signature of it. */
    private void archiveEach() throws SigningException, AsicException, IOException {
        Entries entries = entries();
        byte[] digest = entries.digest(entries.data().get(0), DIGEST);
        for (String part : entries.parts("signature", ".p7s")) {
            CadesExtension signature = CadesExtension.over(entries.small(part), digest, timestamps, limits);
            signature.archive();
            put(part, signature.detached());
        }
    }

    private String free(String start, String number, String ending) {
        Entries entries = entries();
        int next = 1;
        String name = start + String.format(Locale.ROOT, number, next) + ending;
        while (entries.has(name)) {
            next++;
            name = start + String.format(Locale.ROOT, number, next) + ending;
        }
        return name;
    }

    /** Dated as the container's first entry: the true time is in the time-stamps. */
    private void put(String name, byte[] bytes) {
        LocalDateTime time = container.items().get(0).time();
        container = container.with(name, time, bytes);
    }

    @Override
    public void finish(OutputStream out) throws IOException {
        container.write(out);
    }
}
