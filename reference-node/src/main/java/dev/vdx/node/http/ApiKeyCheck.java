package dev.vdx.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.exchange.Sha256;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.ApiKeyRow;
import dev.vdx.node.store.Database;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who calls the local listener: {@code Authorization: Bearer} an API key or an access token. Of a key's secret the node knows a hash only. */
final class ApiKeyCheck {
    private static final String BEARER = "Bearer ";
    private static final Pattern KEY = Pattern.compile("vdx_([a-z0-9]{8})_([A-Za-z0-9_-]{43})");

    private final Database database;
    private final Optional<TokenCheck> tokens;

    ApiKeyCheck(Database database, Optional<TokenCheck> tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    /** The caller's name for the audit record. */
    String require(Optional<String> authorization, String scope) throws Refusal {
        return caller(authorization.filter(a -> a.startsWith(BEARER)).map(a -> a.substring(BEARER.length())))
                .require(scope);
    }

    private Caller caller(Optional<String> bearer) throws Refusal {
        if (bearer.isPresent() && !bearer.get().startsWith("vdx_") && tokens.isPresent()) {
            return tokens.get().caller(bearer.get());
        }
        Matcher key = KEY.matcher(bearer.orElse(""));
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
        return new Caller("key " + key.group(1), row.map(ApiKeyRow::scopes).orElse(List.of()));
    }
}
