package dev.vdx.node;

import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** What the configuration says of time-stamps. */
final class Stamps {
    private Stamps() {}

    /** The time-stamp authority; absent where none is named. */
    static Optional<TimestampAuthority> of(Configuration configuration, Clock clock, SecureRandom random)
            throws ConfigurationException, IOException {
        if (configuration.text(Setting.TSA).isEmpty()) {
            return Optional.empty();
        }
        URI address = configuration
                .address(Setting.TSA)
                .orElseThrow(() -> new ConfigurationException("tsa is no http or https address"));
        int limit = (int) configuration.number(Setting.TSA_LIMIT, Integer.MAX_VALUE);
        try {
            // A token no verifier will trust is worth nothing: the anchors are not optional.
            TimestampAuthority authority =
                    TimestampAuthority.http(address, clock, random).trusting(anchors(configuration));
            authority = limit > 0 ? authority.limit(limit) : authority;
            Optional<String> password = configuration.optionalPassword(Setting.TSA_PASSWORD_FILE);
            return Optional.of(
                    password.isPresent()
                            ? authority.user(
                                    configuration.required(Setting.TSA_USER),
                                    password.get().toCharArray())
                            : authority);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("tsa: " + e.getMessage());
        }
    }

    /** Whom it trusts as a time-stamp authority. */
    static TrustAnchors anchors(Configuration configuration) throws ConfigurationException, IOException {
        return TrustAnchors.pem(configuration.path(Setting.TSA_TRUST));
    }
}
