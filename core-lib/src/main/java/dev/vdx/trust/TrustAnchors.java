package dev.vdx.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Certificates somebody decided to trust (EN 319 102-1, 5.2.4: X.509 validation constraints). Any certificate may be
 * one: a root, an authority below it, or a signing certificate itself. Nothing is trusted implicitly. Immutable.
 */
public final class TrustAnchors {
    private static final TrustAnchors NONE = new TrustAnchors(List.of());

    private final List<X509Certificate> certificates;
    private final Set<X509Certificate> set;
    private final Map<X500Principal, List<X509Certificate>> bySubject;

    private TrustAnchors(Collection<X509Certificate> certificates) {
        this.set = Set.copyOf(new LinkedHashSet<>(certificates));
        this.certificates = List.copyOf(new LinkedHashSet<>(certificates));
        this.bySubject =
                this.certificates.stream().collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
    }

    /** Nobody is trusted. */
    public static TrustAnchors none() {
        return NONE;
    }

    /** These certificates. */
    public static TrustAnchors of(Collection<X509Certificate> certificates) {
        return certificates.isEmpty() ? NONE : new TrustAnchors(certificates);
    }

    /** These certificates. */
    public static TrustAnchors of(X509Certificate... certificates) {
        return of(List.of(certificates));
    }

    /**
     * A file with one or more certificates, PEM or DER, or a folder of such files (not of folders; names that start
     * with a dot are passed over).
     *
     * @throws IOException if nothing is there, or it is not certificates; its message says so for people
     */
    public static TrustAnchors pem(Path path) throws IOException {
        return new TrustAnchors(AnchorFiles.certificates(path));
    }

    /**
     * The certificates of a PKCS#12 or JKS store; private keys in it are not touched.
     *
     * @param password null for a store without one
     * @throws IOException if nothing is there, it cannot be opened, or holds no certificate; its message says so
     */
    public static TrustAnchors keyStore(Path path, char @Nullable [] password) throws IOException {
        return new TrustAnchors(AnchorFiles.keyStore(path, password));
    }

    /**
     * Whatever is there: certificates, a folder of them, or a store without a password, told apart by content.
     *
     * @throws IOException as {@link #pem} and {@link #keyStore}
     */
    public static TrustAnchors load(Path path) throws IOException {
        return new TrustAnchors(AnchorFiles.load(path));
    }

    /** These and those. */
    public TrustAnchors and(TrustAnchors others) {
        Set<X509Certificate> all = new LinkedHashSet<>(certificates);
        all.addAll(others.certificates);
        return of(all);
    }

    /** The certificates, each once. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    boolean contains(X509Certificate certificate) {
        return set.contains(certificate);
    }

    List<X509Certificate> named(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    @Override
    public String toString() {
        return "TrustAnchors[" + certificates.size() + "]";
    }
}
