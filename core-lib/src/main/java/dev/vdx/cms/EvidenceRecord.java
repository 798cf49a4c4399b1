package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.TimestampFacts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * An evidence record (RFC 4998, 3): archive time-stamps in chains that prove when data existed. Within a chain each covers the time-stamp
 * before it (5.2, time-stamp renewal); the first of a further chain covers the data anew, with all chains before (5.2, hash-tree renewal).
 * Neither attributes nor cryptoInfos, which nobody signs, count. Immutable.
 */
public final class EvidenceRecord {
    /** How such time-stamps are called where levels of signatures are. */
    public static final String PROFILE = "EvidenceRecord-RFC4998";

    /** One for each digest algorithm that grew weak; each is hashed with all before it. */
    private static final int MOST_CHAINS = 32;

    private static final int MOST_TIMESTAMPS = 1_000;
    private static final int ENCRYPTION_INFO = 1;

    private final List<Link> links;

    /**
     * A time-stamp in its place.
     *
     * @param overData whether it is over the data: the first of its chain
     * @param before digests of what it covers of the record itself, one for each way to encode it; none in the first of all
     */
    private record Link(ArchiveTimestamp timestamp, boolean overData, List<byte[]> before) {}

    /**
     * An archive time-stamp as found.
     *
     * @param facts the token, covering those of this record, by their places in it, that it covers
     * @param overData whether it is over the data itself, or only renews the one before
     */
    public record Stamp(TimestampFacts facts, boolean overData) {

        /** What is wrong with its place in the record. */
        public List<Finding> findings() {
            return overData || facts.imprintMatches()
                    ? List.of()
                    : List.of(Finding.of(
                            FindingCode.SIGNATURE_MALFORMED,
                            "evidence record: a time-stamp does not cover the one before it (RFC 4998, 5.3)"));
        }
    }

    private EvidenceRecord(List<Link> links) {
        this.links = List.copyOf(links);
    }

    /** Whether something has the outer shape of one, and of nothing else we read: a version first. Must be called within {@link Asn1#reading}. */
    static boolean isLikely(ASN1Primitive parsed) {
        return parsed instanceof ASN1Sequence record
                && record.size() > 2
                && record.getObjectAt(0) instanceof ASN1Integer;
    }

    /**
     * Reads a record; no digest is compared yet.
     *
     * @throws CmsException SIGNATURE_MALFORMED with the reason; ALGORITHM_NOT_SUPPORTED for a digest algorithm we do not know;
     *     EVIDENCE_RECORD_NOT_SUPPORTED for one over encrypted data (6)
     */
    public static EvidenceRecord parse(byte[] der) throws CmsException {
        return of(Asn1.parse(der));
    }

    static EvidenceRecord of(ASN1Primitive parsed) throws CmsException {
        return Asn1.reading("evidence record", () -> read(ASN1Sequence.getInstance(parsed)));
    }

    private static EvidenceRecord read(ASN1Sequence record) throws CmsException {
        int last = record.size() - 1;
        if (last < 2 || !ASN1Integer.getInstance(record.getObjectAt(0)).hasValue(1)) {
            throw DerBounds.malformed("evidence record of another version or without time-stamps");
        }
        Set<DigestAlgorithm> listed = algorithms(ASN1Sequence.getInstance(record.getObjectAt(1)));
        int tag = -1;
        for (int i = 2; i < last; i++) {
            ASN1TaggedObject field = ASN1TaggedObject.getContextInstance(record.getObjectAt(i));
            if (field.getTagNo() <= tag || field.getTagNo() > ENCRYPTION_INFO) {
                throw DerBounds.malformed("evidence record with a field [" + field.getTagNo() + "]");
            }
            tag = field.getTagNo();
        }
        if (tag == ENCRYPTION_INFO) {
            throw new CmsException(FindingCode.EVIDENCE_RECORD_NOT_SUPPORTED, "over encrypted data (RFC 4998, 6)");
        }
        return new EvidenceRecord(links(ASN1Sequence.getInstance(record.getObjectAt(last)), listed));
    }

    private static Set<DigestAlgorithm> algorithms(ASN1Sequence identifiers) {
        Set<DigestAlgorithm> listed = EnumSet.noneOf(DigestAlgorithm.class);
        for (ASN1Encodable each : identifiers) {
            AlgorithmIdentifiers.digest(AlgorithmIdentifier.getInstance(each)).ifPresent(listed::add);
        }
        return listed;
    }

