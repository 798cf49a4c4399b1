package dev.vdx.verify;

import dev.vdx.model.RevocationFacts;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;

/** One certificate of the chain that was judged, and what its revocation data came to. */
public final class ChainStatus {
    private final X509Certificate certificate;
    private final RevocationFreshness.RevokedOrNot state;
    private final Optional<RevocationFacts> by;

    ChainStatus(X509Certificate certificate, RevocationFreshness.RevokedOrNot state, Optional<RevocationFacts> by) {
        this.certificate = certificate;
        this.state = state;
        this.by = by;
    }

    /** The certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** One of {@code good}, {@code revoked}, {@code on hold}, {@code unknown}, {@code not needed}. */
    public String revocation() {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The revocation data that says so, where there is any. */
    public Optional<RevocationFacts> by() {
        return by;
    }
}
