package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.exchange.Sha256;
import dev.vdx.vectors.Pdfs;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code vdx verify} with policies, explanations, XML and signed reports, as the command gives them. */
class KeptReportsTest extends SandboxFrame {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path signed;
    private static Path unsigned;

    @BeforeAll
    static void make() throws Exception {
        unsigned = Files.write(shared.resolve("page.pdf"), Pdfs.page());
        signed = shared.resolve("signed.pdf");
        assertEquals(0, Run.sign(box, unsigned, signed).exitCode());
    }

    private static Object[] with(Object[] first, Object... more) {
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private static Run verify(Object... words) {
        return Run.vdx(with(new Object[] {"verify", "--offline", "--trust", box.resolve("anchors/root.pem")}, words));
    }

    private static Run report(Path out, Object... words) {
        Path home = box.resolve("agencies/agency-b");
        return verify(with(
                new Object[] {
                    "--report",
                    out,
                    "--report-key",
                    "file:" + home.resolve("seal.p12"),
                    "--key-password-file",
                    home.resolve("password.txt")
                },
                words));
    }

    private static JsonNode json(Run run) throws Exception {
        return JSON.readTree(run.out());
    }

    @Test
    void aReportIsSignedAsJsonAndVerifiesAndItsTwinDoesNot() throws Exception {
        Path out = shared.resolve("report.jws");
        Run run = report(out, "--format", "json", signed);
        // Offline nothing tells of revocation: the signature of a report is a signature like any other.
        assertEquals(2, run.exitCode(), run.err());
        String jws = Files.readString(out);
        String payload = new String(Base64.getUrlDecoder().decode(jws.split("\\.")[1]), StandardCharsets.UTF_8);
        assertEquals(run.out().strip(), payload, "what is signed is what was printed");
        assertEquals(
                Sha256.of(Files.readAllBytes(signed)).hex(),
                JSON.readTree(payload).get("sha256").asText());
        JsonNode verified = json(verify("--format", "json", out));
        JsonNode signature = verified.get("signatures").get(0);
        assertEquals("JAdES-BASELINE-B", signature.get("level").asText());
        assertTrue(signature.get("digestMatches").asBoolean()
                && signature.get("signatureMatches").asBoolean());
        assertEquals("TRY_LATER", signature.get("subIndication").asText());
        assertEquals(0, Run.verify(box, out).exitCode(), "with the revocation service at hand it passes");
        String better = payload.replace("\"outcome\":\"indeterminate\"", "\"outcome\":\"passed\"");
        assertNotEquals(payload, better);
        String[] parts = jws.split("\\.");
        Path twin = Files.writeString(
                shared.resolve("twin.jws"),
                parts[0] + "."
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(better.getBytes(StandardCharsets.UTF_8))
                        + "." + parts[2]);
        assertEquals(1, verify(twin).exitCode());
    }

    @Test
    void reportsOfSeveralFilesAreSignedTogether() throws Exception {
        Path out = shared.resolve("reports.jws");
        Run run = report(out, "--lang", "en", signed, unsigned);
        assertEquals(3, run.exitCode(), run.err());
        String payload = new String(
                Base64.getUrlDecoder().decode(Files.readString(out).split("\\.")[1]), StandardCharsets.UTF_8);
        String[] lines = payload.split("\n");
        assertEquals(2, lines.length, payload);
        assertEquals("indeterminate", JSON.readTree(lines[0]).get("outcome").asText());
        assertEquals("unsigned", JSON.readTree(lines[1]).get("outcome").asText());
        assertTrue(run.out().startsWith("NOT PROVEN"), "and printed as text");
    }

    @Test
    void anXmlReportIsSignedInAContainerAndItsTwinIsRefused() throws Exception {
        Path out = shared.resolve("report.asice");
        Run run = report(out, "--format", "etsi", signed);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.out().contains("<vr:ValidationReport"), run.out());
        try (ZipFile zip = new ZipFile(out.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("report.xml"))) {
            assertEquals(run.out(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        JsonNode verified = json(verify("--format", "json", out));
        assertEquals("ASiC-E", verified.get("format").asText());
        JsonNode signature = verified.get("signatures").get(0);
        assertEquals("CAdES-BASELINE-B", signature.get("level").asText());
        assertTrue(signature.get("digestMatches").asBoolean());
        assertEquals(0, Run.verify(box, out).exitCode());
        assertEquals(1, verify(altered(out, shared.resolve("twin.asice"))).exitCode());
    }

    private static Path altered(Path container, Path twin) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(container.toFile());
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("report.xml")) {
                    content = new String(content, StandardCharsets.UTF_8)
                            .replace("mainindication:indeterminate", "mainindication:total-passed")
                            .getBytes(StandardCharsets.UTF_8);
                }
                ZipEntry same = new ZipEntry(entry.getName());
                if (entry.getName().equals("mimetype")) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    same.setMethod(ZipEntry.STORED);
                    same.setSize(content.length);
                    same.setCrc(crc.getValue());
                }
                out.putNextEntry(same);
                out.write(content);
            }
        }
        return Files.write(twin, bytes.toByteArray());
    }

    @Test
    void whatCannotBeSignedLeavesNothing() throws Exception {
        Path out = shared.resolve("never.jws");
        assertEquals(64, verify("--report", out, signed).exitCode(), "no key");
        assertEquals(64, verify("--report-key", "file:x.p12", signed).exitCode(), "no file to write");
        Path home = box.resolve("agencies/agency-b");
        Run wrong = verify(
                "--report",
                out,
                "--report-key",
                "file:" + home.resolve("seal.p12"),
                "--key-password-file",
                box.resolve("README.txt"),
                signed);
        assertEquals(66, wrong.exitCode(), wrong.err());
        assertTrue(wrong.err().contains("the report cannot be signed"), wrong.err());
        assertEquals("", wrong.out(), "the key is opened first");
        assertEquals(64, report(signed, "--format", "json", signed).exitCode(), "not over its own input");
        assertFalse(Files.exists(out));
        assertEquals(66, report(shared.resolve("no/such/folder.jws"), signed).exitCode());
    }

    @Test
    void xmlIsOfOneFile() {
        assertEquals(64, verify("--format", "etsi", signed, signed).exitCode());
        assertEquals(64, verify("--format", "etsi", "--explain", signed).exitCode());
        Run run = verify("--format", "etsi", unsigned);
        assertEquals(3, run.exitCode());
        assertTrue(run.out().contains("<vr:Value>unsigned</vr:Value>"), run.out());
    }

    @Test
    void policiesAreNamesOrFiles() throws Exception {
        assertEquals(
                "thai",
                json(verify("--format", "json", "--policy", "thai", signed))
                        .get("policy")
                        .asText());
        Path file =
                Files.writeString(shared.resolve("ours.json"), "{\"name\":\"ours\",\"signature\":{\"level\":\"T\"}}");
        Run run = verify("--format", "json", "--policy", file, signed);
        assertEquals(
                "ours sha256:" + Sha256.of(Files.readAllBytes(file)).hex(),
                json(run).get("policy").asText());
        assertTrue(run.out().contains("LEVEL_TOO_LOW"), run.out());
        Run near = verify("--policy", "strct", signed);
        assertEquals(64, near.exitCode());
        assertTrue(near.err().contains("did you mean strict?"), near.err());
        assertEquals(66, verify("--policy", "no-such.json", signed).exitCode());
        Path bad = Files.writeString(shared.resolve("bad.json"), "{\"name\":\"ours\",\"signatures\":{}}");
        Run refused = verify("--policy", bad, signed);
        assertEquals(64, refused.exitCode());
        assertTrue(refused.err().contains("did you mean 'signature'?"), refused.err());
        assertEquals("", refused.out());
    }

    @Test
    void theWayIsExplainedWhereAsked() throws Exception {
        Run text = verify("--explain", "--lang", "en", signed);
        assertTrue(text.out().startsWith("NOT PROVEN"), text.out());
        assertTrue(text.out().contains("5.1.3  Comes to INDETERMINATE / TRY_LATER"), text.out());
        assertTrue(verify("--explain", "--lang", "th", signed).out().contains("ผลคือ INDETERMINATE / TRY_LATER"));
        assertFalse(verify("--lang", "en", signed).out().contains("5.1.3"));
        JsonNode steps = json(verify("--explain", "--format", "json", signed))
                .get("signatures")
                .get(0)
                .get("explanation");
        assertEquals("CONCLUSION", steps.get(steps.size() - 1).get("block").asText());
        assertTrue(
                json(verify("--format", "json", signed)).findPath("explanation").isMissingNode());
    }
}
