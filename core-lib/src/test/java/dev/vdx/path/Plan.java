package dev.vdx.path;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.OcspAnswer;
import dev.vdx.sandbox.TestIdentity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** A certification path in the making, and what lies beside it; sound until a rule changes it. */
final class Plan {
    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final Instant FROM = NOW.minusSeconds(400L * 86_400);
    static final Instant UNTIL = NOW.plusSeconds(400L * 86_400);

    /** The anchor first, the signing certificate last. */
    final List<CertificateDraft> path = new ArrayList<>();

    /** Certificates beside the path, each with its issuer. */
    final List<Beside> beside = new ArrayList<>();

    final List<CertificateDraft> moreAnchors = new ArrayList<>();
    private final Map<Integer, Consumer<Told>> told = new HashMap<>();

    /** A name as RFC 4514 writes it: the most significant part last. */
    static X500Name name(String name) {
        return X500Name.getInstance(new X500Principal(name).getEncoded());
    }

    record Beside(CertificateDraft certificate, CertificateDraft issuer) {}

    /** The position of the signing certificate. */
    int leaf() {
        return path.size() - 1;
    }

    CertificateDraft at(int place) {
        return path.get(place);
    }

    /** Tells the status of the certificate at this place in another way than by its issuer's list. */
    void tell(int place, Consumer<Told> how) {
        told.put(place, how);
    }

    void crl(int place, UnaryOperator<CrlDraft> change) {
        tell(place, t -> t.crls.add(change.apply(t.crl()).der()));
    }

    void ocsp(int place, UnaryOperator<OcspAnswer> change) {
        tell(place, t -> t.ocsp.add(change.apply(t.ocsp()).der()));
    }

    /** One certificate whose status is to be told, and where to. */
    static final class Told {
        final X509Certificate certificate;
        final X509Certificate issuer;
        final CertificateDraft issuerDraft;
        final List<byte[]> crls = new ArrayList<>();
        final List<byte[]> ocsp = new ArrayList<>();
        final List<X509Certificate> certificates = new ArrayList<>();

        Told(X509Certificate certificate, X509Certificate issuer, CertificateDraft issuerDraft) {
            this.certificate = certificate;
            this.issuer = issuer;
            this.issuerDraft = issuerDraft;
        }

        CrlDraft crl() {
            return new CrlDraft(issuerDraft.subject, issuerDraft.key);
        }

        /** Good, signed by the issuer itself. */
        OcspAnswer ocsp() {
            return new OcspAnswer(
                    certificate.getSerialNumber(),
                    issuer,
                    DigestAlgorithm.SHA1,
                    new OcspAnswer.Status.Good(),
                    NOW.minusSeconds(60),
                    Optional.of(NOW.plusSeconds(3_600)),
                    NOW.minusSeconds(60),
                    identity(issuerDraft.key, issuer),
                    List.of(),
                    Optional.empty());
        }

        TestIdentity identity(int key, X509Certificate of) {
            return new TestIdentity(KeyKind.EC_P256, TestKeys.pair(key).getPrivate(), List.of(of));
        }

        /** A delegated responder of the issuer. */
        TestIdentity responder(Consumer<CertificateDraft> change) {
            CertificateDraft draft = CertificateDraft.leaf("CN=Responder,C=TH", 9)
                    .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
                    .with(new ASN1ObjectIdentifier(CertificateSpec.OCSP_NO_CHECK), false, DERNull.INSTANCE);
            change.accept(draft);
            return identity(draft.key, draft.make(issuerDraft));
        }
    }

    /** What the plan comes to. */
    Made make() {
        List<X509Certificate> anchors = new ArrayList<>();
        List<X509Certificate> pool = new ArrayList<>();
        List<byte[]> crls = new ArrayList<>();
        Map<X509Certificate, List<byte[]>> ocsp = new HashMap<>();
        moreAnchors.forEach(draft -> anchors.add(draft.make(draft)));
        X509Certificate above = path.get(0).make(path.get(0));
        anchors.add(above);
        Set<String> listed = new HashSet<>();
        for (int place = 1; place < path.size(); place++) {
            X509Certificate made = path.get(place).make(path.get(place - 1));
            Told status = new Told(made, above, path.get(place - 1));
            Consumer<Told> how = told.get(place);
            if (how == null) {
                listed.add(path.get(place - 1).subject + "/" + path.get(place - 1).key);
                status.crls.add(status.crl().der());
            } else {
                how.accept(status);
            }
            crls.addAll(status.crls);
            ocsp.put(made, status.ocsp);
            pool.addAll(status.certificates);
            pool.add(made);
            above = made;
        }
        for (Beside each : beside) {
            pool.add(each.certificate.make(each.issuer));
            if (listed.add(each.issuer.subject + "/" + each.issuer.key)) {
                crls.add(new CrlDraft(each.issuer.subject, each.issuer.key).der());
            }
        }
        return new Made(anchors, above, pool, crls, ocsp);
    }
}
