package dev.vdx.cms;

import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/** Gathers certificates and revocation data from SignedData and from attributes; what cannot be read is left out. */
final class EmbeddedData {
    private static final int OTHER_REVOCATION = 1;
    private static final int MOST = 1_000;

    private final List<byte[]> certificates = new ArrayList<>();
    private final List<byte[]> ocsps = new ArrayList<>();
    private final List<byte[]> crls = new ArrayList<>();

    private EmbeddedData() {}

    static ValidationData of(SignedMessage message, List<SignerBlock> signers) {
        EmbeddedData found = new EmbeddedData();
        message.crls().forEach(each -> found.lenient(() -> found.revocationChoice(each)));
        for (SignerBlock signer : signers) {
            for (AttributeTable table : List.of(signer.signed(), signer.unsigned())) {
                found.attributes(table);
            }
        }
        return new ValidationData(message.certificates(), found.ocsps, found.crls)
                .and(new ValidationData(Certificates.parseAll(found.certificates), List.of(), List.of()));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void lenient(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            // Data that helps to validate: without it validation may lack something, but never passes for it.
        }
    }

    private void attributes(AttributeTable table) {
        table.all(Oids.CERTIFICATE_VALUES).forEach(value -> lenient(() -> addAll(value, certificates)));
        table.all(Oids.REVOCATION_VALUES).forEach(value -> lenient(() -> revocationArchive(value)));
        table.all(Oids.ADOBE_REVOCATION).forEach(value -> lenient(() -> revocationArchive(value)));
    }

    /** RevocationInfoChoice (RFC 5652, 10.2.1), OCSP answers as RFC 5940 puts them there. */
    private void revocationChoice(ASN1Encodable choice) throws IOException {
        if (choice instanceof ASN1Sequence crl) {
            add(crl, crls);
        } else if (choice instanceof ASN1TaggedObject tagged && tagged.hasContextTag(OTHER_REVOCATION)) {
            ASN1Sequence other = ASN1Sequence.getInstance(tagged, false);
            ASN1ObjectIdentifier format = ASN1ObjectIdentifier.getInstance(other.getObjectAt(0));
            if (format.equals(Oids.OCSP_RESPONSE) || format.equals(Oids.OCSP_BASIC)) {
                add(other.getObjectAt(1), ocsps);
            }
        }
    }

    /** RevocationValues (EN 319 122-1, A.1.1.2.2) and Adobe's RevocationInfoArchival (ISO 32000-2, 12.8.3.3.2). */
    private void revocationArchive(ASN1Encodable value) {
        for (ASN1Encodable each : ASN1Sequence.getInstance(value)) {
            lenient(() -> {
                ASN1TaggedObject tagged = ASN1TaggedObject.getContextInstance(each);
                if (tagged.getTagNo() == 0) {
                    addAll(ASN1Sequence.getInstance(tagged, true), crls);
                } else if (tagged.getTagNo() == 1) {
                    addAll(ASN1Sequence.getInstance(tagged, true), ocsps);
                }
            });
        }
    }

    private static void addAll(ASN1Encodable sequence, List<byte[]> into) throws IOException {
        for (ASN1Encodable each : ASN1Sequence.getInstance(sequence)) {
            add(each, into);
        }
    }

    private static void add(ASN1Encodable element, List<byte[]> into) throws IOException {
        if (into.size() < MOST && element instanceof ASN1Object object) {
            into.add(object.getEncoded());
        }
    }
}
