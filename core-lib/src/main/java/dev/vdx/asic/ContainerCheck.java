package dev.vdx.asic;

import dev.vdx.cms.CmsException;
import dev.vdx.cms.CmsSignature;
import dev.vdx.cms.TimestampToken;
import dev.vdx.key.Providers;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.Source;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Holds the signatures of a container against its data objects (EN 319 162-1, 4.3 and 4.4). */
final class ContainerCheck {
    private static final String TYPE_S = "application/vnd.etsi.asic-s+zip";
    private static final int LONGEST_PART = 4 << 20;
    private static final SignerFacts UNKNOWN = new SignerFacts(
            Optional.empty(),
            CertificateReference.ABSENT,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            List.of());

    private final Source source;
    private final Limits limits;
    private final List<ZipItem> items;
    private final String comment;
    private final Map<String, ZipItem> byName = new LinkedHashMap<>();
    private final Map<String, Map<DigestAlgorithm, byte[]>> digests = new HashMap<>();
    private final Map<String, Manifest> manifests = new LinkedHashMap<>();
    private final List<SignatureFacts> signatures = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> signed = new HashSet<>();
    private final Set<String> named = new HashSet<>();

    ContainerCheck(Source source, Limits limits, List<ZipItem> items, String comment) {
        this.source = source;
        this.limits = limits;
        this.items = items;
        this.comment = comment;
        items.forEach(item -> byName.put(item.name(), item));
    }

