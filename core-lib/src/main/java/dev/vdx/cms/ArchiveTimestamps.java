package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The archive time-stamps of one signer (archive-time-stamp-v3, EN 319 122-1, 5.5.3): each covers the content, the signature
 * with its signed attributes, and what its hash index names.
 */
final class ArchiveTimestamps {
    private final SignedMessage message;
    private final SignerBlock signer;
    private final Function<DigestAlgorithm, Optional<byte[]>> content;
    private final Map<DigestAlgorithm, HashIndex.Present> present = new EnumMap<>(DigestAlgorithm.class);

    /** Over content of these digests. */
    ArchiveTimestamps(SignedMessage message, SignerBlock signer, Function<DigestAlgorithm, Optional<byte[]>> content) {
        this.message = message;
        this.signer = signer;
        this.content = content;
    }

    private record Archive(AttachedToken attached, Optional<HashIndex> index) {
        /** Newer ones cover more, also where the clock does not tell them apart. */
        static final Comparator<Archive> OLDEST_FIRST = Comparator.comparing(
                        (Archive each) -> each.attached.token().time())
                .thenComparing(
                        each -> each.index.map(i -> i.attributes().size()).orElse(0));
    }

    /**
     * Adds them, oldest first, to the other time-stamps.
     *
     * @param before those over the content, then those over the signature value
     * @param attached the latter, as attributes
     */
    List<TimestampFacts> after(
            List<TimestampFacts> before, List<AttachedToken> attached, List<AttachedToken> archiveTokens) {
        List<TimestampFacts> all = new ArrayList<>(before);
        int contents = before.size() - attached.size();
        List<AttachedToken> places = new ArrayList<>(attached);
        archiveTokens.stream()
                .map(each -> new Archive(each, each.token().hashIndex().flatMap(HashIndex::of)))
                .sorted(Archive.OLDEST_FIRST)
                .forEach(each -> {
                    Set<Integer> covers = new HashSet<>();
                    for (int i = 0; i < all.size(); i++) {
                        boolean named = i < contents || names(each, places.get(i - contents));
                        if (named
                                && !all.get(i)
                                        .time()
                                        .isAfter(each.attached().token().time())) {
                            covers.add(i);
                        }
                    }
                    all.add(each.attached()
                            .token()
                            .facts(TimestampKind.ARCHIVE, algorithm -> readable(() -> imprint(each, algorithm)))
                            .covering(covers));
                    places.add(each.attached());
                });
        return all;
    }

    private static boolean names(Archive archive, AttachedToken token) {
        return readable(() -> archive.index().filter(index -> index.names(token)))
                .isPresent();
    }

    /** Bouncy Castle reads to the depth only when encoding anew; what it cannot read is covered by nothing. */
    private static <T> Optional<T> readable(Asn1.Reading<Optional<T>> reading) {
        try {
            return Asn1.reading("encoding", reading);
        } catch (CmsException e) {
            return Optional.empty();
        }
    }

    /** 5.5.3: type and digest of the content, the signer's fields, the index; the index is of the same algorithm. */
    private Optional<byte[]> imprint(Archive archive, DigestAlgorithm algorithm) {
        Optional<HashIndex> index = archive.index()
                .filter(i -> i.algorithm() == algorithm)
                .filter(i -> i.holds(
                        present.computeIfAbsent(algorithm, each -> HashIndex.Present.of(message, signer, each))));
        Optional<byte[]> digest = content.apply(algorithm);
        if (index.isEmpty() || digest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                imprint(message, signer, algorithm, digest.get(), index.get().der()));
    }

    /** The digest that one covers, made with the algorithm of its index. */
    static byte[] imprint(
            SignedMessage message, SignerBlock signer, DigestAlgorithm algorithm, byte[] contentDigest, byte[] index) {
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        covered.writeBytes(Asn1.der(message.contentType()));
        covered.writeBytes(contentDigest);
        covered.writeBytes(signer.fields());
        covered.writeBytes(index);
        return Providers.digest(algorithm, covered.toByteArray());
    }
}
