package dev.vdx.trust;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Something to fetch.
 *
 * @param address http or https
 * @param accept media type wanted
 * @param body what to POST; a GET without it
 * @param largest most bytes to accept
 * @param timeout time for everything, from connecting to the last byte
 */
public record FetchRequest(URI address, String accept, Optional<Body> body, int largest, Duration timeout) {

    /**
     * A body to POST.
     *
     * @param type its media type
     * @param bytes not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    public record Body(String type, byte[] bytes) {}
}
