package dev.vdx.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.Verifier;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.trust.TrustAnchors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vdx-node directory …}: for whoever keeps the list of parties ({@code spec/exchange.md}, 5). */
final class DirectoryCommands {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DirectoryCommands() {}

    @Command(
            name = "sign",
            description = "Signs an edition of the directory and holds it against what nodes will check."
                    + " Certificates in it may be names of PEM files beside it.")
    static final class Sign implements Callable<Integer> {
        @Option(names = "--in", required = true, description = "JSON with \"directory\" (its name) and \"parties\"")
        private Path in = Path.of("directory.json");

        @Option(names = "--key", required = true, description = "key of whoever keeps the directory, PKCS#12")
        private Path key = Path.of("directory.p12");

        @Option(names = "--key-password-file", required = true, description = "file with its password")
        private Path password = Path.of("password.txt");

        @Option(names = "--anchors", required = true, description = "what nodes have as directory.anchors, PEM")
        private Path anchors = Path.of("directory.pem");

        @Option(names = "--previous", description = "the edition before; without it this is the first")
        private Optional<Path> previous = Optional.empty();

        @Option(names = "--days", defaultValue = "30", description = "how long it holds (${DEFAULT-VALUE})")
        private long days = 30;

        @Option(names = "--out", required = true, description = "new file to write")
        private Path out = Path.of("directory.jws");

        @Override
        public Integer call() throws Exception {
            Clock clock = Clock.systemUTC();
            Verifier nodes = Verifier.trusting(TrustAnchors.pem(anchors), clock).offline();
            Optional<SignedDirectory> before =
                    previous.isPresent() ? Optional.of(read(previous.get(), nodes)) : Optional.empty();
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            ObjectNode edition = edition(before, now);
            SigningKey signer =
                    SigningKeys.pkcs12(key, Files.readString(password).strip().toCharArray());
            try {
                Directory directory = Directory.of(JSON.writeValueAsBytes(edition));
                String signed = SignedDirectory.sign(directory, signer, now);
                SignedDirectory.verify(signed, nodes, before, clock);
                Files.writeString(out, signed, US_ASCII, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                tell(directory);
            } catch (ExchangeException e) {
                throw new IllegalArgumentException(
                        "nodes would refuse it: " + e.problem().code() + ": " + e.detail(), e);
            }
            return 0;
        }

        private ObjectNode edition(Optional<SignedDirectory> before, Instant now) throws IOException {
            if (!(JSON.readTree(Files.readAllBytes(in)) instanceof ObjectNode edition)) {
                throw new IllegalArgumentException(in + " is no JSON object");
            }
            edition.put("vdx", 1);
            edition.put(
                    "sequence", before.map(b -> b.directory().sequence() + 1).orElse(1L));
            edition.put("issued", now.toString());
            edition.put("validUntil", now.plus(Duration.ofDays(days)).toString());
            edition.remove("previous");
            before.ifPresent(b -> edition.put("previous", b.digest().hex()));
            for (JsonNode party : edition.path("parties")) {
                for (String list : List.of("sealCertificates", "sealIssuers")) {
                    if (party.path(list) instanceof ArrayNode certificates) {
                        embed(certificates);
                    }
                }
            }
            return edition;
        }

        private void embed(ArrayNode certificates) throws IOException {
            for (int i = 0; i < certificates.size(); i++) {
                String text = certificates.get(i).asText();
                if (text.endsWith(".pem")) {
                    byte[] pem = Files.readAllBytes(in.toAbsolutePath().resolveSibling(text));
                    certificates.set(i, JSON.getNodeFactory().textNode(base64(text, pem)));
                }
            }
        }

        private static String base64(String name, byte[] pem) {
            try {
                return Base64.getEncoder()
                        .encodeToString(CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(pem))
                                .getEncoded());
            } catch (CertificateException e) {
                throw new IllegalArgumentException(name + " holds no certificate", e);
            }
        }
    }

    @Command(
            name = "show",
            description = "Says what a signed directory holds and whether nodes accept it now; exit code 1 where not.")
    static final class Show implements Callable<Integer> {
        @Option(names = "--anchors", required = true, description = "what nodes have as directory.anchors, PEM")
        private Path anchors = Path.of("directory.pem");

        @Parameters(paramLabel = "FILE", description = "the signed directory")
        private Path file = Path.of("directory.jws");

        @Override
        public Integer call() throws Exception {
            Clock clock = Clock.systemUTC();
            Verifier nodes = Verifier.trusting(TrustAnchors.pem(anchors), clock).offline();
            SignedDirectory signed = read(file, nodes);
            tell(signed.directory());
            boolean holds = signed.directory().validAt(clock.instant());
            Main.OUT.println(holds ? "nodes accept it now" : "nodes refuse it now: it holds for another time");
            return holds ? 0 : Main.FAILED;
        }
    }

    private static SignedDirectory read(Path file, Verifier nodes) throws IOException {
        try {
            return SignedDirectory.proven(Files.readString(file, US_ASCII), nodes);
        } catch (ExchangeException e) {
            throw new IllegalArgumentException(
                    file + " is not proven by these anchors: " + e.problem().code() + ": " + e.detail(), e);
        }
    }

    private static void tell(Directory directory) {
        Main.OUT.println(directory.name() + ", edition " + directory.sequence() + ", from " + directory.issued()
                + " until " + directory.validUntil());
        for (DirectoryParty party : directory.parties()) {
            Main.OUT.println("  " + party.id() + "  "
                    + party.node().map(Object::toString).orElse("without a node") + "  takes "
                    + String.join(" ", party.accepts()));
        }
    }
}
