package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignerFacts;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;

/** A signature that stands for many documents, as one of them carries it (spec/bulk.md). Immutable. */
public final class BulkSignature {
    private static final Set<String> DEMANDED = Set.of(
            Oids.CONTENT_TYPE.getId(),
            Oids.MESSAGE_DIGEST.getId(),
            Oids.SIGNING_TIME.getId(),
            Oids.SIGNING_CERTIFICATE_V2.getId());

    private final CmsSignature cms;
    private final BulkStatement statement;
    private final ReducedHashTree path;

    private BulkSignature(CmsSignature cms, BulkStatement statement, ReducedHashTree path) {
        this.cms = cms;
        this.statement = statement;
        this.path = path;
    }

    /**
     * Reads a signature; nothing is verified yet. Zero bytes behind it are tolerated, for PDF pads with them.
     *
     * @throws CmsException SIGNATURE_MALFORMED for what does not keep its form, with the reason; NO_SIGNER and SEVERAL_SIGNERS;
     *     ALGORITHM_NOT_SUPPORTED for a tree of hashes we do not know
     */
    public static BulkSignature parse(byte[] der) throws CmsException {
        CmsSignature cms = CmsSignature.parse(der);
        int signers = cms.signers().size();
        if (signers != 1) {
            throw new CmsException(FindingCode.SEVERAL_SIGNERS, String.valueOf(signers));
        }
        if (!cms.contentType().equals(Oids.BULK_STATEMENT.getId())) {
            throw DerBounds.malformed("content of type " + cms.contentType() + " is no bulk statement");
        }
        if (!cms.signedAttributeTypes().containsAll(DEMANDED)) {
            throw DerBounds.malformed("a signed attribute that bulk signatures need is missing");
        }
        byte[] content = cms.encapsulatedContent().orElseThrow(() -> DerBounds.malformed("no bulk statement inside"));
        BulkStatement statement = BulkStatement.parse(content);
        // So that whoever judges the signature's digest algorithm has judged the tree's too.
        if (!cms.digestAlgorithm().equals(Optional.of(statement.algorithm()))) {
            throw DerBounds.malformed("tree of " + statement.algorithm() + " under a signature with another digest");
        }
        return new BulkSignature(cms, statement, path(cms, statement));
    }

    private static ReducedHashTree path(CmsSignature cms, BulkStatement statement) throws CmsException {
        ASN1Encodable attribute = cms.unsignedAttribute(Oids.REDUCED_HASH_TREE)
                .orElseThrow(() -> DerBounds.malformed("no path, or more than one"));
        return Asn1.reading(
                "path", () -> ReducedHashTree.parse(attribute, statement.algorithm(), statement.documents()));
    }

    /** The same, knowing more certificates among which its signer's may be. */
    public BulkSignature withCertificates(List<X509Certificate> more) {
        return new BulkSignature(cms.withCertificates(more), statement, path);
    }

    /** The signature itself, over its statement. */
    public CmsSignature cms() {
        return cms;
    }

    /**
     * Verifies the signature over its statement, and that the document leads to the root in it; where it does not, its digest does not
     * match.
     *
     * @param digestOfDocument the document's digest, by algorithm
     */
    public SignerFacts verify(Function<DigestAlgorithm, Optional<byte[]>> digestOfDocument) {
        SignerFacts facts = cms.verifyEncapsulated();
        boolean leads = digestOfDocument
                .apply(statement.algorithm())
                .flatMap(digest ->
                        path.root(statement.algorithm(), List.of(HashTree.leaf(statement.algorithm(), digest))))
                .filter(root -> MessageDigest.isEqual(root, statement.root()))
                .isPresent();
        return leads ? facts : facts.withoutDigest();
    }
}
