package dev.vdx.asic;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which entries each signature covers, by the container's manifests (EN 319 162-1, 4.3 and 4.4). */
final class Coverages {
    private final Entries entries;
    private final Map<String, Manifest> manifests = new LinkedHashMap<>();
    private final Set<String> named = new HashSet<>();

    Coverages(Entries entries) {
        this.entries = entries;
    }

    /** The entries that hold manifests. */
    static List<String> manifests(Entries entries) {
        return Stream.of("ASiCManifest", "ASiCArchiveManifest", "ASiCEvidenceRecordManifest")
                .flatMap(word -> entries.parts(word, ".xml").stream())
                .distinct()
                .toList();
    }

    void read(String manifest) throws AsicException, IOException {
        manifests.put(manifest, Manifest.parse(entries.small(manifest)));
    }

    boolean isManifest(String name) {
        return manifests.containsKey(name);
    }

    /** How many entries the manifests of a signature or time-stamp name. */
    int count(String part) {
        return manifests.values().stream()
                .filter(each -> each.signature().equals(part))
                .mapToInt(each -> each.references().size())
                .sum();
    }

    /** A signature that counts names the entry by itself. */
    void name(String entry) {
        named.add(entry);
    }

    /** Whether a signature that counts names the entry. */
    boolean names(String entry) {
        return named.contains(entry);
    }

    /**
     * What the signature or time-stamp in an entry covers.
     *
     * @param counts whether what it names is signed by it: a time-stamp's only where there are no signatures
     */
    Covered of(String part, Format format, List<String> data, boolean counts) throws AsicException, IOException {
        List<Finding> wrong = new ArrayList<>();
        List<String> own = manifests.entrySet().stream()
                .filter(each -> each.getValue().signature().equals(part))
                .map(Map.Entry::getKey)
                .toList();
        if (own.size() > 1) {
            wrong.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "two manifests for " + part));
        }
        if (!own.isEmpty()) {
            return manifest(own.get(0), counts, wrong);
        }
        if (format == Format.ASIC_S && data.size() == 1) {
            named.add(data.get(0));
            return new Covered(data.get(0), true, data, wrong);
        }
        wrong.add(
                format == Format.ASIC_S && data.size() > 1
                        ? Finding.of(FindingCode.SIGNATURE_MALFORMED, "ASiC-S with " + data.size() + " data objects")
                        : Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, part));
        return new Covered("", false, List.of(), wrong);
    }

    private Covered manifest(String name, boolean counts, List<Finding> wrong) throws AsicException, IOException {
        named.add(name);
        boolean intact = true;
        List<String> names = new ArrayList<>();
        for (Manifest.Reference reference :
                manifests.getOrDefault(name, new Manifest("", List.of())).references()) {
            if (!entries.has(reference.name())) {
                wrong.add(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, reference.name()));
                intact = false;
                continue;
            }
            if (counts) {
                named.add(reference.name());
            }
            names.add(reference.name());
            if (reference.algorithm().isEmpty()) {
                wrong.add(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, "digest of " + reference.name()));
                intact = false;
            } else {
                DigestAlgorithm algorithm = reference.algorithm().get();
                if (algorithm == DigestAlgorithm.SHA1) {
                    wrong.add(Finding.of(FindingCode.ALGORITHM_NOT_ACCEPTABLE, "SHA1 in " + name));
                }
                intact &= MessageDigest.isEqual(entries.digest(reference.name(), algorithm), reference.digest());
            }
        }
        return new Covered(name, intact, names, wrong);
    }
}
