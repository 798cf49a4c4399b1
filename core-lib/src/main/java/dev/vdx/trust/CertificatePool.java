package dev.vdx.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Certificates at hand, by subject. One document's; not shared. */
final class CertificatePool {
    private static final int MOST = 4_000;

    private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();
    private final Set<X509Certificate> all = new HashSet<>();

    CertificatePool add(Collection<X509Certificate> certificates) {
        certificates.forEach(this::add);
        return this;
    }

    /** Whether it is a new one. */
    boolean add(X509Certificate certificate) {
        if (all.size() >= MOST || !all.add(certificate)) {
            return false;
        }
        bySubject
                .computeIfAbsent(certificate.getSubjectX500Principal(), name -> new ArrayList<>(1))
                .add(certificate);
        return true;
    }

    List<X509Certificate> named(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    Collection<X509Certificate> all() {
        return Set.copyOf(all);
    }
}
