package dev.vdx.cms;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * Signs the value of a CAdES signature that holds its content, and puts that into it as countersignature attribute (RFC 5652, 11.4;
 * EN 319 122-1, 5.2.7). What is there stays, the content is streamed.
 */
public final class CounterSigning {
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private CounterSigning() {}

    /**
     * Counter-signs the one signature of a file.
     *
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SUPPORTED for several signers, a time-stamp token, content that is elsewhere, PEM and
     *     indefinite lengths; else as {@link CadesSigner#sign}
     * @throws IOException if it cannot be read or written
     */
    public static void add(Source in, CadesSigner signer, Limits limits, OutputStream out)
            throws SigningException, IOException {
        try {
            LargeMessage found = LargeMessage.find(in)
                    .orElseThrow(() -> new SigningException(
                            SigningProblem.NOT_SUPPORTED,
                            "counter-signing CMS in PEM, of indefinite lengths or without its content"));
            ASN1Primitive parsed = Asn1.parse(found.hollow());
            SignedMessage message = SignedMessage.of(parsed);
            if (message.signers().size() != 1 || message.contentType().equals(Oids.TST_INFO)) {
                throw new SigningException(
                        SigningProblem.NOT_SUPPORTED, "counter-signing CMS of several signers, or a time-stamp token");
            }
            byte[] counter = signer.counterSignature(message.signers().get(0).value());
            byte[] countersigned = Asn1.reading(
                    "SignedData",
                    () -> Asn1.inOrder(
                            TimestampAddition.attributed(parsed, Oids.COUNTER_SIGNATURE, Asn1.parse(counter))));
            // The certificates of whoever counter-signs stand with those of the signer (RFC 5652, 5.1).
            byte[] whole = CadesExtension.with(countersigned, new ValidationData(signer.chain(), List.of(), List.of()));
            CoveredBytes covered = CoveredBytes.of(in, found.position(), found.length(), Set.of(DIGEST), limits);
            new LargeMessage(whole, found.position(), found.length())
                    .write(in, DIGEST, covered.digest(DIGEST).orElseThrow(), out);
        } catch (CmsException e) {
            throw new SigningException(
                    e,
                    SigningProblem.DOCUMENT_UNREADABLE,
                    String.join(", ", e.finding().details()));
        }
    }
}
