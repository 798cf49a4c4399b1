package dev.vdx.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Verifier;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.trust.TrustAnchors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample's directory is signed as its README says, edition after edition, and what nodes would refuse is not written. */
class DirectoryCommandsTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    @BeforeEach
    void sample() throws Exception {
        Sandbox.create(folder.resolve("sandbox"), 0, CLOCK.instant(), new SecureRandom());
        Files.copy(Path.of("..", "samples", "two-nodes", "directory.json"), folder.resolve("directory.json"));
    }

    private String pki(String name) {
        return folder.resolve("sandbox").resolve("pki").resolve(name).toString();
    }

    private String sign(int exit, String out, String... more) {
        return signFor(exit, out, "directory.pem", more);
    }

    private String signFor(int exit, String out, String anchors, String... more) {
        StringWriter said = new StringWriter();
        CommandLine command = Main.command().setErr(new PrintWriter(said));
        String[] args = {
            "directory", "sign",
            "--in", folder.resolve("directory.json").toString(),
            "--key", pki("directory.p12"),
            "--key-password-file", pki("directory.password.txt"),
            "--anchors", pki(anchors),
            "--out", folder.resolve(out).toString()
        };
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        assertEquals(exit, command.execute(all), said.toString());
        return said.toString();
    }

    private SignedDirectory verified(String name, Optional<SignedDirectory> known) throws Exception {
        Verifier nodes = Verifier.trusting(TrustAnchors.pem(Path.of(pki("directory.pem"))), CLOCK)
                .offline();
        return SignedDirectory.verify(Files.readString(folder.resolve(name)), nodes, known, CLOCK);
    }

    @Test
    void oneEditionFollowsTheOther() throws Exception {
        sign(0, "directory.jws");
        SignedDirectory first = verified("directory.jws", Optional.empty());
        assertEquals(1, first.directory().sequence());
        assertEquals(
                Sandbox.open(folder.resolve("sandbox")).agency("agency-b").certificate(),
                first.directory()
                        .party(PartyId.parse("sandbox:agency-b"))
                        .orElseThrow()
                        .sealCertificates()
                        .get(0));
        assertTrue(sign(1, "directory.jws").contains("is there already"));
        assertEquals(first.digest(), verified("directory.jws", Optional.empty()).digest(), "and is as it was");
        sign(0, "next.jws", "--previous", folder.resolve("directory.jws").toString());
        assertEquals(2, verified("next.jws", Optional.of(first)).directory().sequence());
        assertEquals(
                0,
                Main.command()
                        .execute(
                                "directory",
                                "show",
                                "--anchors",
                                pki("directory.pem"),
                                folder.resolve("next.jws").toString()));
    }

    @Test
    void whatNodesWouldRefuseIsNotWritten() throws Exception {
        assertTrue(sign(1, "days.jws", "--days", "0").contains("nodes would refuse it"));
        assertFalse(Files.exists(folder.resolve("days.jws")));

        assertTrue(signFor(1, "other.jws", "root.pem").contains("nodes would refuse it"));
        assertFalse(Files.exists(folder.resolve("other.jws")));

        Path file = folder.resolve("directory.json");
        Files.writeString(file, Files.readString(file).replace("http://127.0.0.1:8441", "http://example.test:8441"));
        assertTrue(sign(1, "open.jws").contains("https"), "a node elsewhere has TLS");
        assertFalse(Files.exists(folder.resolve("open.jws")));
    }

    @Test
    void anAlteredEditionIsNotShownAsGood() throws Exception {
        sign(0, "directory.jws");
        Path file = folder.resolve("directory.jws");
        String signed = Files.readString(file);
        int at = signed.indexOf('.') + 40;
        Files.writeString(
                file, signed.substring(0, at) + (signed.charAt(at) == 'A' ? 'B' : 'A') + signed.substring(at + 1));
        assertEquals(
                1, Main.command().execute("directory", "show", "--anchors", pki("directory.pem"), file.toString()));
    }
}
