package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;

/**
 * A document's way to the root (reducedHashtree; RFC 4998, 4.1 to 4.3), of two values a step: the first list holds the document's own
 * and its neighbour's in ascending order, each further one a neighbour's.
 */
final class ReducedHashTree {
    private static final int MOST_LISTS = 32;

    private final List<List<byte[]>> lists;

    private ReducedHashTree(List<List<byte[]>> lists) {
        this.lists = List.copyOf(lists);
    }

    static ReducedHashTree of(byte[] leaf, List<byte[]> siblings) {
        List<List<byte[]>> lists = new ArrayList<>();
        for (byte[] sibling : siblings) {
            lists.add(lists.isEmpty() ? sorted(leaf, sibling) : List.of(sibling));
        }
        return new ReducedHashTree(lists);
    }

    /** As large as one can be in a tree over that many documents. */
    static ReducedHashTree longest(DigestAlgorithm algorithm, int documents) {
        byte[] node = new byte[algorithm.length()];
        return of(node, Collections.nCopies(HashTree.depth(documents), node));
    }

    private static List<byte[]> sorted(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) <= 0 ? List.of(one, other) : List.of(other, one);
    }

    /** Must be called within {@link Asn1#reading}. */
    static ReducedHashTree parse(ASN1Encodable encoded, DigestAlgorithm algorithm, long documents) throws CmsException {
        ASN1Sequence outer = ASN1Sequence.getInstance(encoded);
        int most = Math.min(MOST_LISTS, HashTree.depth(documents));
        if (outer.size() > most || (outer.size() == 0) != (documents == 1)) {
            throw DerBounds.malformed("a path of " + outer.size() + " lists among " + documents + " documents");
        }
        List<List<byte[]>> lists = new ArrayList<>();
        for (ASN1Encodable each : outer) {
            ASN1Sequence list = ASN1Sequence.getInstance(each);
            if (list.size() != (lists.isEmpty() ? 2 : 1)) {
                throw DerBounds.malformed("a path with " + list.size() + " values in list " + (lists.size() + 1));
            }
            List<byte[]> values = new ArrayList<>();
            for (ASN1Encodable value : list) {
                values.add(ASN1OctetString.getInstance(value).getOctets());
            }
            if (values.stream().anyMatch(value -> value.length != algorithm.length())) {
                throw DerBounds.malformed("a path with a value that is no " + algorithm + " digest");
            }
            lists.add(values);
        }
        if (!lists.isEmpty()
                && Arrays.compareUnsigned(lists.get(0).get(0), lists.get(0).get(1)) > 0) {
            throw DerBounds.malformed("a path whose first list is not in ascending order");
        }
        return new ReducedHashTree(lists);
    }

    /** Where the way of this leaf ends (4.3); nowhere if it does not begin with it. */
    Optional<byte[]> root(DigestAlgorithm algorithm, byte[] leaf) {
        if (!lists.isEmpty() && lists.get(0).stream().noneMatch(value -> MessageDigest.isEqual(value, leaf))) {
            return Optional.empty();
        }
        byte[] node = leaf;
        for (List<byte[]> list : lists) {
            List<byte[]> pair = list.size() == 2 ? list : sorted(node, list.get(0));
            MessageDigest digest = Providers.digest(algorithm);
            pair.forEach(digest::update);
            node = digest.digest();
        }
        return Optional.of(node);
    }

    /** DER of the unsigned attribute that holds it. */
    byte[] attribute() {
        ASN1Encodable[] outer = lists.stream()
                .map(list ->
                        new DERSequence(list.stream().map(DEROctetString::new).toArray(ASN1Encodable[]::new)))
                .toArray(ASN1Encodable[]::new);
        return Asn1.der(new Attribute(Oids.REDUCED_HASH_TREE, new DERSet(new DERSequence(outer))));
    }
}
