package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** One more signer of the content of a CAdES file (RFC 5652, 5.1): what is there stays, the content is streamed. */
public final class ParallelSigning {
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private ParallelSigning() {}

    /**
     * Signs the content of a file that is signed already.
     *
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SUPPORTED for content that is elsewhere or of another type than data, PEM and indefinite
     *     lengths; else as {@link CadesSigner#sign}
     * @throws IOException if it cannot be read or written
     */
    public static void add(Source in, CadesSigner signer, Limits limits, OutputStream out)
            throws SigningException, IOException {
        try {
            LargeMessage found = LargeMessage.find(in)
                    .orElseThrow(() -> new SigningException(
                            SigningProblem.NOT_SUPPORTED,
                            "one more signer of CMS in PEM, of indefinite lengths or without its content"));
            ASN1Primitive parsed = Asn1.parse(found.hollow());
            if (!SignedMessage.of(parsed).contentType().equals(Oids.DATA)) {
                throw new SigningException(SigningProblem.NOT_SUPPORTED, "one more signer of content that is not data");
            }
            CoveredBytes covered = CoveredBytes.of(
                    in, found.position(), found.length(), EnumSet.of(DIGEST, signer.digestAlgorithm()), limits);
            byte[] signerInfo =
                    signer.signerInfo(covered.digest(signer.digestAlgorithm()).orElseThrow());
            byte[] both =
                    Asn1.reading("SignedData", () -> with(parsed, signer.digestAlgorithm(), Asn1.parse(signerInfo)));
            byte[] whole = CadesExtension.with(both, new ValidationData(signer.chain(), List.of(), List.of()));
            new LargeMessage(whole, found.position(), found.length())
                    .write(in, DIGEST, covered.digest(DIGEST).orElseThrow(), out);
        } catch (CmsException e) {
            throw new SigningException(
                    e,
                    SigningProblem.DOCUMENT_UNREADABLE,
                    String.join(", ", e.finding().details()));
        }
    }

    private static byte[] with(ASN1Primitive parsed, DigestAlgorithm algorithm, ASN1Encodable signerInfo) {
        ASN1Sequence info = ASN1Sequence.getInstance(parsed);
        ASN1Sequence fields = ASN1Sequence.getInstance(
                ASN1TaggedObject.getContextInstance(info.getObjectAt(1), 0).getExplicitBaseObject());
        List<ASN1Encodable> digests = elements(fields.getObjectAt(1));
        boolean named = digests.stream()
                .anyMatch(each -> AlgorithmIdentifiers.digest(AlgorithmIdentifier.getInstance(each))
                        .filter(algorithm::equals)
                        .isPresent());
        if (!named) {
            digests.add(AlgorithmIdentifiers.of(algorithm));
        }
        List<ASN1Encodable> signers = elements(fields.getObjectAt(fields.size() - 1));
        signers.add(signerInfo);
        ASN1EncodableVector all = new ASN1EncodableVector(fields.size());
        all.add(fields.getObjectAt(0));
        all.add(TimestampAddition.inDerOrder(digests));
        for (int i = 2; i < fields.size() - 1; i++) {
            all.add(fields.getObjectAt(i));
        }
        all.add(TimestampAddition.inDerOrder(signers));
        return Asn1.inOrder(new DLSequence(
                new ASN1Encodable[] {info.getObjectAt(0), new DLTaggedObject(true, 0, new DLSequence(all))}));
    }

    private static List<ASN1Encodable> elements(ASN1Encodable set) {
        return new ArrayList<>(List.of(ASN1Set.getInstance(set).toArray()));
    }
}
