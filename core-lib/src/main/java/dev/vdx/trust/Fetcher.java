package dev.vdx.trust;

/** Whoever fetches over the network; the only way out of this room, so that a test or a proxy can stand in its place. */
@FunctionalInterface
public interface Fetcher {

    /**
     * Fetches; must keep to the request's limits of size and time.
     *
     * @return the body
     * @throws FetchException if there is no good answer; its message says why in a few words
     */
    byte[] fetch(FetchRequest request) throws FetchException;
}
