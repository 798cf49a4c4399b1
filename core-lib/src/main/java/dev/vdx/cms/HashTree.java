package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * A tree of hash values over many documents (RFC 4998, 4.2): two by two, sorted, put together and hashed; an odd one goes up as it is.
 * The data object of a document is the DigestInfo of its digest (RFC 8017, A.2.4), whose length no inner node's has, so that no node
 * can be shown as a document. Immutable; holds twice the digests it is made of.
 */
public final class HashTree {
    /** The most documents one signature may stand for here. */
    public static final int MOST_DOCUMENTS = 10_000_000;

    private final DigestAlgorithm algorithm;
    private final List<byte[]> levels;

    private HashTree(DigestAlgorithm algorithm, List<byte[]> levels) {
        this.algorithm = algorithm;
        this.levels = levels;
    }

    /**
     * The tree over these documents.
     *
     * @param digests of the documents, one behind the other, made with this algorithm
     * @throws IllegalArgumentException without a document, with more than {@link #MOST_DOCUMENTS}, or with half a digest
     */
    public static HashTree over(DigestAlgorithm algorithm, byte[] digests) {
        int length = algorithm.length();
        int documents = digests.length / length;
        if (documents < 1 || documents > MOST_DOCUMENTS || digests.length % length != 0) {
            throw new IllegalArgumentException(digests.length + " bytes of digests with " + algorithm);
        }
        byte[] leaves = new byte[digests.length];
        for (int i = 0; i < documents; i++) {
            byte[] leaf = leaf(algorithm, Arrays.copyOfRange(digests, i * length, (i + 1) * length));
            System.arraycopy(leaf, 0, leaves, i * length, length);
        }
        List<byte[]> levels = new ArrayList<>(List.of(leaves));
        MessageDigest digest = Providers.digest(algorithm);
        while (levels.get(levels.size() - 1).length > length) {
            levels.add(above(levels.get(levels.size() - 1), digest));
        }
        return new HashTree(algorithm, levels);
    }

    private static byte[] above(byte[] level, MessageDigest digest) {
        int length = digest.getDigestLength();
        int nodes = level.length / length;
        byte[] above = new byte[(nodes + 1) / 2 * length];
        for (int i = 0; i + 1 < nodes; i += 2) {
            int left = i * length;
            int right = left + length;
            boolean inOrder = Arrays.compareUnsigned(level, left, right, level, right, right + length) <= 0;
            digest.update(level, inOrder ? left : right, length);
            digest.update(level, inOrder ? right : left, length);
            System.arraycopy(digest.digest(), 0, above, i / 2 * length, length);
        }
        if (nodes % 2 == 1) {
            System.arraycopy(level, level.length - length, above, above.length - length, length);
        }
        return above;
    }

    /** The hash value that stands for a document in the tree. */
    static byte[] leaf(DigestAlgorithm algorithm, byte[] documentDigest) {
        return Providers.digest(
                algorithm, Asn1.der(new DigestInfo(AlgorithmIdentifiers.of(algorithm), documentDigest)));
    }

    /** The most steps from a document to the root of a tree over that many. */
    static int depth(long documents) {
        return Long.SIZE - Long.numberOfLeadingZeros(documents - 1);
    }

    DigestAlgorithm algorithm() {
        return algorithm;
    }

    byte[] root() {
        return levels.get(levels.size() - 1).clone();
    }

    /** How many documents it is over. */
    public int documents() {
        return levels.get(0).length / algorithm.length();
    }

    /** A document's way to the root. */
    ReducedHashTree path(int document) {
        List<byte[]> siblings = new ArrayList<>();
        int at = document;
        for (byte[] level : levels.subList(0, levels.size() - 1)) {
            int sibling = at ^ 1;
            if (sibling < level.length / algorithm.length()) {
                siblings.add(node(level, sibling));
            }
            at /= 2;
        }
        return ReducedHashTree.of(node(levels.get(0), document), siblings);
    }

    private byte[] node(byte[] level, int at) {
        return Arrays.copyOfRange(level, at * algorithm.length(), (at + 1) * algorithm.length());
    }
}