    AsicReader run() throws AsicException, IOException {
        List<String> data = byName.keySet().stream()
                .filter(name -> !EntryNames.isReserved(name) && !name.endsWith("/"))
                .toList();
        List<String> tokens = parts("signature", ".p7s");
        List<String> stamps = parts("timestamp", ".tst");
        if (tokens.isEmpty() && stamps.isEmpty() && !parts("signatures", ".xml").isEmpty()) {
            throw new AsicException(FindingCode.FORMAT_NOT_SUPPORTED, "ASiC with XAdES");
        }
        if (tokens.size() + stamps.size() > limits.signatures()) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "signatures", limits.signatures());
        }
        List<String> texts = new ArrayList<>(parts("ASiCManifest", ".xml"));
        texts.addAll(parts("ASiCArchiveManifest", ".xml"));
        Format format = format(texts);
        for (String text : texts) {
            manifests.put(text, Manifest.parse(small(text)));
        }
        boolean bySigner = !tokens.isEmpty();
        for (String name : tokens) {
            signature(name, format, data);
        }
        for (String name : stamps) {
            stamp(name, format, data, bySigner);
        }
        if (!signatures.isEmpty()) {
            byName.keySet().stream()
                    .filter(name -> !name.endsWith("/") && !named.contains(name) && !isFrame(name))
                    .forEach(name -> findings.add(Finding.of(FindingCode.ENTRY_NOT_SIGNED, name)));
        }
        return new AsicReader(source, AsicReader.document(format, signatures, findings), items, signed);
    }

    private List<String> parts(String word, String ending) {
        return byName.keySet().stream()
                .filter(name -> name.startsWith(EntryNames.META_INF)
                        && name.indexOf('/', EntryNames.META_INF.length()) < 0
                        && name.contains(word)
                        && name.endsWith(ending))
                .toList();
    }

    /** What carries signatures, and is itself signed or needs not be. */
    private boolean isFrame(String name) {
        boolean signature = name.endsWith(".p7s") && parts("signature", ".p7s").contains(name);
        boolean stamp = name.endsWith(".tst") && parts("timestamp", ".tst").contains(name);
        return signature || stamp || name.equals(EntryNames.MIMETYPE) || name.equals("META-INF/manifest.xml");
    }

    private Format format(List<String> texts) throws AsicException, IOException {
        String type = comment.startsWith("mimetype=") ? comment.substring("mimetype=".length()) : "";
        if (byName.containsKey(EntryNames.MIMETYPE)) {
            type = new String(small(EntryNames.MIMETYPE), StandardCharsets.UTF_8).strip();
        }
        if (type.equals(TYPE_S)) {
            return Format.ASIC_S;
        }
        boolean e = type.equals(AsicWriter.TYPE_E) || texts.stream().anyMatch(t -> t.contains("ASiCManifest"));
        return e ? Format.ASIC_E : Format.ASIC_S;
    }

    private byte[] small(String name) throws AsicException, IOException {
        ZipItem item = byName.get(name);
        if (item == null || item.size() > LONGEST_PART) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "bytes of " + name, LONGEST_PART);
        }
        try (InputStream in = new EntryStream(source, item)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw AsicException.malformed("entry unreadable: " + name);
        }
    }

    /** What a signature covers: a manifest and what it names, or in ASiC-S the one data object. */
    private record Covered(String name, boolean intact, List<String> names, List<Finding> findings) {}

    private Covered covered(String part, Format format, List<String> data, boolean bySigner)
            throws AsicException, IOException {
        List<Finding> wrong = new ArrayList<>();
        List<String> own = manifests.entrySet().stream()
                .filter(each -> each.getValue().signature().equals(part))
                .map(Map.Entry::getKey)
                .toList();
        if (own.size() > 1) {
            wrong.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "two manifests for " + part));
        }
        if (!own.isEmpty()) {
            return manifest(own.get(0), bySigner, wrong);
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

    private Covered manifest(String name, boolean bySigner, List<Finding> wrong) throws AsicException, IOException {
        named.add(name);
        boolean intact = true;
        List<String> names = new ArrayList<>();
        for (Manifest.Reference reference :
                manifests.getOrDefault(name, new Manifest("", List.of())).references()) {
            if (!byName.containsKey(reference.name())) {
                wrong.add(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, reference.name()));
                intact = false;
                continue;
            }
            if (bySigner) {
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
                intact &= MessageDigest.isEqual(digest(reference.name(), algorithm), reference.digest());
            }
        }
        return new Covered(name, intact, names, wrong);
    }

    private byte[] digest(String name, DigestAlgorithm algorithm) throws AsicException, IOException {
        Map<DigestAlgorithm, byte[]> known =
                digests.computeIfAbsent(name, unused -> new EnumMap<>(DigestAlgorithm.class));
        byte[] before = known.get(algorithm);
        if (before != null) {
            return before;
        }
        ZipItem item = byName.get(name);
        if (item == null) {
            throw AsicException.malformed("entry missing: " + name);
        }
        MessageDigest digest = Providers.digest(algorithm);
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = new EntryStream(source, item)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw AsicException.malformed("entry unreadable: " + name);
        }
        byte[] value = digest.digest();
        known.put(algorithm, value);
        return value;
    }

    private void signature(String part, Format format, List<String> data) throws AsicException, IOException {
        Covered covered = covered(part, format, data, true);
        try {
            CmsSignature cms = CmsSignature.parse(small(part));
            List<CmsSignature> all = cms.signers();
            for (int i = 0; i < all.size(); i++) {
                one(all.size() == 1 ? part : part + "#" + (i + 1), all.get(i), covered, data);
            }
        } catch (CmsException e) {
            List<Finding> wrong = new ArrayList<>(covered.findings());
            wrong.add(e.finding());
            add(part, SignatureKind.SIGNATURE, UNKNOWN, Optional.empty(), List.of(), ValidationData.NONE, wrong, false);
        }
    }

    private void one(String id, CmsSignature cms, Covered covered, List<String> data)
            throws AsicException, IOException {
        List<Finding> wrong = new ArrayList<>(covered.findings());
        if (cms.encapsulatedContent().isPresent()) {
            wrong.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "content within a container's signature"));
        }
        Map<DigestAlgorithm, byte[]> over = new EnumMap<>(DigestAlgorithm.class);
        if (!covered.name().isEmpty()) {
            // SHA-256 and SHA-512 are what content time-stamps are made with.
            Set<DigestAlgorithm> needed =
                    new HashSet<>(cms.digestAlgorithm().stream().toList());
            if (manifests.containsKey(covered.name())) {
                needed.add(DigestAlgorithm.SHA256);
                needed.add(DigestAlgorithm.SHA512);
            }
            for (DigestAlgorithm algorithm : needed) {
                over.put(algorithm, digest(covered.name(), algorithm));
            }
        }
        Function<DigestAlgorithm, Optional<byte[]>> digest = a -> Optional.ofNullable(over.get(a));
        SignerFacts facts = cms.verify(cms.digestAlgorithm().flatMap(digest).orElse(new byte[0]));
        boolean sound = facts.digestMatches() && facts.signatureMatches() && covered.intact();
        if (sound && wrong.isEmpty()) {
            covered.names().stream().filter(data::contains).forEach(signed::add);
        }
        List<TimestampFacts> stamps = new ArrayList<>(cms.contentTimestamps(digest));
        stamps.addAll(cms.timestamps());
        SignerFacts held = covered.intact() ? facts : withoutDigest(facts);
        boolean whole = covered.names().containsAll(data);
        add(id, SignatureKind.SIGNATURE, held, Optional.empty(), stamps, cms.validationData(), wrong, whole);
    }

    private void stamp(String part, Format format, List<String> data, boolean bySigner)
            throws AsicException, IOException {
        Covered covered = covered(part, format, data, !bySigner);
        List<Finding> wrong = new ArrayList<>(covered.findings());
        try {
            TimestampToken token = TimestampToken.parse(small(part));
            Map<DigestAlgorithm, byte[]> over = new EnumMap<>(DigestAlgorithm.class);
            if (token.imprintAlgorithm().isPresent() && !covered.name().isEmpty() && covered.intact()) {
                DigestAlgorithm algorithm = token.imprintAlgorithm().get();
                over.put(algorithm, digest(covered.name(), algorithm));
            }
            TimestampFacts facts = token.facts(TimestampKind.DOCUMENT, a -> Optional.ofNullable(over.get(a)));
            SignerFacts signer = facts.imprintMatches() ? facts.signer() : withoutDigest(facts.signer());
            boolean sound = facts.imprintMatches() && signer.digestMatches() && signer.signatureMatches();
            if (sound && !bySigner && wrong.isEmpty()) {
                covered.names().stream().filter(data::contains).forEach(signed::add);
            }
            add(
                    part,
                    SignatureKind.DOCUMENT_TIMESTAMP,
                    signer,
                    Optional.of(facts),
                    List.of(),
                    facts.validationData(),
                    wrong,
                    covered.names().containsAll(data));
        } catch (CmsException e) {
            wrong.add(Finding.of(
                    FindingCode.SIGNATURE_MALFORMED, e.finding().details().toArray()));
            add(part, SignatureKind.SIGNATURE, UNKNOWN, Optional.empty(), List.of(), ValidationData.NONE, wrong, false);
        }
    }

    private void add(
            String id,
            SignatureKind kind,
            SignerFacts signer,
            Optional<TimestampFacts> token,
            List<TimestampFacts> stamps,
            ValidationData validationData,
            List<Finding> wrong,
            boolean whole) {
        // A time-stamp's end of 0 keeps it from proving the time of signatures it does not cover.
        long end = kind == SignatureKind.SIGNATURE ? source.size() : 0;
        String profile = kind == SignatureKind.SIGNATURE
                ? (signer.claimedSigningTime().isPresent() && signer.reference() == CertificateReference.MATCHES
                        ? "CAdES-BASELINE"
                        : "CAdES")
                : "ASiC-TimeAssertion";
        signatures.add(new SignatureFacts(
                id,
                kind,
                profile,
                signer,
                token,
                stamps,
                validationData,
                new Coverage(whole, true, end),
                ChangesAfter.NONE,
                wrong));
    }

    private static SignerFacts withoutDigest(SignerFacts s) {
        return new SignerFacts(
                s.certificate(),
                s.reference(),
                s.certificates(),
                s.algorithm(),
                s.digestAlgorithm(),
                false,
                s.signatureMatches(),
                s.claimedSigningTime(),
                s.findings());
    }
}
