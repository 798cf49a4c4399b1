package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.exchange.Sha256;
import dev.vdx.node.http.LocalListener;
import dev.vdx.node.store.ApiKeyRow;
import dev.vdx.node.store.Database;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes API keys: {@code vdx_ID_SECRET}, the secret of 256 random bits, of which the node keeps a hash. */
public final class KeyMaker {
    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 32;

    private KeyMaker() {}

    /**
     * Makes a key; it is shown this once.
     *
     * @throws IllegalArgumentException for a scope that is unknown
     */
    static String make(Database database, String name, List<String> scopes, Instant now, SecureRandom random) {
        for (String scope : scopes) {
            if (!LocalListener.SCOPES.contains(scope)) {
                throw new IllegalArgumentException("unknown scope " + scope + "; known are " + LocalListener.SCOPES);
            }
        }
        byte[] idBytes = new byte[ID_BYTES];
        byte[] secretBytes = new byte[SECRET_BYTES];
        random.nextBytes(idBytes);
        random.nextBytes(secretBytes);
        String id = HexFormat.of().formatHex(idBytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(secretBytes);
        String hash = Sha256.of(secret.getBytes(US_ASCII)).hex();
        database.change(tables -> {
            tables.apiKeys().add(new ApiKeyRow(id, hash, name, scopes, now, Optional.empty()));
            tables.audit().add(now, "operator", "key.made", "key " + id, String.join(" ", scopes));
        });
        return "vdx_" + id + "_" + secret;
    }
}
