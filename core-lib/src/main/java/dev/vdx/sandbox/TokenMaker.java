package dev.vdx.sandbox;

import java.io.IOException;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Writes a time-stamp token (RFC 3161, 2.4.2) by hand, since Bouncy Castle's own generator refuses to make wrong ones. */
final class TokenMaker {

    private TokenMaker() {}

    static byte[] token(Stamp stamp, TestIdentity identity) {
        try {
            return CmsMaker.sign(
                    PKCSObjectIdentifiers.id_ct_TSTInfo,
                    info(stamp).getEncoded("DER"),
                    true,
                    identity,
                    stamp.time(),
                    stamp.withCertificates());
        } catch (IOException e) {
            throw new IllegalStateException("the test authority cannot stamp", e);
        }
    }

    private static TSTInfo info(Stamp stamp) {
        return new TSTInfo(
                new ASN1ObjectIdentifier(stamp.policy()),
                new MessageImprint(new AlgorithmIdentifier(new ASN1ObjectIdentifier(stamp.hashOid())), stamp.imprint()),
                new ASN1Integer(stamp.serial()),
                new ASN1GeneralizedTime(Date.from(stamp.time()), Locale.ROOT),
                new Accuracy(new ASN1Integer(1), null, null),
                null,
                stamp.nonce().map(ASN1Integer::new).orElse(null),
                null,
                null);
    }
}
