package dev.vdx.asic;

import dev.vdx.cms.CmsException;
import dev.vdx.cms.CmsSignature;
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
import dev.vdx.model.ValidationData;
import dev.vdx.xml.XmlException;
import dev.vdx.xml.XmlReader;
import dev.vdx.xml.XmlSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private final Set<String> objects;
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
        this.objects = Set.copyOf(entries.data());
    }

    AsicReader run() throws AsicException, IOException {
        List<String> data = entries.data();
        List<String> tokens = entries.parts("signature", ".p7s");
        List<String> stamps = TimeAssertions.parts(entries);
        List<String> lists = entries.parts(XML_WORD, ".xml");
        if (tokens.size() + stamps.size() + lists.size() > limits.signatures()) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "signatures", limits.signatures());
        }
        List<String> texts = Coverages.manifests(entries);
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
        TimeAssertions assertions =
                new TimeAssertions(entries, coverages, part -> coverages.of(part, format, data, !bySigner));
        for (TimeAssertion each : assertions.oldestFirst(stamps, limits.signatures() - signatures.size())) {
            stamp(each, bySigner);
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
     * The places of what a time-stamp covers: what its manifest names whole, the part and all that is covered there (EN 319 162-1, annex
     * A.5), and those of its own evidence record.
     */
    private Set<Integer> covers(TimeAssertion by, TimestampFacts token) {
        Set<String> named =
                by.overData() && by.covered().intact() ? Set.copyOf(by.covered().names()) : Set.of();
        int[] own = IntStream.range(0, placed.size())
                .filter(i -> placed.get(i).part().equals(by.part()))
                .toArray();
        return Stream.concat(
                        token.covers().stream().map(i -> own[i]),
                        IntStream.range(0, placed.size())
                                .filter(i -> named.contains(placed.get(i).part())
                                        && named.containsAll(placed.get(i).over()))
                                .filter(i -> signatures
                                        .get(i)
                                        .token()
                                        .filter(t -> t.time().isAfter(token.time()))
                                        .isEmpty())
                                .boxed())
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
                one(part, all.size() == 1 ? part : part + "#" + (i + 1), all.get(i), covered);
            }
        } catch (CmsException e) {
            List<Finding> wrong = new ArrayList<>(covered.findings());
            wrong.add(e.finding());
            add(
                    part,
                    SignatureKind.SIGNATURE,
                    profile(UNKNOWN),
                    UNKNOWN,
                    Optional.empty(),
                    List.of(),
                    ValidationData.NONE,
                    wrong,
                    false);
            placed.add(new Placed(part, covered.all()));
        }
    }

    private void one(String part, String id, CmsSignature cms, Covered covered) throws AsicException, IOException {
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
            covered.names().stream().filter(objects::contains).forEach(signed::add);
        }
        List<TimestampFacts> stamps = cms.allTimestamps(digest);
        SignerFacts held = covered.intact() ? facts : facts.withoutDigest();
        boolean whole = covered.all().containsAll(objects);
        List<SignatureFacts> counters = counters(id, cms, stamps, wrong);
        add(
                id,
                SignatureKind.SIGNATURE,
                profile(held),
                held,
                Optional.empty(),
                stamps,
                cms.validationData(),
                wrong,
                whole);
        placed.add(new Placed(part, covered.all()));
        for (SignatureFacts each : counters) {
            signatures.add(each);
            placed.add(new Placed(part, covered.all()));
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
                            .filter(objects::contains)
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

    private void stamp(TimeAssertion assertion, boolean bySigner) {
        if (assertion.token().isPresent()) {
            token(assertion, assertion.token().get(), bySigner);
        } else {
            add(
                    assertion.id(),
                    assertion.evidence() ? SignatureKind.DOCUMENT_TIMESTAMP : SignatureKind.SIGNATURE,
                    assertion.evidence() ? assertion.profile() : profile(UNKNOWN),
                    UNKNOWN,
                    Optional.empty(),
                    List.of(),
                    ValidationData.NONE,
                    assertion.findings(),
                    false);
        }
        placed.add(new Placed(assertion.part(), assertion.covered().all()));
    }

    private void token(TimeAssertion assertion, TimestampFacts found, boolean bySigner) {
        TimestampFacts facts = found.covering(covers(assertion, found));
        SignerFacts signer =
                facts.imprintMatches() ? facts.signer() : facts.signer().withoutDigest();
        boolean sound = facts.imprintMatches() && signer.digestMatches() && signer.signatureMatches();
        if (sound && !bySigner && assertion.overData() && assertion.findings().isEmpty()) {
            assertion.covered().names().stream().filter(objects::contains).forEach(signed::add);
        }
        add(
                assertion.id(),
                SignatureKind.DOCUMENT_TIMESTAMP,
                assertion.profile(),
                signer,
                Optional.of(facts),
                List.of(),
                facts.validationData(),
                assertion.findings(),
                assertion.covered().all().containsAll(objects));
    }

    private static String profile(SignerFacts signer) {
        boolean baseline =
                signer.claimedSigningTime().isPresent() && signer.reference() == CertificateReference.MATCHES;
        return baseline ? "CAdES-BASELINE" : "CAdES";
    }

    private void add(
            String id,
            SignatureKind kind,
            String profile,
            SignerFacts signer,
            Optional<TimestampFacts> token,
            List<TimestampFacts> stamps,
            ValidationData validationData,
            List<Finding> wrong,
            boolean whole) {
        // A time-stamp's end of 0: it proves the time of what it names, and of nothing else.
        long end = kind == SignatureKind.SIGNATURE ? source.size() : 0;
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
