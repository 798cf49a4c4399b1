package dev.vdx.trust;

import dev.vdx.cms.AlgorithmIdentifiers;
import dev.vdx.model.Finding;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether an OCSP answer may speak for a certificate's issuer (RFC 6960, 3.2 and 4.2.2.2). */
final class OcspCheck {
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final int DIGITAL_SIGNATURE = 0;

    private final CertificateChecks checks;
    private final Memory<Signed, Boolean> known = new Memory<>(4_000);

    private record Signed(Fingerprint answer, X509Certificate signer) {}

    OcspCheck(CertificateChecks checks) {
        this.checks = checks;
    }

    /** The signer of an answer, or why it may not be. */
    private record Signer(Optional<X509Certificate> delegate, Optional<String> objection) {
        static Signer refused(String why) {
            return new Signer(Optional.empty(), Optional.of(why));
        }
    }

    /**
     * What an answer says of a certificate; empty if it speaks of others.
     *
     * @param others certificates at hand, should the responder's own not have come along
     */
    Optional<RevocationFacts> facts(
            OcspResponse response,
            X509Certificate certificate,
            X509Certificate issuer,
            Collection<X509Certificate> others,
            RevocationFacts.Origin origin) {
        return response.about(certificate, issuer).map(single -> {
            Signer signer = signer(response, issuer, others);
            List<Finding> findings = new ArrayList<>();
            signer.objection().ifPresent(why -> findings.add(Unusable.revocation(certificate, "OCSP: " + why)));
            if (response.hasCriticalUnknown() || single.criticalUnknown()) {
                findings.add(Unusable.revocation(certificate, "OCSP: unknown critical extension"));
            }
            if (single.nextUpdate().isPresent() && single.nextUpdate().get().isBefore(single.thisUpdate())) {
                findings.add(Unusable.revocation(certificate, "OCSP: nextUpdate before thisUpdate"));
            }
            return new RevocationFacts(
                    RevocationFacts.Kind.OCSP,
                    status(single),
                    single.revoked().map(OcspResponse.Revoked::time),
                    single.revoked().flatMap(revoked -> Reasons.word(revoked.reason())),
                    response.producedAt(),
                    single.thisUpdate(),
                    single.nextUpdate(),
                    origin,
                    signer.delegate(),
                    AlgorithmIdentifiers.signature(response.algorithm()),
                    response.fingerprint().hex(),
                    findings);
        });
    }

    private Signer signer(OcspResponse response, X509Certificate issuer, Collection<X509Certificate> others) {
        if (response.isBy(issuer) && isSigned(response, issuer)) {
            return new Signer(Optional.empty(), Optional.empty());
        }
        List<X509Certificate> candidates = Stream.concat(response.certificates().stream(), others.stream())
                .filter(response::isBy)
                .filter(candidate -> !candidate.equals(issuer))
                .distinct()
                .limit(8)
                .toList();
        Signer refused = Signer.refused(
                response.isBy(issuer) ? "signature does not verify" : "certificate of the responder not found");
        for (X509Certificate candidate : candidates) {
            Optional<String> objection = objection(response, candidate, issuer);
            if (objection.isEmpty()) {
                return new Signer(Optional.of(candidate), Optional.empty());
            }
            refused = new Signer(Optional.of(candidate), objection);
        }
        return refused;
    }

    private Optional<String> objection(OcspResponse response, X509Certificate responder, X509Certificate issuer) {
        if (!checks.isIssuedBy(responder, issuer)) {
            return Optional.of("responder not authorised by the issuer of the certificate");
        }
        if (!mayAnswer(responder)) {
            return Optional.of("certificate of the responder is not for OCSP signing");
        }
        if (responder.hasUnsupportedCriticalExtension()) {
            return Optional.of("unknown critical extension in the certificate of the responder");
        }
        Instant at = response.producedAt();
        if (at.isBefore(responder.getNotBefore().toInstant())
                || at.isAfter(responder.getNotAfter().toInstant())) {
            return Optional.of("certificate of the responder was not valid when it answered");
        }
        return isSigned(response, responder) ? Optional.empty() : Optional.of("signature does not verify");
    }

    private boolean isSigned(OcspResponse response, X509Certificate signer) {
        Signed key = new Signed(response.fingerprint(), signer);
        return known.get(key).orElseGet(() -> {
            boolean signed = response.isSignedWith(signer.getPublicKey());
            known.put(key, signed, 1);
            return signed;
        });
    }

    private static boolean mayAnswer(X509Certificate responder) {
        try {
            List<String> purposes = responder.getExtendedKeyUsage();
            boolean[] usage = responder.getKeyUsage();
            return purposes != null && purposes.contains(OCSP_SIGNING) && (usage == null || usage[DIGITAL_SIGNATURE]);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static RevocationStatus status(OcspResponse.Single single) {
        if (single.unknown()) {
            return RevocationStatus.UNKNOWN;
        }
        return single.revoked()
                .map(revoked -> revoked.reason() == Reasons.HOLD ? RevocationStatus.ON_HOLD : RevocationStatus.REVOKED)
                .orElse(RevocationStatus.GOOD);
    }
}
