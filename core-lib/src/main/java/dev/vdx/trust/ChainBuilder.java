package dev.vdx.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;

/**
 * Builds certification paths by name, key identifier and signature (RFC 5280, 6.1; RFC 4158), depth first, with limits
 * that hostile sets of cross certificates run into. One search; not shared.
 */
final class ChainBuilder {
    private static final int LONGEST = 10;
    private static final int MOST_TRIED = 64;
    private static final int MOST_CHAINS = 4;

    private final CertificatePool pool;
    private final TrustAnchors anchors;
    private final CertificateChecks checks;
    private final AtomicInteger allowance;
    private final List<Path> found = new ArrayList<>();
    private final Set<X509Certificate> deadEnds = new LinkedHashSet<>();
    private int tried;

    /**
     * Prepares a search.
     *
     * @param allowance how many issuers may still be tried for this document; counted down
     */
    ChainBuilder(CertificatePool pool, TrustAnchors anchors, CertificateChecks checks, AtomicInteger allowance) {
        this.pool = pool;
        this.anchors = anchors;
        this.checks = checks;
        this.allowance = allowance;
    }

    /** A path without revocation data: the certificates below the anchor, the signing certificate first. */
    record Path(List<X509Certificate> certificates, X509Certificate anchor) {
        Path {
            certificates = List.copyOf(certificates);
        }

        /** Who issued the certificate at this place. */
        X509Certificate issuer(int index) {
            return index + 1 < certificates.size() ? certificates.get(index + 1) : anchor;
        }
    }

    /** The paths that lead to an anchor, shortest first. */
    List<Path> build(X509Certificate leaf) {
        if (anchors.contains(leaf)) {
            return List.of(new Path(List.of(), leaf));
        }
        search(List.of(leaf));
        return found.stream()
                .sorted(Comparator.comparingInt(path -> path.certificates().size()))
                .toList();
    }

    /** Where the search could not go on: whose issuer is worth fetching. */
    Set<X509Certificate> deadEnds() {
        return deadEnds;
    }

    private void search(List<X509Certificate> path) {
        X509Certificate last = path.get(path.size() - 1);
        X500Principal issuerName = last.getIssuerX500Principal();
        boolean anchored = false;
        for (X509Certificate anchor : CertificateChecks.likeliestFirst(last, anchors.named(issuerName))) {
            // Another anchor of the same name and key may bind it less.
            if (CertificateChecks.mayIssue(anchor) && isTried(last, anchor)) {
                found.add(new Path(path, anchor));
                anchored = true;
            }
        }
        boolean further = false;
        if (path.size() < LONGEST) {
            for (X509Certificate issuer : CertificateChecks.likeliestFirst(last, pool.named(issuerName))) {
                if (!anchors.contains(issuer)
                        && !contains(path, issuer)
                        && CertificateChecks.isAuthority(issuer)
                        && isTried(last, issuer)) {
                    further = true;
                    List<X509Certificate> longer = new ArrayList<>(path);
                    longer.add(issuer);
                    search(longer);
                }
            }
        }
        if (!anchored && !further) {
            deadEnds.add(last);
        }
    }

    private boolean isTried(X509Certificate certificate, X509Certificate issuer) {
        return found.size() < MOST_CHAINS
                && tried++ < MOST_TRIED
                && allowance.getAndDecrement() > 0
                && checks.isIssuedBy(certificate, issuer);
    }

    /** The same name with the same key is the same authority, however many certificates it has: a loop. */
    private static boolean contains(List<X509Certificate> path, X509Certificate issuer) {
        return path.stream()
                .anyMatch(certificate -> certificate.equals(issuer)
                        || (certificate.getSubjectX500Principal().equals(issuer.getSubjectX500Principal())
                                && certificate.getPublicKey().equals(issuer.getPublicKey())));
    }
}