    private static List<Link> links(ASN1Sequence chains, Set<DigestAlgorithm> listed) throws CmsException {
        if (chains.size() == 0 || chains.size() > MOST_CHAINS) {
            throw DerBounds.malformed("evidence record of " + chains.size() + " chains");
        }
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            ASN1Sequence chain = ASN1Sequence.getInstance(chains.getObjectAt(i));
            if (chain.size() == 0 || chain.size() > MOST_TIMESTAMPS - links.size()) {
                throw DerBounds.malformed("evidence record with a chain of " + chain.size() + " time-stamps");
            }
            ASN1Encodable before = sequence(chains, i);
            List<byte[]> older = i == 0 ? List.of() : encodings(Asn1.asFound(before), before);
            Optional<ArchiveTimestamp> first = Optional.empty();
            for (ASN1Encodable each : chain) {
                ArchiveTimestamp timestamp = ArchiveTimestamp.parse(each);
                require(timestamp, first, listed);
                requireOrder(links, timestamp);
                List<byte[]> covered = first.isEmpty() ? older : last(links).encodings();
                links.add(new Link(timestamp, first.isEmpty(), digests(timestamp.algorithm(), covered)));
                first = first.or(() -> Optional.of(timestamp));
            }
        }
        return links;
    }

    /** 4.1 and 5.1: one digest algorithm a chain, and every one is listed. */
    private static void require(
            ArchiveTimestamp timestamp, Optional<ArchiveTimestamp> first, Set<DigestAlgorithm> listed)
            throws CmsException {
        DigestAlgorithm algorithm = timestamp.algorithm();
        if (!listed.contains(algorithm)) {
            throw DerBounds.malformed("evidence record that does not list its digest algorithm " + algorithm);
        }
        if (first.isPresent() && first.get().algorithm() != algorithm) {
            throw DerBounds.malformed("evidence record with two digest algorithms in one chain");
        }
    }

    /** 5.1: ascending by time. */
    private static void requireOrder(List<Link> before, ArchiveTimestamp timestamp) throws CmsException {
        if (!before.isEmpty()
                && last(before).token().time().isAfter(timestamp.token().time())) {
            throw DerBounds.malformed("evidence record whose time-stamps are not in the order of their times");
        }
    }

    private static ArchiveTimestamp last(List<Link> links) {
        return links.get(links.size() - 1).timestamp();
    }

    private static ASN1Encodable sequence(ASN1Sequence chains, int count) {
        return new DLSequence(
                IntStream.range(0, count).mapToObj(chains::getObjectAt).toArray(ASN1Encodable[]::new));
    }

    /** DER, as 5.2 has it, and as found, as some hash it: both stand for the same values. */
    static List<byte[]> encodings(byte[] found, ASN1Encodable value) {
        byte[] der = Asn1.der(value);
        return Arrays.equals(found, der) ? List.of(der) : List.of(der, found);
    }

    private static List<byte[]> digests(DigestAlgorithm algorithm, List<byte[]> encodings) {
        return encodings.stream().map(each -> Providers.digest(algorithm, each)).toList();
    }

    /** The digest algorithms by which it covers data. */
    public Set<DigestAlgorithm> algorithms() {
        return links.stream()
                .filter(Link::overData)
                .map(each -> each.timestamp().algorithm())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many time-stamps it holds. */
    public int size() {
        return links.size();
    }

    /**
     * Its time-stamps, oldest first, held against what they should cover (5.3).
     *
     * @param digests those of all data it should cover, by algorithm; none where the data is not to be had
     */
    public List<Stamp> stamps(Function<DigestAlgorithm, List<byte[]>> digests) {
        List<Stamp> stamps = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            int from = link.overData() ? 0 : i - 1;
            TimestampFacts facts = link.timestamp()
                    .facts(leaves(link, digests))
                    .covering(IntStream.range(from, i).boxed().collect(Collectors.toUnmodifiableSet()));
            stamps.add(new Stamp(facts, link.overData()));
        }
        return stamps;
    }

    /** The hash values that have to be in the first list, one set for each way to encode what came before. */
    private static List<List<byte[]>> leaves(Link link, Function<DigestAlgorithm, List<byte[]>> digests) {
        if (!link.overData()) {
            return link.before().stream().map(List::of).toList();
        }
        DigestAlgorithm algorithm = link.timestamp().algorithm();
        List<byte[]> data = digests.apply(algorithm);
        if (link.before().isEmpty()) {
            return List.of(data);
        }
        return link.before().stream()
                .map(chains -> data.stream()
                        .map(each -> together(algorithm, each, chains))
                        .toList())
                .toList();
    }

    /** 5.2: the data's hash value, then that of the chains; not sorted, as figure 4 would have it. */
    private static byte[] together(DigestAlgorithm algorithm, byte[] data, byte[] chains) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(data);
        both.writeBytes(chains);
        return Providers.digest(algorithm, both.toByteArray());
    }
}
