package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
 * The part of a hash tree that leads from some of its leaves to its root (reducedHashtree; RFC 4998, 4.1 to 4.3): the first list holds
 * the leaves, and perhaps their neighbours; each further one what is hashed together with the list before. Whoever follows it sorts (4.3).
 *
 * <p>A bulk signature's is of two values a step (spec/bulk.md): a document's own and its neighbour's first, then a neighbour's each.
 */
final class ReducedHashTree {
    /** Without lists: the root is the one leaf. */
    static final ReducedHashTree NONE = new ReducedHashTree(List.of());

    private static final int MOST_LISTS = 64;
    private static final int MOST_VALUES = 100_000;
    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

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

    /** A bulk signature's. Must be called within {@link Asn1#reading}. */
    static ReducedHashTree parse(ASN1Encodable encoded, DigestAlgorithm algorithm, long documents) throws CmsException {
        ASN1Sequence outer = ASN1Sequence.getInstance(encoded);
        int most = HashTree.depth(documents);
        if (outer.size() > most || (outer.size() == 0) != (documents == 1)) {
            throw DerBounds.malformed("a path of " + outer.size() + " lists among " + documents + " documents");
        }
        for (int i = 0; i < outer.size(); i++) {
            int values = ASN1Sequence.getInstance(outer.getObjectAt(i)).size();
            if (values != (i == 0 ? 2 : 1)) {
                throw DerBounds.malformed("a path with " + values + " values in list " + (i + 1));
            }
        }
        ReducedHashTree path = parse(outer, algorithm);
        if (!path.lists.isEmpty()
                && ORDER.compare(path.lists.get(0).get(0), path.lists.get(0).get(1)) > 0) {
            throw DerBounds.malformed("a path whose first list is not in ascending order");
        }
        return path;
    }

    /** Must be called within {@link Asn1#reading}. */
    static ReducedHashTree parse(ASN1Sequence outer, DigestAlgorithm algorithm) throws CmsException {
        if (outer.size() > MOST_LISTS) {
            throw DerBounds.malformed("a hash tree of " + outer.size() + " lists");
        }
        List<List<byte[]>> lists = new ArrayList<>();
        int count = 0;
        for (ASN1Encodable each : outer) {
            ASN1Sequence list = ASN1Sequence.getInstance(each);
            count += list.size();
            if (list.size() == 0 || count > MOST_VALUES) {
                throw DerBounds.malformed("a hash tree with an empty list, or of too many values");
            }
            lists.add(values(list, algorithm));
        }
        return new ReducedHashTree(lists);
    }

    private static List<byte[]> values(ASN1Sequence list, DigestAlgorithm algorithm) throws CmsException {
        List<byte[]> values = new ArrayList<>();
        for (ASN1Encodable each : list) {
            byte[] value = ASN1OctetString.getInstance(each).getOctets();
            if (value.length != algorithm.length()) {
                throw DerBounds.malformed("a hash tree with a value that is no " + algorithm + " digest");
            }
            values.add(value);
        }
        return values;
    }

    /** Where the way of all these leaves ends (4.3); nowhere if it does not begin with each of them. */
    Optional<byte[]> root(DigestAlgorithm algorithm, List<byte[]> leaves) {
        if (lists.isEmpty()) {
            return leaves.size() == 1 ? Optional.of(leaves.get(0)) : Optional.empty();
        }
        List<byte[]> first = lists.get(0).stream().sorted(ORDER).toList();
        if (leaves.isEmpty() || leaves.stream().anyMatch(leaf -> Collections.binarySearch(first, leaf, ORDER) < 0)) {
            return Optional.empty();
        }
        byte[] node = node(algorithm, first);
        for (List<byte[]> list : lists.subList(1, lists.size())) {
            List<byte[]> all = new ArrayList<>(list);
            all.add(node);
            node = node(algorithm, all);
        }
        return Optional.of(node);
    }

    /** One value alone is its own father, as all who write records have it (RFC 6283 says so). */
    private static byte[] node(DigestAlgorithm algorithm, List<byte[]> list) {
        if (list.size() == 1) {
            return list.get(0);
        }
        MessageDigest digest = Providers.digest(algorithm);
        list.stream().sorted(ORDER).forEach(digest::update);
        return digest.digest();
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
