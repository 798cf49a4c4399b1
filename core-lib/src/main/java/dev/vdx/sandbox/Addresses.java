package dev.vdx.sandbox;

import java.net.URI;
import java.util.Optional;

/**
 * Where a test authority publishes, as written into the certificates it issues. For tests and the sandbox only.
 *
 * @param ocsp OCSP responder
 * @param issuer the authority's own certificate (caIssuers)
 * @param crl revocation list
 */
public record Addresses(Optional<URI> ocsp, Optional<URI> issuer, Optional<URI> crl) {

    /** Nothing published. */
    public static final Addresses NONE = new Addresses(Optional.empty(), Optional.empty(), Optional.empty());

    /** All three, as {@link SandboxServer} answers them for the authority of this name. */
    public static Addresses at(URI base, String name) {
        return new Addresses(
                Optional.of(base.resolve("/ocsp/" + name)),
                Optional.of(base.resolve("/ca/" + name + ".cer")),
                Optional.of(base.resolve("/crl/" + name + ".crl")));
    }

    /** Without an OCSP responder. */
    public Addresses withoutOcsp() {
        return new Addresses(Optional.empty(), issuer, crl);
    }

    /** Without a revocation list. */
    public Addresses withoutCrl() {
        return new Addresses(ocsp, issuer, Optional.empty());
    }

    /** Without the authority's certificate. */
    public Addresses withoutIssuer() {
        return new Addresses(ocsp, Optional.empty(), crl);
    }
}
