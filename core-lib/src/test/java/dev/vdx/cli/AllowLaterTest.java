package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.Level;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pending.Pending;
import dev.vdx.pending.PendingFile;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.sandbox.TestServer;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.vectors.Pdfs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vdx sign --allow-later} while services are down, and {@code vdx extend --pending} when they are back. */
class AllowLaterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path dir;

    private static final AtomicInteger TOKENS = new AtomicInteger();
    private static final Clock CLOCK = Clock.systemUTC();
    private static Path box;
    private static Sandbox sandbox;
    private static TestServer tsa;
    private static Path pdf;
    private static Path xml;
    private static int folders;

    private Path out;

    @BeforeAll
    static void open() throws Exception {
        box = dir.resolve("box");
        sandbox = Sandbox.create(box, 0, CLOCK.instant(), new SecureRandom());
        TestTsa stamps = new TestTsa(sandbox.timestamping(), CLOCK, new SecureRandom());
        tsa = TestServer.start(0)
                .on(
                        "/tsa",
                        request -> TOKENS.getAndDecrement() > 0
                                ? TestServer.body(200, "application/timestamp-reply", stamps.answer(request.body()))
                                : TestServer.body(429, "text/plain", new byte[0], "Retry-After: 1"))
                .on("/page", request -> TestServer.body(200, "text/html", new byte[0]))
                .on("/silent", request -> new TestServer.Answer.Silence());
        pdf = Files.write(dir.resolve("page.pdf"), Pdfs.page());
        xml = Files.writeString(dir.resolve("record.xml"), "<record>ใบอนุญาต</record>");
    }

    @AfterAll
    static void close() {
        tsa.close();
    }

    @BeforeEach
    void folder() throws Exception {
        out = Files.createDirectory(dir.resolve("out" + folders++));
        TOKENS.set(0);
    }

    private static URI tsa() {
        return tsa.base().resolve("/tsa");
    }

    private static SandboxServer revocationUp() throws Exception {
        return SandboxServer.start(sandbox, CLOCK, new SecureRandom());
    }

    private static List<Object> trust() {
        return List.of("--trust", box.resolve("anchors"), "--tsa-trust", box.resolve("tsa-anchors"));
    }

    private static Run sign(String form, Level level, Path to) {
        Path in = form.startsWith("xades") ? xml : pdf;
        Stream<Object> words = Stream.of("--as", form, "--level", level, "--tsa", tsa(), "--allow-later");
        return Run.sign(box, in, to, Stream.concat(words, trust().stream()).toArray());
    }

    private List<Object> raising(Object... more) {
        List<Object> words = new ArrayList<>(List.of("extend", "--pending", out));
        words.addAll(trust());
        words.addAll(List.of(more));
        return words;
    }

    private Run raise(Object... more) {
        return Run.vdx(raising(more).toArray());
    }

    private static void assertRecord(Level reached, Level wanted, SigningProblem problem, Path file) throws Exception {
        JsonNode json = JSON.readTree(Files.readString(PendingFile.of(file)));
        assertEquals(
                List.of(),
                List.copyOf(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("..", "spec", "pending.schema.json")))
                        .validate(json)));
        assertEquals(reached.name(), json.path("reached").textValue());
        assertEquals(wanted.name(), json.path("wanted").textValue());
        assertEquals(problem.name(), json.path("reason").path("problem").textValue());
        assertEquals(sha256(file), json.path("sha256").textValue());
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    /** What a verifier without a network finds. */
    private static void assertLevel(String level, Path file) {
        Run run = Run.verify(box, "--offline", file);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("-" + level + "\""), run.out());
    }

    /** Nothing but these documents, and the lock. */
    private void assertOnly(String... names) throws Exception {
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    Stream.of(names).sorted().toList(),
                    files.map(each -> each.getFileName().toString())
                            .filter(name -> !name.equals(".vdx-pending.lock"))
                            .sorted()
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pades", "cades", "jades", "xades", "asic-e"})
    void withoutTimestampsItIsLevelBUntilTheyAreBack(String form) throws Exception {
        Path file = out.resolve("signed");
        Run signed = sign(form, Level.LTA, file);
        assertEquals(0, signed.exitCode(), signed.err());
        assertTrue(signed.err().contains("Signed at level B only, not LTA"), signed.err());
        assertTrue(signed.err().contains("ลงลายมือชื่อได้เพียงระดับ B ไม่ถึง LTA"), signed.err());
        JsonNode line = JSON.readTree(signed.out());
        assertEquals("B", line.path("level").textValue());
        assertEquals(3, line.path("missing").size());
        assertRecord(Level.B, Level.LTA, SigningProblem.TIMESTAMP_LIMITED, file);

        byte[] before = Files.readAllBytes(file);
        Run early = raise();
        assertEquals(2, early.exitCode(), early.out() + early.err());
        assertEquals("pending", JSON.readTree(early.out()).path("outcome").textValue());
        assertArrayEquals(before, Files.readAllBytes(file));

        // Time-stamps alone are back: that much is kept.
        TOKENS.set(100);
        Run half = raise();
        assertEquals(2, half.exitCode(), half.out() + half.err());
        assertRecord(Level.T, Level.LTA, SigningProblem.REVOCATION_UNKNOWN, file);
        try (SandboxServer up = revocationUp()) {
            Run late = raise();
            assertEquals(0, late.exitCode(), late.out() + late.err());
            assertEquals("LTA", JSON.readTree(late.out()).path("level").textValue());
        }
        assertLevel("LTA", file);
        assertOnly("signed");
        assertEquals(0, raise().exitCode());
    }

    @ParameterizedTest
    @CsvSource({"pades,2", "cades,1", "jades,1", "xades,1", "asic-e,1"})
    void withoutRevocationDataItIsLevelT(String form, int tokens) throws Exception {
        Path file = out.resolve("signed");
        TOKENS.set(tokens);
        Run signed = sign(form, Level.LT, file);
        assertEquals(0, signed.exitCode(), signed.err());
        assertTrue(signed.err().contains("Missing: what proves that no certificate was revoked."), signed.err());
        assertRecord(Level.T, Level.LT, SigningProblem.REVOCATION_UNKNOWN, file);
        try (SandboxServer up = revocationUp()) {
            assertEquals(0, raise().exitCode());
        }
        assertLevel("LT", file);
        assertOnly("signed");
    }

    @ParameterizedTest
    @CsvSource({"pades,2", "cades,1", "jades,1", "xades,1", "asic-e,1"})
    void withoutTheArchiveTimestampItIsLevelLt(String form, int tokens) throws Exception {
        Path file = out.resolve("signed");
        try (SandboxServer up = revocationUp()) {
            TOKENS.set(tokens);
            Run signed = sign(form, Level.LTA, file);
            assertEquals(0, signed.exitCode(), signed.err());
            assertRecord(Level.LT, Level.LTA, SigningProblem.TIMESTAMP_LIMITED, file);
            assertLevel("LT", file);
            TOKENS.set(100);
            // The authority asked to be left alone, which another process does not know.
            assertEquals(0, raise().exitCode());
        }
        assertLevel("LTA", file);
        assertOnly("signed");
    }

    @Test
    void whatWaitingDoesNotMendIsRefusedAsEver() throws Exception {
        Path file = out.resolve("signed.pdf");
        TOKENS.set(100);
        Path home = box.resolve("agencies/agency-a");
        char[] password = Files.readString(home.resolve("password.txt")).strip().toCharArray();
        // An anchor of others: no chain.
        try (SandboxServer up = revocationUp()) {
            Run chain = Run.sign(
                    box,
                    pdf,
                    file,
                    "--level",
                    "LT",
                    "--tsa",
                    tsa(),
                    "--allow-later",
                    "--trust",
                    box.resolve("tsa-anchors"));
            assertEquals(SigningProblem.CHAIN_NOT_FOUND.exitCode(), chain.exitCode(), chain.err());
            assertOnly();
        }
        // Without the word for it nothing is written.
        assertEquals(
                2, Run.sign(box, pdf, file, "--level", "LT", "--tsa", tsa()).exitCode());
        assertOnly();
        for (String level : List.of("B", "LT")) {
            Object[] more = level.equals("B")
                    ? new Object[] {"--allow-later", "--level", "B"}
                    : new Object[] {"--allow-later", "--level", "T", "--tsa", tsa(), "--bulk"};
            assertEquals(64, Run.sign(box, pdf, file, more).exitCode());
        }
        assertEquals(64, raise("--level", "LT").exitCode());
        assertEquals(64, raise(pdf).exitCode());
        assertEquals(66, Run.vdx("extend", "--pending", out.resolve("none")).exitCode());
        assertEquals(66, Run.vdx("extend", "--pending", pdf).exitCode());
        Signer signer = Signer.with(SigningKeys.pkcs12(home.resolve("seal.p12"), password))
                .level(Level.T)
                .timestamps(TimestampAuthority.http(tsa()));
        assertEquals(Optional.empty(), signer.signAllowingLater(pdf, file));
        assertOnly("signed.pdf");
    }

    @Test
    void aDocumentKeepsItsPermissions() throws Exception {
        Path file = out.resolve("signed.pdf");
        assertEquals(0, sign("pades", Level.T, file).exitCode());
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        TOKENS.set(100);
        assertEquals(0, raise().exitCode());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    /** Whoever raises it later would not find what it signs. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_DETACHED")
    void aSignatureBesideItsDocumentIsNotLeftForLater(SignatureForm form) throws Exception {
        Path file = out.resolve("signed");
        Run run = sign(form.label(), Level.T, file);
        assertEquals(64, run.exitCode(), run.err());
        assertTrue(
                run.err().contains("then raise it: vdx extend --content FILE")
                        && run.err().contains("แล้วยกระดับด้วย vdx extend --content FILE"),
                run.err());
        Path home = box.resolve("agencies/agency-a");
        char[] password = Files.readString(home.resolve("password.txt")).strip().toCharArray();
        Signer signer = Signer.with(SigningKeys.pkcs12(home.resolve("seal.p12"), password))
                .as(form)
                .level(Level.T)
                .timestamps(TimestampAuthority.http(tsa()));
        SigningException e = assertThrows(SigningException.class, () -> signer.signAllowingLater(pdf, file));
        assertEquals(SigningProblem.NOT_SUPPORTED, e.problem());
        assertOnly();
    }

    /** Each use of a key may cost a one-time password. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_DETACHED")
    void theKeyIsAskedOnce(SignatureForm form) throws Exception {
        Path home = box.resolve("agencies/agency-a");
        char[] password = Files.readString(home.resolve("password.txt")).strip().toCharArray();
        SigningKey key = SigningKeys.pkcs12(home.resolve("seal.p12"), password);
        AtomicInteger uses = new AtomicInteger();
        SigningKey counted = new SigningKey() {
            @Override
            public List<X509Certificate> chain() {
                return key.chain();
            }

            @Override
            public SignatureAlgorithm algorithm() {
                return key.algorithm();
            }

            @Override
            public byte[] sign(byte[] data) throws SigningException {
                uses.incrementAndGet();
                return key.sign(data);
            }
        };
        Path in = form.label().startsWith("xades") ? xml : pdf;
        Path file = out.resolve("signed");
        Optional<Pending> pending = Signer.with(counted)
                .as(form)
                .level(Level.T)
                .timestamps(TimestampAuthority.http(tsa()))
                .signAllowingLater(in, file);
        assertEquals(Level.B, pending.orElseThrow().reached());
        assertEquals(1, uses.get());
    }

    /** Nobody named the roots, and the certification authority as a whole is away. */
    @Test
    void anIssuerThatCannotBeFetchedIsWaitedFor() throws Exception {
        Path file = out.resolve("signed.pdf");
        TOKENS.set(100);
        Run signed = Run.sign(box, pdf, file, "--level", "LT", "--tsa", tsa(), "--allow-later");
        assertEquals(0, signed.exitCode(), signed.err());
        assertRecord(Level.T, Level.LT, SigningProblem.ISSUER_UNREACHABLE, file);
        assertEquals(2, Run.vdx("extend", "--pending", out).exitCode());
        assertRecord(Level.T, Level.LT, SigningProblem.ISSUER_UNREACHABLE, file);
        try (SandboxServer up = revocationUp()) {
            assertEquals(0, Run.vdx("extend", "--pending", out).exitCode());
        }
        assertLevel("LT", file);
        assertOnly("signed.pdf");
    }

    @Test
    void theJavaDoorSaysTheSameAndASignatureAnewTakesTheRecordAway() throws Exception {
        Path file = out.resolve("signed.pdf");
        Path home = box.resolve("agencies/agency-a");
        char[] password = Files.readString(home.resolve("password.txt")).strip().toCharArray();
        Signer signer = Signer.with(SigningKeys.pkcs12(home.resolve("seal.p12"), password))
                .level(Level.T);
        Pending pending = signer.timestamps(TimestampAuthority.http(tsa()))
                .signAllowingLater(pdf, file)
                .orElseThrow();
        assertEquals(pending, PendingFile.read(PendingFile.of(file)));
        assertEquals(List.of(tsa()), pending.timestamps());
        assertOnly("signed.pdf", "signed.pdf.pending.json");
        // A query may be a secret.
        Pending quiet = signer.timestamps(TimestampAuthority.http(URI.create(tsa() + "?key=s3cret")))
                .signAllowingLater(pdf, file)
                .orElseThrow();
        assertEquals(List.of(), quiet.timestamps());
        assertFalse(Files.readString(PendingFile.of(file)).contains("s3cret"));
        TOKENS.set(100);
        assertEquals(
                Optional.empty(),
                signer.timestamps(TimestampAuthority.http(tsa())).signAllowingLater(pdf, file));
        assertOnly("signed.pdf");
    }

    @Test
    void anotherDocumentOrRecordIsLeftAloneAndTold() throws Exception {
        TOKENS.set(0);
        for (String name : List.of("altered.pdf", "gone.pdf", "sound.pdf")) {
            assertEquals(0, sign("pades", Level.T, out.resolve(name)).exitCode());
        }
        byte[] altered = Files.readAllBytes(out.resolve("altered.pdf"));
        altered[altered.length / 2] ^= 1;
        Files.write(out.resolve("altered.pdf"), altered);
        Files.delete(out.resolve("gone.pdf"));
        Files.writeString(out.resolve("rubbish.pending.json"), "{");
        // Documents elsewhere that could be raised: the records lie beside nothing.
        byte[] sound = Files.readAllBytes(out.resolve("sound.pdf"));
        Path victim = Files.write(dir.resolve("victim.pdf"), sound);
        Path other = Files.write(dir.resolve("other.pdf"), sound);
        record(
                out.resolve("sound.pdf"),
                out.resolve("victim.pdf.pending.json"),
                json -> json.put("document", "../victim.pdf"));
        record(
                out.resolve("sound.pdf"),
                out.resolve("other.pdf.pending.json"),
                json -> json.put("document", other.toAbsolutePath().toString()));
        record(out.resolve("sound.pdf"), out.resolve("more.pdf.pending.json"), json -> json.put("more", 1));
        record(
                out.resolve("sound.pdf"),
                out.resolve("ftp.pdf.pending.json"),
                json -> json.put("document", "ftp.pdf").putArray("timestamps").add("ftp://tsa"));
        TOKENS.set(100);
        Run run = raise();
        assertEquals(1, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().contains(": 1; waiting for a service: 0"), run.err());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        assertEquals(8, lines.size(), run.out());
        assertEquals(
                7,
                lines.stream()
                        .filter(line -> line.path("problem").asText().equals("PENDING_OTHER"))
                        .count(),
                run.out());
        assertArrayEquals(altered, Files.readAllBytes(out.resolve("altered.pdf")));
        assertArrayEquals(sound, Files.readAllBytes(victim));
        assertArrayEquals(sound, Files.readAllBytes(other));
        assertFalse(Files.exists(PendingFile.of(out.resolve("sound.pdf"))));
    }

    private static void record(Path of, Path to, java.util.function.Consumer<ObjectNode> change) throws Exception {
        ObjectNode json = (ObjectNode) JSON.readTree(Files.readString(PendingFile.of(of)));
        change.accept(json);
        Files.writeString(to, json.toString());
    }

    @Test
    void whoeverIsKilledBetweenTwoStepsLosesAndDoublesNothing() throws Exception {
        Path file = out.resolve("signed.pdf");
        assertEquals(0, sign("pades", Level.T, file).exitCode());
        Pending before = PendingFile.read(PendingFile.of(file));
        byte[] low = Files.readAllBytes(file);
        TOKENS.set(100);
        assertEquals(0, raise().exitCode());
        byte[] high = Files.readAllBytes(file);
        // Noted, not yet moved: raised again.
        Files.write(file, low);
        PendingFile.write(before.becoming(new Pending.Next(sha256(file).replace('a', 'b'), Level.T)));
        Files.write(out.resolve(".signed.pdf.raising.part"), high);
        assertEquals(0, raise().exitCode());
        assertLevelIs("T", file);
        assertOnly("signed.pdf");
        // Moved, and the record still there: nobody is asked for anything.
        Files.write(file, high);
        PendingFile.write(before.becoming(new Pending.Next(sha256(file), Level.T)));
        TOKENS.set(0);
        assertEquals(0, raise().exitCode());
        assertArrayEquals(high, Files.readAllBytes(file));
        assertOnly("signed.pdf");
        // Moved as a step on the way: goes on from there.
        Pending further = new Pending(
                file,
                before.sha256(),
                Level.B,
                Level.LTA,
                before.since(),
                before.reason(),
                before.timestamps(),
                Optional.of(new Pending.Next(sha256(file), Level.T)));
        PendingFile.write(further);
        TOKENS.set(100);
        try (SandboxServer up = revocationUp()) {
            assertEquals(0, raise().exitCode());
        }
        assertLevel("LTA", file);
    }

    /** What a verifier with a network finds. */
    private static void assertLevelIs(String level, Path file) throws Exception {
        Run run;
        try (SandboxServer up = revocationUp()) {
            run = Run.verify(box, file);
        }
        assertEquals(0, run.exitCode(), run.out());
        assertTrue(run.out().contains("\"level\":\"PAdES-BASELINE-" + level + "\""), run.out());
    }

    @Test
    void twoProcessesAtOnceRaiseEachDocumentOnce() throws Exception {
        int documents = 6;
        for (int i = 0; i < documents; i++) {
            assertEquals(
                    0, sign("pades", Level.T, out.resolve("d" + i + ".pdf")).exitCode());
        }
        TOKENS.set(1_000);
        int asked = tsa.requests().size();
        Process one = process(raising(), dir.resolve("one"));
        Process two = process(raising(), dir.resolve("two"));
        assertTrue(one.waitFor(120, TimeUnit.SECONDS) && two.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, one.exitValue());
        assertEquals(0, two.exitValue());
        String lines = Files.readString(dir.resolve("one")) + Files.readString(dir.resolve("two"));
        assertEquals(
                documents,
                lines.lines().filter(l -> l.contains("\"outcome\":\"raised\"")).count(),
                lines);
        // One request to see how large a token is, by whoever did something, and one a document.
        assertTrue(tsa.requests().size() - asked <= documents + 2);
        for (int i = 0; i < documents; i++) {
            assertLevelIs("T", out.resolve("d" + i + ".pdf"));
        }
        assertEquals(documents, PendingFile.in(out).size() + documents);
    }

    @Test
    void aProcessThatIsKilledLeavesAllAsItWas() throws Exception {
        Path file = out.resolve("signed.pdf");
        assertEquals(0, sign("pades", Level.T, file).exitCode());
        byte[] before = Files.readAllBytes(file);
        Process killed = process(raising("--tsa", tsa.base().resolve("/silent")), dir.resolve("killed"));
        int asked = tsa.requests().size();
        for (int i = 0; i < 600 && tsa.requests().size() == asked && killed.isAlive(); i++) {
            Thread.sleep(100);
        }
        killed.destroyForcibly().waitFor();
        assertArrayEquals(before, Files.readAllBytes(file));
        assertRecord(Level.B, Level.T, SigningProblem.TIMESTAMP_LIMITED, file);
        TOKENS.set(100);
        assertEquals(0, raise().exitCode());
        assertLevelIs("T", file);
        assertOnly("signed.pdf");
    }

    @Test
    void threeFailuresAlikeEndTheAsking() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertEquals(0, sign("cades", Level.T, out.resolve("d" + i)).exitCode());
        }
        int asked = tsa.requests().size();
        Run run = raise("--tsa", tsa.base().resolve("/page"));
        assertEquals(2, run.exitCode(), run.err());
        assertEquals(6, run.out().lines().count());
        assertEquals(3, tsa.requests().size() - asked);
    }

    @Test
    void anExtenderWithTimestampsOfItsOwnAsksThose() throws Exception {
        Path file = out.resolve("signed.pdf");
        assertEquals(0, sign("pades", Level.T, file).exitCode());
        List<String> heard = new ArrayList<>();
        Extender extender = Extender.to(Level.LTA)
                .trusting(TrustAnchors.of(sandbox.anchor()))
                .timestamps(TimestampAuthority.http(URI.create("http://127.0.0.1:9/")));
        assertEquals(
                "PendingResult[raised=0, waiting=1, stuck=0]",
                extender.raisePending(out, listener(heard)).toString());
        assertEquals(List.of("signed.pdf.pending.json TIMESTAMP_UNREACHABLE"), heard);
        assertRecord(Level.B, Level.T, SigningProblem.TIMESTAMP_UNREACHABLE, file);
    }

    private static dev.vdx.PendingListener listener(List<String> heard) {
        return new dev.vdx.PendingListener() {
            @Override
            public void raised(Pending document) {
                heard.add(document.document().getFileName() + " " + document.reached());
            }

            @Override
            public void remains(Path record, SigningException why) {
                heard.add(record.getFileName() + " " + why.problem());
            }
        };
    }

    private static Process process(List<Object> words, Path stdout) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vdx.cli.Main"));
        words.forEach(each -> command.add(each.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
