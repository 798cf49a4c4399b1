package dev.vdx.cms;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;

/**
 * The signers of a SignedData (RFC 5652, 5.1), behind each those who counter-signed it (11.4), in the order in which {@link CmsFacts} has
 * them. Nothing of them changes but that each may be given one more unsigned attribute.
 */
final class SignerTree {
    private final ASN1Primitive parsed;
    private final List<Place> places = new ArrayList<>();

    /**
     * One signer.
     *
     * @param counter whether it signed the value of another
     */
    record Place(SignerBlock signer, boolean counter) {}

    /** An unsigned attribute of one value. */
    record Added(ASN1ObjectIdentifier type, ASN1Encodable value) {}

    private SignerTree(ASN1Primitive parsed) {
        this.parsed = parsed;
    }

    /** Reads what {@link Asn1#parse} gave. */
    static SignerTree of(ASN1Primitive parsed) throws CmsException {
        SignerTree tree = new SignerTree(parsed);
        for (SignerBlock signer : SignedMessage.of(parsed).signers()) {
            Asn1.reading("counter-signature", () -> tree.collect(signer, false));
        }
        return tree;
    }

    private boolean collect(SignerBlock signer, boolean counter) {
        places.add(new Place(signer, counter));
        signer.unsigned().all(Oids.COUNTER_SIGNATURE).forEach(each -> collect(new SignerBlock(each), true));
        return true;
    }

    List<Place> places() {
        return places;
    }

    /**
     * The message with more attributes.
     *
     * @param added for each place in its order
     */
    byte[] with(List<Optional<Added>> added) throws CmsException {
        Iterator<Optional<Added>> next = added.iterator();
        return Asn1.reading("SignedData", () -> {
            ASN1Sequence info = ASN1Sequence.getInstance(parsed);
            ASN1Sequence data = ASN1Sequence.getInstance(
                    ASN1TaggedObject.getContextInstance(info.getObjectAt(1), 0).getExplicitBaseObject());
            List<ASN1Encodable> signers = new ArrayList<>();
            ASN1Set.getInstance(data.getObjectAt(data.size() - 1)).forEach(each -> signers.add(with(each, next)));
            ASN1Sequence whole = TimestampAddition.replaceLast(data, TimestampAddition.inDerOrder(signers));
            return Asn1.inOrder(TimestampAddition.replaceLast(info, new DLTaggedObject(true, 0, whole)));
        });
    }

    private static ASN1Encodable with(ASN1Encodable signer, Iterator<Optional<Added>> next) {
        Optional<Added> added = next.next();
        ASN1Sequence countered = countersWith(ASN1Sequence.getInstance(signer), next);
        return added.isPresent()
                ? TimestampAddition.with(
                        countered, added.get().type(), added.get().value())
                : countered;
    }

    private static ASN1Sequence countersWith(ASN1Sequence signer, Iterator<Optional<Added>> next) {
        ASN1Encodable last = signer.getObjectAt(signer.size() - 1);
        if (!(last instanceof ASN1TaggedObject tagged) || !tagged.hasContextTag(TimestampAddition.UNSIGNED)) {
            return signer;
        }
        List<ASN1Encodable> attributes = new ArrayList<>();
        boolean countered = false;
        for (ASN1Encodable each : ASN1Set.getInstance(tagged, false)) {
            Attribute attribute = Attribute.getInstance(each);
            boolean counters = attribute.getAttrType().equals(Oids.COUNTER_SIGNATURE);
            countered |= counters;
            attributes.add(counters ? countersWith(attribute, next) : each);
        }
        return countered
                ? TimestampAddition.replaceLast(
                        signer,
                        new DLTaggedObject(false, TimestampAddition.UNSIGNED, TimestampAddition.inDerOrder(attributes)))
                : signer;
    }

    private static Attribute countersWith(Attribute attribute, Iterator<Optional<Added>> next) {
        List<ASN1Encodable> values = new ArrayList<>();
        attribute.getAttrValues().forEach(each -> values.add(with(each, next)));
        return new Attribute(Oids.COUNTER_SIGNATURE, TimestampAddition.inDerOrder(values));
    }
}
