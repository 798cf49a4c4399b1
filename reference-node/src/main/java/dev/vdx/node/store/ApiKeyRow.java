package dev.vdx.node.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key of the agency's own systems.
 *
 * @param id the part of the key that is no secret
 * @param hash SHA-256 of the part that is, in hexadecimal digits
 * @param name who has it
 * @param scopes what it may do
 * @param created when it was made
 * @param revoked when it was taken back
 */
public record ApiKeyRow(
        String id, String hash, String name, List<String> scopes, Instant created, Optional<Instant> revoked) {

    public ApiKeyRow {
        scopes = List.copyOf(scopes);
    }
}
