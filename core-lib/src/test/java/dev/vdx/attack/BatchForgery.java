package dev.vdx.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;

/** Puts other paths and statements into the signature of a document that was signed with others. */
public final class BatchForgery {
    static final ASN1ObjectIdentifier PATH = new ASN1ObjectIdentifier("2.25.297528513210693785887276913168496129442");
    private static final String STATEMENT = "2.25.183640784581482476345998164793535624543";

    private BatchForgery() {}

    public static List<ASN1Encodable> with(List<ASN1Encodable> list, int at, ASN1Encodable value) {
        List<ASN1Encodable> changed = new ArrayList<>(list);
        changed.set(at, value);
        return changed;
    }

    public static ASN1Encodable list(byte[]... values) {
        return new DERSequence(Arrays.stream(values).map(DEROctetString::new).toArray(ASN1Encodable[]::new));
    }

    public static byte[] octets(ASN1Encodable list, int at) {
        return ASN1OctetString.getInstance(ASN1Sequence.getInstance(list).getObjectAt(at))
                .getOctets();
    }

    public static ASN1Sequence sequence(List<ASN1Encodable> values) {
        return new DERSequence(values.toArray(ASN1Encodable[]::new));
    }

    public static Attribute path(List<ASN1Encodable> lists) {
        return new Attribute(PATH, new DERSet(sequence(lists)));
    }

    public static ASN1EncodableVector vectorOf(Attribute one) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        vector.add(one);
        return vector;
    }

    public static List<ASN1Encodable> path(byte[] file) throws Exception {
        SignerInformation signer = signer(new CMSSignedData(Batch.contents(file)));
        return List.of(ASN1Sequence.getInstance(
                        signer.getUnsignedAttributes().get(PATH).getAttrValues().getObjectAt(0))
                .toArray());
    }

    public static byte[] statement(byte[] file) throws Exception {
        return (byte[])
                new CMSSignedData(Batch.contents(file)).getSignedContent().getContent();
    }

    private static SignerInformation signer(CMSSignedData cms) {
        Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
        return signers.iterator().next();
    }

    public static byte[] withPaths(byte[] file, List<ASN1Encodable> path) throws Exception {
        return withAttributes(file, vector -> vectorOf(path(path)));
    }

    /** Without the time-stamp, which takes part in none of this, so that there is room. */
    public static byte[] withAttributes(byte[] file, UnaryOperator<ASN1EncodableVector> change) throws Exception {
        return Batch.with(file, withPath(Batch.contents(file), change));
    }

    public static byte[] withPath(byte[] contents, UnaryOperator<ASN1EncodableVector> change) throws Exception {
        CMSSignedData cms = new CMSSignedData(contents);
        SignerInformation signer = signer(cms);
        ASN1EncodableVector own = new ASN1EncodableVector();
        if (signer.getUnsignedAttributes() != null
                && signer.getUnsignedAttributes().get(PATH) != null) {
            own.add(signer.getUnsignedAttributes().get(PATH));
        }
        AttributeTable table = new AttributeTable(change.apply(own));
        SignerInformation changed =
                SignerInformation.replaceUnsignedAttributes(signer, table.size() == 0 ? null : table);
        return CMSSignedData.replaceSigners(cms, new SignerInformationStore(changed))
                .getEncoded("DER");
    }

    public static byte[] withStatement(byte[] file, UnaryOperator<List<ASN1Encodable>> change) throws Exception {
        List<ASN1Encodable> members =
                List.of(ASN1Sequence.getInstance(statement(file)).toArray());
        byte[] other = sequence(change.apply(members)).getEncoded("DER");
        CMSSignedData cms = new CMSSignedData(Batch.contents(file));
        SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
        SignedData replaced = new SignedData(
                data.getDigestAlgorithms(),
                new ContentInfo(new ASN1ObjectIdentifier(STATEMENT), new DEROctetString(other)),
                data.getCertificates(),
                data.getCRLs(),
                data.getSignerInfos());
        byte[] der = new ContentInfo(new ASN1ObjectIdentifier("1.2.840.113549.1.7.2"), replaced).getEncoded("DER");
        return Batch.with(file, der);
    }
}
