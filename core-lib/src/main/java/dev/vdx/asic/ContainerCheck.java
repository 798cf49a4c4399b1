package dev.vdx.asic;

import dev.vdx.cms.CmsException;
import dev.vdx.cms.CmsSignature;
import dev.vdx.cms.TimestampToken;
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
import dev.vdx.xml.XmlException;
import dev.vdx.xml.XmlReader;
import dev.vdx.xml.XmlSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds the signatures of a container against its data objects (EN 319 162-1, 4.3 and 4.4). */
final class ContainerCheck {
    private static final String XML_WORD = "signatures";
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
    private final Entries entries;
    private final Coverages coverages;
    private final List<SignatureFacts> signatures = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> signed = new HashSet<>();

    /**
     * Where a signature stands.
     *
     * @param part the entry it is in
     * @param over what it covers
     */
    private record Placed(String part, Set<String> over) {
        Placed {
            over = Set.copyOf(over);
        }
    }

    ContainerCheck(Source source, Limits limits, List<ZipItem> items, String comment) {
        this.source = source;
        this.limits = limits;
        this.items = items;
        this.comment = comment;
        this.entries = new Entries(source, limits, items);
        this.coverages = new Coverages(entries);
    }

    AsicReader run() throws AsicException, IOException {
        List<String> data = entries.data();
        List<String> tokens = entries.parts("signature", ".p7s");
        List<String> stamps = entries.parts("timestamp", ".tst");
        List<String> lists = entries.parts(XML_WORD, ".xml");
        if (tokens.size() + stamps.size() + lists.size() > limits.signatures()) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "signatures", limits.signatures());
        }
        List<String> texts = new ArrayList<>(entries.parts("ASiCManifest", ".xml"));
        texts.addAll(entries.parts("ASiCArchiveManifest", ".xml"));
        Format format = format(texts, lists);
        for (String text : texts) {
            coverages.read(text);
        }
        boolean bySigner = !tokens.isEmpty() || !lists.isEmpty();
        for (String name : tokens) {
            signature(name, format, data);
        }
        for (String name : lists) {
            xades(name, format, data);
        }
        for (Stamp stamp : oldestFirst(stamps)) {
            stamp(stamp, format, data, bySigner);
        }
        if (!signatures.isEmpty()) {
            Set<String> frames = frames(List.of(tokens, stamps, lists));
            entries.names().stream()
                    .filter(name -> !name.endsWith("/") && !coverages.names(name) && !frames.contains(name))
                    .forEach(name -> findings.add(Finding.of(FindingCode.ENTRY_NOT_SIGNED, name)));
        }
        return new AsicReader(source, AsicReader.document(format, signatures, findings), items, signed);
    }

    /**
     * A time-stamp that stands by itself.
     *
     * @param token empty where it is none
     * @param problem why it is none
     */
    private record Stamp(String part, Optional<TimestampToken> token, List<Finding> problem) {
        Instant time() {
            return token.map(TimestampToken::time).orElse(Instant.MIN);
        }
    }

    /** By their times, and where these are equal those that cover more later; first those that are none. */
    private List<Stamp> oldestFirst(List<String> parts) throws AsicException, IOException {
        List<Stamp> stamps = new ArrayList<>();
        for (String part : parts) {
            try {
                stamps.add(new Stamp(part, Optional.of(TimestampToken.parse(entries.small(part))), List.of()));
            } catch (CmsException e) {
                Finding why = Finding.of(
                        FindingCode.SIGNATURE_MALFORMED, e.finding().details().toArray());
                stamps.add(new Stamp(part, Optional.empty(), List.of(why)));
            }
        }
        stamps.sort(Comparator.comparing(Stamp::time).thenComparingInt(stamp -> coverages.count(stamp.part())));
        return stamps;
    }

    /** The places of what an archive manifest names whole: the part, and all that is covered there (EN 319 162-1, annex A.5). */
    private Set<Integer> covers(Covered covered, Instant time) {
        Set<String> named = Set.copyOf(covered.names());
        return IntStream.range(0, placed.size())
                .filter(i -> named.contains(placed.get(i).part())
                        && named.containsAll(placed.get(i).over()))
                .filter(i -> signatures
                        .get(i)
                        .token()
                        .filter(t -> t.time().isAfter(time))
                        .isEmpty())
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What carries signatures, and is itself signed or needs not be. */
    private static Set<String> frames(List<List<String>> parts) {
        Set<String> frames = new HashSet<>(Set.of(EntryNames.MIMETYPE, "META-INF/manifest.xml"));
        parts.forEach(frames::addAll);
        return frames;
    }

    private Format format(List<String> texts, List<String> lists) throws AsicException, IOException {
        String type = comment.startsWith("mimetype=") ? comment.substring("mimetype=".length()) : "";
        if (entries.has(EntryNames.MIMETYPE)) {
            type = new String(entries.small(EntryNames.MIMETYPE), StandardCharsets.UTF_8).strip();
        }
        if (type.equals(AsicWriter.TYPE_S)) {
            return Format.ASIC_S;
        }
        boolean numbered = lists.stream().anyMatch(n -> !n.equals("META-INF/signatures.xml"));
        boolean e =
                type.equals(AsicWriter.TYPE_E) || numbered || texts.stream().anyMatch(t -> t.contains("ASiCManifest"));
        return e ? Format.ASIC_E : Format.ASIC_S;
    }

    private void signature(String part, Format format, List<String> data) throws AsicException, IOException {
        Covered covered = coverages.of(part, format, data, true);
        try {
            CmsSignature cms = CmsSignature.parse(entries.small(part));
            List<CmsSignature> all = cms.signers();
            for (int i = 0; i < all.size(); i++) {
                one(part, all.size() == 1 ? part : part + "#" + (i + 1), all.get(i), covered, data);
            }
        } catch (CmsException e) {
            List<Finding> wrong = new ArrayList<>(covered.findings());
            wrong.add(e.finding());
            add(part, SignatureKind.SIGNATURE, UNKNOWN, Optional.empty(), List.of(), ValidationData.NONE, wrong, false);
            placed.add(new Placed(part, all(covered)));
        }
    }

    private static Set<String> all(Covered covered) {
        Set<String> all = new HashSet<>(covered.names());
        if (!covered.name().isEmpty()) {
            all.add(covered.name());
        }
        return all;
    }

    private void one(String part, String id, CmsSignature cms, Covered covered, List<String> data)
            throws AsicException, IOException {
        List<Finding> wrong = new ArrayList<>(covered.findings());
        if (cms.encapsulatedContent().isPresent()) {
            wrong.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "content within a container's signature"));
        }
        Map<DigestAlgorithm, byte[]> over = new EnumMap<>(DigestAlgorithm.class);
        if (!covered.name().isEmpty()) {
            Set<DigestAlgorithm> needed = new HashSet<>(cms.timestampAlgorithms());
            cms.digestAlgorithm().ifPresent(needed::add);
            for (DigestAlgorithm algorithm : needed) {
                over.put(algorithm, entries.digest(covered.name(), algorithm));
            }
        }
        Function<DigestAlgorithm, Optional<byte[]>> digest = a -> Optional.ofNullable(over.get(a));
        SignerFacts facts = cms.verify(cms.digestAlgorithm().flatMap(digest).orElse(new byte[0]));
        boolean sound = facts.digestMatches() && facts.signatureMatches() && covered.intact();
        if (sound && wrong.isEmpty()) {
            covered.names().stream().filter(data::contains).forEach(signed::add);
        }
        List<TimestampFacts> stamps = cms.allTimestamps(digest);
        SignerFacts held = covered.intact() ? facts : facts.withoutDigest();
        boolean whole = covered.names().containsAll(data);
        List<SignatureFacts> counters = counters(id, cms, stamps, wrong);
        add(id, SignatureKind.SIGNATURE, held, Optional.empty(), stamps, cms.validationData(), wrong, whole);
        placed.add(new Placed(part, all(covered)));
        for (SignatureFacts each : counters) {
            signatures.add(each);
            placed.add(new Placed(part, all(covered)));
        }
    }

    /** Those who signed its value (EN 319 122-1, 5.2.7): signatures of their own, which cover no entry. */
    private List<SignatureFacts> counters(String id, CmsSignature cms, List<TimestampFacts> stamps, List<Finding> wrong)
            throws AsicException {
        try {
            int most = limits.signatures() - signatures.size();
            return cms.counterSignatures(id, stamps, source.size(), most);
        } catch (CmsException e) {
            if (e.finding().code() == FindingCode.LIMIT_EXCEEDED) {
                throw new AsicException(FindingCode.LIMIT_EXCEEDED, "signatures", limits.signatures());
            }
            wrong.add(e.finding());
            return List.of();
        }
    }

    /** The signatures of one part (EN 319 162-1, 4.3.3.2, 4.4.2); they name the entries they cover themselves. */
    private void xades(String part, Format format, List<String> data) throws AsicException, IOException {
        List<XmlSignature> found;
        try {
            found = XmlReader.inContainer(
                    entries.small(part),
                    named -> ManifestUris.name(named.uri())
                            .filter(data::contains)
                            .map(entries::open),
                    limits);
        } catch (XmlException e) {
            throw new AsicException(e.finding().code(), e.finding().details().toArray());
        } catch (IOException e) {
            throw AsicException.malformed("an entry that " + part + " names is unreadable");
        }
        if (signatures.size() + found.size() > limits.signatures()) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "signatures", limits.signatures());
        }
        for (XmlSignature each : found) {
            SignatureFacts facts = each.facts();
            List<Finding> wrong = new ArrayList<>(facts.findings());
            if (format == Format.ASIC_S && data.size() != 1) {
                wrong.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "ASiC-S with " + data.size() + " data objects"));
            }
            List<String> names = each.covered().stream()
                    .map(ManifestUris::name)
                    .flatMap(Optional::stream)
                    .toList();
            names.forEach(coverages::name);
            if (wrong.isEmpty()) {
                signed.addAll(names);
            }
            signatures.add(new SignatureFacts(
                    part + "#" + facts.id(),
                    facts.kind(),
                    facts.profile(),
                    facts.signer(),
                    facts.token(),
                    facts.timestamps(),
                    facts.validationData(),
                    new Coverage(names.containsAll(data), true, source.size()),
                    facts.changesAfter(),
                    wrong,
                    facts.counter()));
            placed.add(new Placed(part, Set.copyOf(names)));
        }
    }

    private void stamp(Stamp stamp, Format format, List<String> data, boolean bySigner)
            throws AsicException, IOException {
        Covered covered = coverages.of(stamp.part(), format, data, !bySigner);
        List<Finding> wrong = new ArrayList<>(covered.findings());
        wrong.addAll(stamp.problem());
        if (stamp.token().isPresent()) {
            token(stamp.part(), stamp.token().get(), covered, data, bySigner, wrong);
        } else {
            add(
                    stamp.part(),
                    SignatureKind.SIGNATURE,
                    UNKNOWN,
                    Optional.empty(),
                    List.of(),
                    ValidationData.NONE,
                    wrong,
                    false);
        }
        placed.add(new Placed(stamp.part(), all(covered)));
    }

    private void token(
            String part,
            TimestampToken token,
            Covered covered,
            List<String> data,
            boolean bySigner,
            List<Finding> wrong)
            throws AsicException, IOException {
        Map<DigestAlgorithm, byte[]> over = new EnumMap<>(DigestAlgorithm.class);
        if (token.imprintAlgorithm().isPresent() && !covered.name().isEmpty() && covered.intact()) {
            DigestAlgorithm algorithm = token.imprintAlgorithm().get();
            over.put(algorithm, entries.digest(covered.name(), algorithm));
        }
        TimestampFacts facts = token.facts(TimestampKind.DOCUMENT, a -> Optional.ofNullable(over.get(a)))
                .covering(covered.intact() ? covers(covered, token.time()) : Set.of());
        SignerFacts signer =
                facts.imprintMatches() ? facts.signer() : facts.signer().withoutDigest();
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
        // A time-stamp's end of 0: it proves the time of what it names, and of nothing else.
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
}
