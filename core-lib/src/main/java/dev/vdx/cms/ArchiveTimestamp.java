package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * An ArchiveTimeStamp (RFC 4998, 4.1): a time-stamp over the root of a hash tree, and the part of the tree that leads there.
 *
 * @param algorithm that of the tree, which is that of the token's imprint
 * @param tree without lists where the token is over the one hash value itself
 * @param encoded the token as it was found
 */
record ArchiveTimestamp(DigestAlgorithm algorithm, ReducedHashTree tree, TimestampToken token, ASN1Encodable encoded) {
    private static final int DIGEST_ALGORITHM = 0;
    private static final int ATTRIBUTES = 1;
    private static final int TREE = 2;

    /** Must be called within {@link Asn1#reading}. */
    static ArchiveTimestamp parse(ASN1Encodable found) throws CmsException {
        ASN1Sequence fields = ASN1Sequence.getInstance(found);
        int last = fields.size() - 1;
        if (last < 0) {
            throw DerBounds.malformed("archive time-stamp without a time-stamp");
        }
        TimestampToken token = token(fields.getObjectAt(last));
        DigestAlgorithm algorithm = token.imprintAlgorithm()
                .orElseThrow(() ->
                        new CmsException(FindingCode.ALGORITHM_NOT_SUPPORTED, "imprint of an archive time-stamp"));
        ReducedHashTree tree = ReducedHashTree.NONE;
        int before = -1;
        for (int i = 0; i < last; i++) {
            ASN1TaggedObject field = ASN1TaggedObject.getContextInstance(fields.getObjectAt(i));
            if (field.getTagNo() <= before) {
                throw DerBounds.malformed("archive time-stamp with a field out of order");
            }
            before = field.getTagNo();
            switch (before) {
                case DIGEST_ALGORITHM -> requireSame(AlgorithmIdentifier.getInstance(field, false), algorithm);
                case ATTRIBUTES -> ASN1Set.getInstance(field, false);
                case TREE -> tree = tree(ASN1Sequence.getInstance(field, false), algorithm);
                default -> throw DerBounds.malformed("archive time-stamp with a field [" + before + "]");
            }
        }
        return new ArchiveTimestamp(algorithm, tree, token, fields.getObjectAt(last));
    }

    private static TimestampToken token(ASN1Encodable encoded) throws CmsException {
        try {
            return TimestampToken.parse(Asn1.read(encoded));
        } catch (CmsException e) {
            throw DerBounds.malformed("time-stamp of an evidence record: "
                    + String.join(" ", e.finding().details()));
        }
    }

    /** 4.1: where it is named, it is the one of the message imprint. */
    private static void requireSame(AlgorithmIdentifier named, DigestAlgorithm algorithm) throws CmsException {
        if (!AlgorithmIdentifiers.digest(named).equals(Optional.of(algorithm))) {
            throw DerBounds.malformed("hash tree of another digest algorithm than its time-stamp's " + algorithm);
        }
    }

    private static ReducedHashTree tree(ASN1Sequence lists, DigestAlgorithm algorithm) throws CmsException {
        if (lists.size() == 0) {
            throw DerBounds.malformed("hash tree without a list");
        }
        return ReducedHashTree.parse(lists, algorithm);
    }

    /** What a time-stamp that renews this one covers. */
    List<byte[]> encodings() {
        return EvidenceRecord.encodings(token.encoded(), encoded);
    }

    /**
     * Held against what it should cover.
     *
     * @param choices the hash values that its first list must all hold; one of these will do
     */
    TimestampFacts facts(List<List<byte[]>> choices) {
        return token.facts(
                TimestampKind.EVIDENCE,
                unused -> choices.stream()
                        .map(leaves -> tree.root(algorithm, leaves))
                        .flatMap(Optional::stream)
                        .filter(token::isImprint)
                        .findFirst());
    }
}
