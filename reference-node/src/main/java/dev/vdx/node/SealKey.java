package dev.vdx.node;

import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The agency's seal key: a file, or on a token. */
final class SealKey {
    private static final String TOKEN = "pkcs11:";

    private SealKey() {}

    static SigningKey open(Configuration configuration) throws ConfigurationException, SigningException, IOException {
        String key = configuration.required(Setting.KEY);
        char[] password = configuration.password(Setting.KEY_PASSWORD_FILE).toCharArray();
        if (!key.toLowerCase(Locale.ROOT).startsWith(TOKEN)) {
            return SigningKey.pkcs12(configuration.path(Setting.KEY), password);
        }
        try {
            return SigningKey.pkcs11(new URI(key), password);
        } catch (URISyntaxException e) {
            throw new ConfigurationException("key is no URI: " + e.getReason());
        }
    }
}
