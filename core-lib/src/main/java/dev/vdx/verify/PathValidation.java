package dev.vdx.verify;

import dev.vdx.model.Chain;
import dev.vdx.model.ChainLink;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Certification path validation (RFC 5280, 6.1) but for time and revocation, which are judged apart: signatures, names,
 * name constraints, policies, basic constraints, key usage, unknown critical extensions. The result does not depend on
 * when it is asked, so it is remembered.
 */
final class PathValidation {
    private static final int REMEMBERED = 1_000;
    private static final Set<PKIXReason> CONSTRAINTS = EnumSet.of(
            PKIXReason.INVALID_NAME,
            PKIXReason.PATH_TOO_LONG,
            PKIXReason.INVALID_POLICY,
            PKIXReason.INVALID_KEY_USAGE,
            PKIXReason.NOT_CA_CERT);
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    private final Map<Path, Optional<Flaw>> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Optional<Flaw>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What is wrong with a path. */
    record Flaw(boolean constraint, String what) {}

    private record Path(List<X509Certificate> certificates, X509Certificate anchor, Set<String> policies) {}

    /**
     * The first flaw, or nothing where the path is sound.
     *
     * @param policies for one of which it must be valid (RFC 5280, 6.1.1 c and e); any where empty
     */
    Optional<Flaw> flaw(Chain chain, Set<String> policies) {
        if (chain.links().isEmpty()) {
            return Optional.empty();
        }
        Path path = new Path(chain.links().stream().map(ChainLink::certificate).toList(), chain.anchor(), policies);
        synchronized (known) {
            Optional<Flaw> remembered = known.get(path);
            if (remembered != null) {
                return remembered;
            }
        }
        Optional<Flaw> found = validate(path);
        synchronized (known) {
            known.put(path, found);
        }
        return found;
    }

    private static Optional<Flaw> validate(Path path) {
        Date opening = path.certificates.stream()
                .map(X509Certificate::getNotBefore)
                .max(Date::compareTo)
                .orElseThrow();
        if (path.certificates.stream().anyMatch(c -> c.getNotAfter().before(opening))) {
            return Optional.of(new Flaw(true, "its certificates were never all valid at one time"));
        }
        try {
            boolean constrained = path.anchor.getExtensionValue(NAME_CONSTRAINTS) != null;
            PKIXParameters parameters = new PKIXParameters(Set.of(
                    constrained
                            ? new TrustAnchor(path.anchor.getSubjectX500Principal(), path.anchor.getPublicKey(), null)
                            : new TrustAnchor(path.anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(opening);
            if (!path.policies.isEmpty()) {
                parameters.setInitialPolicies(path.policies);
                parameters.setExplicitPolicyRequired(true);
            }
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(constrained ? withAnchor(path) : path.certificates),
                            parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            boolean constraint = e.getReason() instanceof PKIXReason reason && CONSTRAINTS.contains(reason);
            return Optional.of(new Flaw(constraint, plain(e)));
        } catch (UnsupportedOperationException e) {
            return Optional.of(new Flaw(true, plain(e)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(new Flaw(false, plain(e)));
        }
    }

    private static String plain(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * The anchor's own name constraints bind what it issued too (RFC 5937, 3.2). Java knows of none in an anchor, so it goes
     * through as the first certificate of the path, issued by itself; an anchor that others issued cannot, and is refused.
     */
    private static List<X509Certificate> withAnchor(Path path) {
        List<X509Certificate> all = new ArrayList<>(path.certificates);
        all.add(path.anchor);
        return all;
    }
}
