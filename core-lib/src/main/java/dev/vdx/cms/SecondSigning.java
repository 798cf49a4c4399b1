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

/** One more signature in a CAdES file that holds its content: what is there stays, the content is streamed. */
public final class SecondSigning {
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private SecondSigning() {}

    /** What becomes of the SignedData, as it is without its content. */
    private interface Change {
        byte[] of(ASN1Primitive parsed, CoveredBytes covered) throws CmsException, SigningException;
    }

    /**
     * Signs the value of the one signature of a file, and puts that into it as countersignature attribute (RFC 5652, 11.4; EN 319 122-1,
     * 5.2.7).
     *
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SUPPORTED for several signers, a time-stamp token, content that is elsewhere, PEM and
     *     indefinite lengths; else as {@link CadesSigner#sign}
     * @throws IOException if it cannot be read or written
     */
    public static void counterSign(Source in, CadesSigner signer, Limits limits, OutputStream out)
            throws SigningException, IOException {
        add(in, signer, limits, out, (parsed, covered) -> counterSigned(parsed, signer));
    }

    /**
     * The same of a signature whose content is elsewhere, which makes no difference.
     *
     * @param cms DER of it
     */
    public static byte[] counterSign(byte[] cms, CadesSigner signer) throws SigningException {
        try {
            return certified(counterSigned(Asn1.parse(cms), signer), signer);
        } catch (CmsException e) {
            throw unreadable(e);
        }
    }

    private static byte[] counterSigned(ASN1Primitive parsed, CadesSigner signer)
            throws SigningException, CmsException {
        SignedMessage message = SignedMessage.of(parsed);
        if (message.signers().size() != 1 || message.contentType().equals(Oids.TST_INFO)) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "counter-signing CMS of several signers, or a time-stamp token");
        }
        byte[] counter = signer.counterSignature(message.signers().get(0).value());
        return Asn1.reading(
                "SignedData",
                () -> Asn1.inOrder(TimestampAddition.attributed(parsed, Oids.COUNTER_SIGNATURE, Asn1.parse(counter))));
    }

    /** The certificates of whoever signs now stand with those that are there (RFC 5652, 5.1). */
    private static byte[] certified(byte[] cms, CadesSigner signer) throws SigningException {
        return CadesExtension.with(cms, new ValidationData(signer.chain(), List.of(), List.of()));
    }

    private static SigningException unreadable(CmsException e) {
        return new SigningException(
                e,
                SigningProblem.DOCUMENT_UNREADABLE,
                String.join(", ", e.finding().details()));
    }

    /**
     * Signs the content of a file beside those who signed it (RFC 5652, 5.1).
     *
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SUPPORTED for content that is elsewhere or of another type than data, PEM and indefinite
     *     lengths; else as {@link CadesSigner#sign}
     * @throws IOException if it cannot be read or written
     */
    public static void signBeside(Source in, CadesSigner signer, Limits limits, OutputStream out)
            throws SigningException, IOException {
        add(in, signer, limits, out, (parsed, covered) -> {
            if (!SignedMessage.of(parsed).contentType().equals(Oids.DATA)) {
                throw new SigningException(SigningProblem.NOT_SUPPORTED, "one more signer of content that is not data");
            }
            byte[] signerInfo =
                    signer.signerInfo(covered.digest(signer.digestAlgorithm()).orElseThrow());
            return Asn1.reading("SignedData", () -> with(parsed, signer.digestAlgorithm(), Asn1.parse(signerInfo)));
        });
    }

    private static void add(Source in, CadesSigner signer, Limits limits, OutputStream out, Change change)
            throws SigningException, IOException {
        try {
            LargeMessage found = LargeMessage.find(in)
                    .orElseThrow(() -> new SigningException(
                            SigningProblem.NOT_SUPPORTED,
                            "one more signature in CMS in PEM, of indefinite lengths or without its content"));
            CoveredBytes covered = CoveredBytes.of(
                    in, found.position(), found.length(), EnumSet.of(DIGEST, signer.digestAlgorithm()), limits);
            byte[] whole = certified(change.of(Asn1.parse(found.hollow()), covered), signer);
            new LargeMessage(whole, found.position(), found.length())
                    .write(in, DIGEST, covered.digest(DIGEST).orElseThrow(), out);
        } catch (CmsException e) {
            throw unreadable(e);
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
