package dev.vdx.sandbox;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;

/**
 * A certificate revocation list (RFC 5280, 5): right by default, wrong in any way a test needs. For tests and the
 * sandbox only.
 *
 * @param issuer whose name it bears
 * @param signer whose key signs it
 * @param thisUpdate when it was made
 * @param nextUpdate when the next is due
 * @param number cRLNumber
 * @param entries revoked certificates by serial number
 * @param extensions further extensions
 */
public record CrlSpec(
        TestIdentity issuer,
        TestIdentity signer,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        BigInteger number,
        Map<BigInteger, TestAuthority.Revocation> entries,
        List<CertificateSpec.Extra> extensions) {

    /** Extension issuingDistributionPoint (RFC 5280, 5.2.5). */
    public static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    /** Extension deltaCRLIndicator (RFC 5280, 5.2.4). */
    public static final String DELTA_INDICATOR = "2.5.29.27";

    public CrlSpec {
        entries = Map.copyOf(entries);
        extensions = List.copyOf(extensions);
    }

    /** The authority's list as it stands, due again in an hour. */
    public static CrlSpec of(TestAuthority authority, Instant at) {
        return new CrlSpec(
                authority.identity(),
                authority.identity(),
                at,
                Optional.of(at.plusSeconds(3600)),
                BigInteger.valueOf(Math.max(1, at.getEpochSecond())),
                authority.revocations(),
                List.of());
    }

    /** The same signed by another key. */
    public CrlSpec signedBy(TestIdentity other) {
        return new CrlSpec(issuer, other, thisUpdate, nextUpdate, number, entries, extensions);
    }

    /** The same with other times. */
    public CrlSpec withTimes(Instant newThisUpdate, Optional<Instant> newNextUpdate) {
        return new CrlSpec(issuer, signer, newThisUpdate, newNextUpdate, number, entries, extensions);
    }

    /** The same with one more entry. */
    public CrlSpec withEntry(BigInteger serial, Instant time, int reason) {
        Map<BigInteger, TestAuthority.Revocation> more = new TreeMap<>(entries);
        more.put(serial, new TestAuthority.Revocation(time, reason));
        return new CrlSpec(issuer, signer, thisUpdate, nextUpdate, number, more, extensions);
    }

    /** The same with other entries. */
    public CrlSpec withEntries(Map<BigInteger, TestAuthority.Revocation> newEntries) {
        return new CrlSpec(issuer, signer, thisUpdate, nextUpdate, number, newEntries, extensions);
    }

    /** The same with one more extension. */
    public CrlSpec withExtension(String oid, boolean critical, byte[] der) {
        List<CertificateSpec.Extra> more = new ArrayList<>(extensions);
        more.add(new CertificateSpec.Extra(oid, critical, der));
        return new CrlSpec(issuer, signer, thisUpdate, nextUpdate, number, entries, more);
    }

    /** DER of the CertificateList. */
    public byte[] der() {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(
                    X500Name.getInstance(
                            issuer.certificate().getSubjectX500Principal().getEncoded()),
                    Date.from(thisUpdate));
            nextUpdate.ifPresent(time -> builder.setNextUpdate(Date.from(time)));
            new TreeMap<>(entries)
                    .forEach((serial, revocation) -> builder.addCRLEntry(
                            serial, Date.from(revocation.time()), Math.max(0, revocation.reason())));
            builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(number));
            builder.addExtension(Extension.authorityKeyIdentifier, false, keyIdentifier());
            for (CertificateSpec.Extra extra : extensions) {
                builder.addExtension(
                        new ASN1ObjectIdentifier(extra.oid()),
                        extra.critical(),
                        ASN1Primitive.fromByteArray(extra.der()));
            }
            return builder.build(Crypto.signer(signer.kind().jcaSignature(), signer.key()))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot make this list", e);
        }
    }

    private AuthorityKeyIdentifier keyIdentifier() throws IOException {
        X509CertificateHolder holder = new X509CertificateHolder(Crypto.encoded(issuer.certificate()));
        return new AuthorityKeyIdentifier(
                SubjectKeyIdentifier.fromExtensions(holder.getExtensions()).getKeyIdentifier());
    }
}
