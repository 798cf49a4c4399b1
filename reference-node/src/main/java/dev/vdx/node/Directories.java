package dev.vdx.node;

import dev.vdx.Verifier;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.peers.DirectoryAddress;
import dev.vdx.node.peers.DirectoryFile;
import dev.vdx.node.peers.DirectorySource;
import dev.vdx.node.peers.WebClient;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the configuration says of the directory: where it is, and who may sign it. */
final class Directories {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration FILE_EVERY = Duration.ofSeconds(5);

    private final Configuration configuration;

    Directories(Configuration configuration) {
        this.configuration = configuration;
    }

    DirectorySource source() throws ConfigurationException, IOException {
        Optional<URI> address = configuration.address(Setting.DIRECTORY);
        return address.isPresent()
                ? new DirectoryAddress(
                        new WebClient(PATIENCE, new TlsFiles(configuration).caller(Setting.DIRECTORY_TRUST)),
                        address.get())
                : new DirectoryFile(configuration.path(Setting.DIRECTORY));
    }

    /** How long to wait before looking again. */
    Duration every() throws ConfigurationException {
        return configuration.address(Setting.DIRECTORY).isPresent()
                ? configuration.duration(Setting.DIRECTORY_EVERY)
                : FILE_EVERY;
    }

    Verifier verifier(Clock clock) throws ConfigurationException, IOException {
        Verifier verifier = Verifier.trusting(TrustAnchors.pem(configuration.path(Setting.DIRECTORY_ANCHORS)), clock);
        return Boolean.parseBoolean(configuration.text(Setting.DIRECTORY_OFFLINE)) ? verifier.offline() : verifier;
    }
}
