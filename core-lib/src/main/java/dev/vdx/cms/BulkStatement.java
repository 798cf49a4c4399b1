package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * What is signed once for many documents (spec/bulk.md).
 *
 * @param algorithm of the documents' digests and of the tree
 * @param root of the tree
 * @param documents how many it is over
 */
record BulkStatement(DigestAlgorithm algorithm, byte[] root, long documents) {
    private static final long MOST = 1L << 32;

    static BulkStatement of(HashTree tree) {
        return new BulkStatement(tree.algorithm(), tree.root(), tree.documents());
    }

    /** As large as one can be. */
    static BulkStatement longest(DigestAlgorithm algorithm, int documents) {
        return new BulkStatement(algorithm, new byte[algorithm.length()], documents);
    }

    /** @throws CmsException SIGNATURE_MALFORMED, or ALGORITHM_NOT_SUPPORTED for an algorithm we do not know */
    static BulkStatement parse(byte[] der) throws CmsException {
        ASN1Primitive parsed = Asn1.parse(der);
        return Asn1.reading("statement", () -> {
            ASN1Sequence statement = ASN1Sequence.getInstance(parsed);
            if (statement.size() != 4 || !Arrays.equals(Asn1.der(statement), der)) {
                throw DerBounds.malformed("statement not in DER or not of four members");
            }
            if (!ASN1Integer.getInstance(statement.getObjectAt(0)).hasValue(1)) {
                throw DerBounds.malformed("statement of another version than 1");
            }
            AlgorithmIdentifier identifier = AlgorithmIdentifier.getInstance(statement.getObjectAt(1));
            DigestAlgorithm algorithm = AlgorithmIdentifiers.digest(identifier)
                    .orElseThrow(() -> new CmsException(
                            FindingCode.ALGORITHM_NOT_SUPPORTED,
                            identifier.getAlgorithm().getId()));
            byte[] root = ASN1OctetString.getInstance(statement.getObjectAt(2)).getOctets();
            BigInteger documents =
                    ASN1Integer.getInstance(statement.getObjectAt(3)).getValue();
            if (root.length != algorithm.length()) {
                throw DerBounds.malformed("statement with a root of " + root.length + " bytes");
            }
            if (documents.signum() < 1 || documents.compareTo(BigInteger.valueOf(MOST)) > 0) {
                throw DerBounds.malformed("statement about fewer than one or more than " + MOST + " documents");
            }
            return new BulkStatement(algorithm, root, documents.longValueExact());
        });
    }

    byte[] encoded() {
        return Asn1.der(new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(1), AlgorithmIdentifiers.of(algorithm), new DEROctetString(root), new ASN1Integer(documents)
        }));
    }
}
