package dev.vdx.path;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The certificates and revocation data of one case, as a document would bring them. */
record Made(
        List<X509Certificate> anchors,
        X509Certificate leaf,
        List<X509Certificate> pool,
        List<byte[]> crls,
        Map<X509Certificate, List<byte[]>> ocsp) {

    /** Every way by name alone from the signing certificate to an anchor: its certificates, then the anchor. */
    List<List<X509Certificate>> ways() {
        List<List<X509Certificate>> ways = new ArrayList<>();
        walk(List.of(leaf), ways);
        return ways;
    }

    private void walk(List<X509Certificate> so, List<List<X509Certificate>> ways) {
        X509Certificate last = so.get(so.size() - 1);
        for (X509Certificate anchor : anchors) {
            if (anchor.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
                ways.add(longer(so, anchor));
            }
        }
        for (X509Certificate issuer : pool) {
            if (so.size() < 8
                    && !so.contains(issuer)
                    && issuer.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
                walk(longer(so, issuer), ways);
            }
        }
    }

    private static List<X509Certificate> longer(List<X509Certificate> so, X509Certificate next) {
        List<X509Certificate> all = new ArrayList<>(so);
        all.add(next);
        return all;
    }
}
