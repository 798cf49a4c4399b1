package dev.vdx.path;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.Time;

/** A revocation list in the making: complete, fresh and empty as it comes. */
final class CrlDraft {
    X500Name issuer;
    int key;
    Instant thisUpdate = Plan.NOW.minusSeconds(3_600);
    Optional<Instant> nextUpdate = Optional.of(Plan.NOW.plusSeconds(86_400));
    boolean broken;
    private final ASN1EncodableVector entries = new ASN1EncodableVector();
    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

    CrlDraft(X500Name issuer, int key) {
        this.issuer = issuer;
        this.key = key;
        with(Extension.cRLNumber, false, new ASN1Integer(7));
    }

    CrlDraft with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        extensions.put(oid, extension(oid, critical, value));
        return this;
    }

    /** An entry with a CRLReason; -1 for none. */
    CrlDraft revoking(BigInteger serial, Instant at, int reason) {
        return reason < 0
                ? revoking(serial, at, Optional.empty())
                : revoking(serial, at, Optional.of(extension(Extension.reasonCode, false, CRLReason.lookup(reason))));
    }

    CrlDraft revoking(BigInteger serial, Instant at, Optional<Extension> extension) {
        ASN1EncodableVector entry = new ASN1EncodableVector();
        entry.add(new ASN1Integer(serial));
        entry.add(new Time(Date.from(at)));
        extension.ifPresent(e -> entry.add(new Extensions(e)));
        entries.add(new DERSequence(entry));
        return this;
    }

    static Extension extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            return new Extension(oid, critical, new DEROctetString(value));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] der() {
        ASN1EncodableVector tbs = new ASN1EncodableVector();
        tbs.add(new ASN1Integer(1));
        tbs.add(TestKeys.ALGORITHM);
        tbs.add(issuer);
        tbs.add(new Time(Date.from(thisUpdate)));
        nextUpdate.ifPresent(next -> tbs.add(new Time(Date.from(next))));
        if (entries.size() > 0) {
            tbs.add(new DERSequence(entries));
        }
        tbs.add(new DERTaggedObject(0, new Extensions(extensions.values().toArray(Extension[]::new))));
        try {
            DERSequence signed = new DERSequence(tbs);
            byte[] value = TestKeys.sign(key, signed.getEncoded("DER")).clone();
            if (broken) {
                value[value.length - 1] ^= 1;
            }
            ASN1EncodableVector whole = new ASN1EncodableVector();
            whole.add(signed);
            whole.add(TestKeys.ALGORITHM);
            whole.add(new DERBitString(value));
            return new DERSequence(whole).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
