package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.peers.PeerClient;
import dev.vdx.node.peers.PeerPulse;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Tries what a node needs, for real, and says what is wrong and whose move it is. */
final class Doctor {
    private static final Duration SOON = Duration.ofDays(3);

    private final Configuration configuration;
    private final Clock clock;
    private final SecureRandom random;
    private final SealTrial seal;
    private final List<Finding> findings = new ArrayList<>();

    Doctor(Configuration configuration, Clock clock, SecureRandom random) {
        this.configuration = configuration;
        this.clock = clock;
        this.random = random;
        this.seal = new SealTrial(configuration, clock);
    }

    /**
     * What one trial came to.
     *
     * @param what was tried
     * @param trouble what is wrong and whose move it is; absent where all is well
     */
    record Finding(String what, Optional<String> trouble) {}

    /** Something to try; says what is wrong. */
    private interface Trial {
        Optional<String> run()
                throws ConfigurationException, SigningException, ExchangeException, IOException, InterruptedException;
    }

    List<Finding> examine() throws InterruptedException {
        attempt("seal key signs; its certificate is proven now, revocation included", seal::seal);
        if (!configuration.text(Setting.TSA).isEmpty()) {
            attempt("time-stamp authority stamps", () -> seal.stamp(random));
        }
        attempt("database takes a row", this::database);
        attempt("documents' folder takes a file", this::blobs);
        if (!configuration.text(Setting.PENDING).isEmpty()) {
            attempt("pending documents' folder takes a file", this::pending);
        }
        attempt("directory is signed and in force, and lists this node with its seal", this::listed);
        partners();
        return List.copyOf(findings);
    }

    private void attempt(String what, Trial trial) throws InterruptedException {
        Optional<String> trouble;
        try {
            trouble = trial.run();
        } catch (ConfigurationException e) {
            trouble = Optional.of(e.getMessage() + " (your move: the configuration)");
        } catch (SigningException e) {
            boolean stamp = e.problem().name().startsWith("TIMESTAMP_");
            trouble = Optional.of(e.getMessage()
                    + (stamp ? " (the move of the time-stamp authority, or yours: tsa)" : " (your move: the key)"));
        } catch (ExchangeException e) {
            trouble = Optional.of(e.getMessage() + " (whoever signs the directory)");
        } catch (SSLException e) {
            trouble = Optional.of(e.getMessage() + " (their move if their certificate is bad; yours: the anchors)");
        } catch (ConnectException | SocketTimeoutException e) {
            trouble = Optional.of("it cannot be reached: " + e.getClass().getSimpleName()
                    + " (their move; yours, if this machine's network or firewall is in the way)");
        } catch (StoreException | IOException e) {
            trouble = Optional.of(e + " (your move: this machine)");
        }
        findings.add(new Finding(what, trouble));
    }

    private Optional<String> database() throws ConfigurationException, IOException {
        try (NodeStore store = NodeStore.open(configuration)) {
            store.database().change(t -> t.audit().add(clock.instant(), "operator", "doctor", "node", ""));
        }
        return Optional.empty();
    }

    private Optional<String> blobs() throws ConfigurationException, IOException {
        Blobs blobs = Blobs.open(configuration.path(Setting.DATA).resolve("documents"));
        try (Blobs.Incoming trial = blobs.make(out -> out.write("doctor".getBytes(UTF_8)))) {
            trial.keep();
            blobs.delete(trial.digest());
        }
        return Optional.empty();
    }

    private Optional<String> pending() throws ConfigurationException, IOException {
        Files.delete(Files.createTempFile(configuration.path(Setting.PENDING), ".vdx-doctor", ".part"));
        return Optional.empty();
    }

    private Directory directory() throws ConfigurationException, ExchangeException, IOException {
        Directories directories = new Directories(configuration);
        String signed = directories.source().read().orElseThrow(() -> new IOException("the directory is not there"));
        return SignedDirectory.verify(signed, directories.verifier(clock), Optional.empty(), clock)
                .directory();
    }

    private Optional<String> listed() throws ConfigurationException, SigningException, ExchangeException, IOException {
        Directory directory = directory();
        if (!directory.validUntil().isAfter(clock.instant().plus(SOON))) {
            return Optional.of("it ends " + directory.validUntil()
                    + ", and without a newer one nothing is sent or taken then (whoever signs the directory)");
        }
        Optional<DirectoryParty> self = directory.party(PartyId.parse(configuration.required(Setting.PARTY)));
        if (self.isEmpty()) {
            return Optional.of("this party is not in it (whoever signs the directory)");
        }
        boolean known =
                self.get().sealCertificates().contains(seal.key().chain().get(0))
                        || !self.get().sealIssuers().isEmpty();
        return known
                ? Optional.empty()
                : Optional.of("it does not list this node's seal (whoever signs the directory)");
    }

    private void partners() throws InterruptedException {
        List<DirectoryParty> parties;
        PeerClient client;
        try {
            String self = configuration.required(Setting.PARTY);
            parties = directory().parties().stream()
                    .filter(p -> p.node().isPresent() && !p.id().toString().equals(self))
                    .toList();
            client = new Transport(configuration).peers();
        } catch (ConfigurationException | ExchangeException | IOException e) {
            // Said above, where the directory was tried.
            return;
        }
        for (DirectoryParty party : parties) {
            attempt("node of " + party.id() + " answers", () -> {
                PeerPulse pulse = client.pulse(party.node().orElseThrow());
                if (pulse.status() != 200) {
                    return Optional.of("it answers " + pulse.status() + " (their move)");
                }
                return pulse.time().isPresent()
                        ? seal.skew(party.id().toString(), pulse.time().get())
                        : Optional.empty();
            });
        }
    }
}
