package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.Verifier;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.json.JsonSigner;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.peers.PeerClient;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.StoreException;
import dev.vdx.trust.TrustAnchors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries what a node needs, for real, and says what is wrong and whose move it is. */
final class Doctor {
    private final Configuration configuration;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    Doctor(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
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
        attempt("seal key signs; its certificate is proven now, revocation included", this::seal);
        attempt("database takes a row", this::database);
        attempt("documents' folder takes a file", this::blobs);
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
            trouble = Optional.of(e.getMessage() + " (your move: the key)");
        } catch (ExchangeException e) {
            trouble = Optional.of(e.getMessage() + " (whoever signs the directory)");
        } catch (StoreException | IOException e) {
            trouble = Optional.of(e + " (your move: this machine)");
        }
        findings.add(new Finding(what, trouble));
    }

    private SigningKey key() throws ConfigurationException, SigningException, IOException {
        return SigningKey.pkcs12(
                configuration.path(Setting.KEY),
                configuration.password(Setting.KEY_PASSWORD_FILE).toCharArray());
    }

    private Optional<String> seal() throws ConfigurationException, SigningException, IOException {
        byte[] signed = JsonSigner.with(key()).sign("{}".getBytes(UTF_8), Optional.of("json"), clock.instant());
        try (Source source = Source.bytes(signed)) {
            Outcome outcome = Verifier.trusting(TrustAnchors.pem(configuration.path(Setting.TRUST)), clock)
                    .verify(source, "doctor")
                    .outcome();
            return outcome == Outcome.PASSED
                    ? Optional.empty()
                    : Optional.of("its signature is " + outcome.label()
                            + " here (the issuer of the certificate does not answer, or trust does not name it)");
        }
    }

    private Optional<String> database() throws ConfigurationException, IOException {
        try (NodeStore store = NodeStore.open(configuration)) {
            store.database().change(t -> t.audit().add(clock.instant(), "operator", "doctor", "node", ""));
        }
        return Optional.empty();
    }

    private Optional<String> blobs() throws ConfigurationException, IOException {
        Blobs blobs = Blobs.open(configuration.path(Setting.DATA).resolve("documents"));
        blobs.receive(new ByteArrayInputStream("doctor".getBytes(UTF_8)), 100).close();
        return Optional.empty();
    }

    private Directory directory() throws ConfigurationException, ExchangeException, IOException {
        Directories directories = new Directories(configuration);
        String signed = directories.source().read().orElseThrow(() -> new IOException("the directory is not there"));
        return SignedDirectory.verify(signed, directories.verifier(clock), Optional.empty(), clock)
                .directory();
    }

    private Optional<String> listed() throws ConfigurationException, SigningException, ExchangeException, IOException {
        Optional<DirectoryParty> self = directory().party(PartyId.parse(configuration.required(Setting.PARTY)));
        if (self.isEmpty()) {
            return Optional.of("this party is not in it (whoever signs the directory)");
        }
        boolean seal = self.get().sealCertificates().contains(key().chain().get(0))
                || !self.get().sealIssuers().isEmpty();
        return seal ? Optional.empty() : Optional.of("it does not list this node's seal (whoever signs the directory)");
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
                int status = client.live(party.node().orElseThrow());
                return status == 200 ? Optional.empty() : Optional.of("it answers " + status + " (their move)");
            });
        }
    }
}
