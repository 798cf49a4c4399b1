package dev.vdx.cms;

import dev.vdx.model.FindingCode;
import dev.vdx.model.TimestampFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;

/** Puts a time-stamp into a finished signature, touching nothing but the unsigned attributes of its one signer. */
final class TimestampAddition {
    static final int UNSIGNED = 1;

    private TimestampAddition() {}

    static byte[] add(byte[] cms, byte[] token) throws CmsException {
        ASN1Primitive parsed = Asn1.parsePadded(cms);
        if (SignedMessage.of(parsed).signers().size() != 1) {
            throw new CmsException(FindingCode.SEVERAL_SIGNERS);
        }
        TimestampToken.parse(token);
        ASN1Encodable stamp = Asn1.parsePadded(token);
        byte[] stamped =
                Asn1.reading("SignedData", () -> Asn1.inOrder(attributed(parsed, Oids.SIGNATURE_TIMESTAMP, stamp)));
        List<TimestampFacts> all = CmsSignature.parse(stamped).timestamps();
        if (!all.stream().allMatch(TimestampFacts::imprintMatches)) {
            throw new CmsException(FindingCode.TIMESTAMP_IMPRINT_MISMATCH);
        }
        return stamped;
    }

    /** A token or another SignedData with one more unsigned attribute of its one signer. */
    static ASN1Encodable attributed(ASN1Primitive parsed, ASN1ObjectIdentifier type, ASN1Encodable value) {
        ASN1Sequence info = ASN1Sequence.getInstance(parsed);
        ASN1Sequence data = ASN1Sequence.getInstance(
                ASN1TaggedObject.getContextInstance(info.getObjectAt(1), 0).getExplicitBaseObject());
        ASN1Set signers = ASN1Set.getInstance(data.getObjectAt(data.size() - 1));
        ASN1Sequence signer = with(ASN1Sequence.getInstance(signers.getObjectAt(0)), type, value);
        return replaceLast(info, new DLTaggedObject(true, 0, replaceLast(data, new DLSet(signer))));
    }

    /** A SignerInfo with one more unsigned attribute. */
    static ASN1Sequence with(ASN1Sequence signer, ASN1ObjectIdentifier type, ASN1Encodable value) {
        List<ASN1Encodable> attributes = new ArrayList<>();
        ASN1Encodable last = signer.getObjectAt(signer.size() - 1);
        boolean some = last instanceof ASN1TaggedObject tagged && tagged.hasContextTag(UNSIGNED);
        if (some) {
            ASN1Set.getInstance((ASN1TaggedObject) last, false).forEach(attributes::add);
        }
        attributes.add(new Attribute(type, new DLSet(value)));
        ASN1Encodable unsigned = new DLTaggedObject(false, UNSIGNED, inDerOrder(attributes));
        if (some) {
            return replaceLast(signer, unsigned);
        }
        ASN1EncodableVector elements = new ASN1EncodableVector(signer.size() + 1);
        signer.forEach(elements::add);
        elements.add(unsigned);
        return new DLSequence(elements);
    }

    static ASN1Sequence replaceLast(ASN1Sequence sequence, ASN1Encodable replacement) {
        ASN1EncodableVector elements = new ASN1EncodableVector(sequence.size());
        for (int i = 0; i < sequence.size() - 1; i++) {
            elements.add(sequence.getObjectAt(i));
        }
        elements.add(replacement);
        return new DLSequence(elements);
    }

    /** Sorted as DER sorts, the elements left as they are: a token's own signed attributes must not be re-encoded. */
    static DLSet inDerOrder(List<ASN1Encodable> elements) {
        elements.sort((a, b) -> Arrays.compareUnsigned(Asn1.inOrder(a), Asn1.inOrder(b)));
        return new DLSet(elements.toArray(ASN1Encodable[]::new));
    }
}
