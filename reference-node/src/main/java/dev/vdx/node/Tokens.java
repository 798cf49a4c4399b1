package dev.vdx.node;

import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.http.TokenCheck;
import dev.vdx.node.http.TokenRules;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** What the configuration says of access tokens. */
final class Tokens {
    private Tokens() {}

    static Optional<TokenCheck> of(Configuration configuration, Clock clock)
            throws ConfigurationException, IOException {
        if (configuration.text(Setting.OAUTH_JWKS).isEmpty()) {
            return Optional.empty();
        }
        try {
            TokenRules rules = new TokenRules(
                    keys(configuration),
                    configuration.required(Setting.OAUTH_ISSUER),
                    configuration.required(Setting.OAUTH_AUDIENCE),
                    Set.of(configuration.text(Setting.OAUTH_ALGORITHMS).split("\\s+")),
                    configuration.text(Setting.OAUTH_SCOPE_PREFIX),
                    configuration.duration(Setting.SKEW));
            return Optional.of(new TokenCheck(
                    rules,
                    new TlsFiles(configuration).caller(Setting.OAUTH_TRUST).getSocketFactory(),
                    clock));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(Setting.OAUTH_JWKS.key() + ": " + e.getMessage());
        }
    }

    private static URL keys(Configuration configuration) throws ConfigurationException, IOException {
        Optional<URI> address = configuration.address(Setting.OAUTH_JWKS);
        return address.isPresent()
                ? address.get().toURL()
                : configuration.path(Setting.OAUTH_JWKS).toUri().toURL();
    }
}
