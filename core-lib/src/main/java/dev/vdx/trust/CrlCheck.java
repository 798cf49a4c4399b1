package dev.vdx.trust;

import dev.vdx.cms.AlgorithmIdentifiers;
import dev.vdx.model.Finding;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/**
 * Whether a revocation list may speak of a certificate (RFC 5280, 6.3.3). Lists by the certificate's own issuer only. Delta
 * lists and those for some reasons prove a revocation, never its absence; indirect ones are refused.
 */
final class CrlCheck {
    private static final int CRL_SIGN = 6;

    /** Whether the issuer signed the list; costly, so remembered by list and issuer. */
    private final Memory<Signed, Boolean> known = new Memory<>(1_000);

    private record Signed(Fingerprint list, X509Certificate issuer) {}

    /** What a list says of a certificate; empty if it is another issuer's. */
    Optional<RevocationFacts> facts(
            Crl list, X509Certificate certificate, X509Certificate issuer, RevocationFacts.Origin origin) {
        if (!list.issuer().equals(certificate.getIssuerX500Principal())) {
            return Optional.empty();
        }
        Optional<Crl.Entry> entry = Optional.empty();
        Optional<String> objection;
        try {
            entry = list.entry(certificate.getSerialNumber());
            objection = objection(list, certificate, issuer);
            if (objection.isEmpty() && entry.isEmpty()) {
                objection = partial(list);
            }
        } catch (Der.MalformedException e) {
            objection = Optional.of("entry is malformed");
        }
        if (entry.isPresent() && entry.get().reason() == Reasons.REMOVE_FROM_CRL) {
            objection =
                    Optional.of(list.isDelta() ? "delta list without its base" : "removeFromCRL in a complete list");
        }
        List<Finding> findings = objection
                .map(why -> List.of(Unusable.revocation(certificate, "CRL: " + why)))
                .orElse(List.of());
        return Optional.of(new RevocationFacts(
                RevocationFacts.Kind.CRL,
                status(entry),
                entry.map(Crl.Entry::time),
                entry.flatMap(found -> Reasons.word(found.reason())),
                list.thisUpdate(),
                list.thisUpdate(),
                list.nextUpdate(),
                origin,
                Optional.empty(),
                AlgorithmIdentifiers.signature(list.algorithm()),
                list.fingerprint().hex(),
                findings));
    }

    private Optional<String> objection(Crl list, X509Certificate certificate, X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        if (usage != null && !(usage.length > CRL_SIGN && usage[CRL_SIGN])) {
            return Optional.of("certificate of its issuer is not for CRL signing");
        }
        if (list.hasCriticalUnknown()) {
            return Optional.of("unknown critical extension");
        }
        if (list.nextUpdate().isPresent() && list.nextUpdate().get().isBefore(list.thisUpdate())) {
            return Optional.of("nextUpdate before thisUpdate");
        }
        Optional<String> scope = list.scope().flatMap(point -> outOfScope(point, certificate));
        if (scope.isPresent()) {
            return scope;
        }
        return isSigned(list, issuer) ? Optional.empty() : Optional.of("signature does not verify");
    }

    /** Why a list without the certificate does not say that it is good. */
    private static Optional<String> partial(Crl list) {
        if (list.isDelta()) {
            return Optional.of("delta list without its base");
        }
        return list.scope()
                .filter(point -> point.getOnlySomeReasons() != null)
                .map(point -> "list for some reasons only");
    }

    /** RFC 5280, 6.3.3 (b) (2). */
    private static Optional<String> outOfScope(IssuingDistributionPoint point, X509Certificate certificate) {
        boolean isAuthority = certificate.getBasicConstraints() >= 0;
        if (point.isIndirectCRL()) {
            return Optional.of("indirect list");
        }
        if (point.onlyContainsAttributeCerts()) {
            return Optional.of("list of attribute certificates");
        }
        if (point.onlyContainsUserCerts() && isAuthority) {
            return Optional.of("list of end entities, not of authorities");
        }
        if (point.onlyContainsCACerts() && !isAuthority) {
            return Optional.of("list of authorities, not of end entities");
        }
        DistributionPointName name = point.getDistributionPoint();
        if (name != null && !isPointOf(name, certificate)) {
            return Optional.of("list of another distribution point");
        }
        return Optional.empty();
    }

    private static boolean isPointOf(DistributionPointName name, X509Certificate certificate) {
        return name.getType() == DistributionPointName.FULL_NAME
                && Arrays.stream(GeneralNames.getInstance(name.getName()).getNames())
                        .anyMatch(Published.of(certificate).pointNames()::contains);
    }

    private boolean isSigned(Crl list, X509Certificate issuer) {
        Signed key = new Signed(list.fingerprint(), issuer);
        return known.get(key).orElseGet(() -> {
            boolean signed = list.isSignedWith(issuer.getPublicKey());
            known.put(key, signed, 1);
            return signed;
        });
    }

    private static RevocationStatus status(Optional<Crl.Entry> entry) {
        return entry.map(found -> found.reason() == Reasons.HOLD ? RevocationStatus.ON_HOLD : RevocationStatus.REVOKED)
                .orElse(RevocationStatus.GOOD);
    }
}
