package dev.vdx.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.exchange.Sha256;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.ApiKeyRow;
import dev.vdx.node.store.Database;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who calls the local listener: {@code Authorization: Bearer vdx_ID_SECRET}. Of the secret the node knows a hash only. */
final class ApiKeyCheck {
    private static final Pattern KEY = Pattern.compile("Bearer vdx_([a-z0-9]{8})_([A-Za-z0-9_-]{43})");

    private final Database database;

    ApiKeyCheck(Database database) {
        this.database = database;
    }

    /** The caller's name for the audit record. */
    String require(Optional<String> authorization, String scope) throws Refusal {
        Matcher key = KEY.matcher(authorization.orElse(""));
        if (!key.matches()) {
            throw new Refusal(401, "key-missing", "give an API key: Authorization: Bearer vdx_…");
        }
        Optional<ApiKeyRow> row = database.read(t -> t.apiKeys().find(key.group(1)));
        String given = Sha256.of(key.group(2).getBytes(US_ASCII)).hex();
        boolean good = MessageDigest.isEqual(
                        given.getBytes(US_ASCII),
                        row.map(ApiKeyRow::hash).orElse("").getBytes(US_ASCII))
                && row.flatMap(ApiKeyRow::revoked).isEmpty();
        if (!good) {
            throw new Refusal(401, "key-unknown", "this API key is not known, or was taken back");
        }
        if (row.stream().noneMatch(r -> r.scopes().contains(scope))) {
            throw new Refusal(403, "scope-missing", "this API key may not do that; it needs the scope " + scope);
        }
        return "key " + key.group(1);
    }
}
