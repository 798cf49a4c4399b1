package dev.vdx.node;

import dev.vdx.Keys;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** The agency's seal key: a file, on a token, or in a signing service. */
final class SealKey {
    private static final List<String> BY_URI = List.of("pkcs11:", "remote:");

    private SealKey() {}

    static SigningKey open(Configuration configuration, Clock clock)
            throws ConfigurationException, SigningException, IOException {
        String key = configuration.required(Setting.KEY);
        if (BY_URI.stream().noneMatch(key.toLowerCase(Locale.ROOT)::startsWith)) {
            char[] password = configuration.password(Setting.KEY_PASSWORD_FILE).toCharArray();
            return SigningKey.pkcs12(configuration.path(Setting.KEY), password);
        }
        try {
            String pin =
                    configuration.optionalPassword(Setting.KEY_PASSWORD_FILE).orElse("");
            return Keys.open(new URI(key), pin.toCharArray(), clock);
        } catch (URISyntaxException e) {
            throw new ConfigurationException("key is no URI: " + e.getReason());
        }
    }
}
