package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import dev.vdx.sandbox.TestTsa;
import dev.vdx.vectors.Pdfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of bad input has its exit code, a sentence that helps, and leaves nothing behind. */
class BadInputTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> PASSWORD = Map.of("PW", "sandbox");

    @TempDir
    static Path dir;

    private static Path pdf;
    private static Path key;

    @BeforeAll
    static void prepare() throws Exception {
        Sandbox sandbox = Sandbox.inMemory(1, Instant.now(), RANDOM);
        pdf = dir.resolve("page.pdf");
        Files.write(pdf, Pdfs.page());
        key = keyFile(
                "key.p12",
                sandbox.agency("agency-b"),
                sandbox.agency("agency-b").chain().toArray(X509Certificate[]::new));
    }

    @Test
    void aMissingFile() {
        refused(66, "nothing.pdf", Run.vdx("verify", dir.resolve("nothing.pdf")));
    }

    @Test
    void aFolder() {
        refused(66, "folder", Run.vdx("inspect", dir));
    }

    @Test
    void noByteAtAll() throws IOException {
        answered(4, "EMPTY_FILE", file("empty.pdf", new byte[0]));
    }

    @Test
    void randomBytes() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        answered(4, "UNKNOWN_FORMAT", file("random.pdf", bytes));
    }

    @Test
    void aTextFile() throws IOException {
        answered(4, "UNKNOWN_FORMAT", file("text.pdf", "สวัสดี".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anUnsignedPdf() {
        assertEquals(3, Run.vdx("verify", pdf).exitCode());
    }

    @Test
    void halfAPdf() throws IOException {
        byte[] whole = Pdfs.page();
        answered(4, "MALFORMED", file("half.pdf", Arrays.copyOf(whole, whole.length / 2)));
    }

    @Test
    void aSparseFileOfTwoGigabytes() throws IOException {
        Path sparse = dir.resolve("sparse.pdf");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.write("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
            file.setLength(2L << 30);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> answered(4, "MALFORMED", sparse));
        Files.delete(sparse);
    }

    @Test
    void aPageTreeInACircle() throws IOException {
        String body =
                "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n";
        Path file = file("circle.pdf", withTable(body));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(3, Run.vdx("verify", file).exitCode()));
        refused(4, "circle", sign(file));
    }

    @Test
    void tenThousandSignatureFields() throws IOException {
        Path file = dir.resolve("fields.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            for (int i = 0; i < 10_000; i++) {
                PDSignatureField field = new PDSignatureField(form);
                field.getCOSObject().setString("T", "s" + i);
                form.getFields().add(field);
            }
            document.save(file.toFile());
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(3, Run.vdx("verify", file).exitCode()));
    }

    /** The catalog lies in an object stream that lies in another. */
    @Test
    void objectStreamsWithinEachOther() throws IOException {
        String[] objects = {
            "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
            "3 0 obj\n<</Type/ObjStm/N 1/First 4/Length 38>>\nstream\n4 0 <</Type/ObjStm/N 1/First 4/Length 0>>\nendstream\nendobj\n",
        };
        StringBuilder body = new StringBuilder("%PDF-1.7\n");
        List<Integer> offsets = new ArrayList<>();
        for (String object : objects) {
            offsets.add(body.length());
            body.append(object);
        }
        int at = body.length();
        // Object 2 in stream 4, stream 4 in stream 3.
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        entry(table, 0, 0, 255);
        entry(table, 1, offsets.get(0), 0);
        entry(table, 2, 4, 0);
        entry(table, 1, offsets.get(1), 0);
        entry(table, 2, 3, 0);
        entry(table, 1, at, 0);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(body.toString().getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(("5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Root 2 0 R/Length " + table.size() + ">>\nstream\n")
                .getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(table.toByteArray());
        file.writeBytes(("\nendstream\nendobj\nstartxref\n" + at + "\n%%EOF\n").getBytes(StandardCharsets.US_ASCII));
        Path nested = file("nested.pdf", file.toByteArray());
        answered(4, "MALFORMED", nested);
        refused(4, "object stream", sign(nested));
    }

    private static void entry(ByteArrayOutputStream table, int type, int second, int third) {
        table.write(type);
        table.write(second >> 8);
        table.write(second);
        table.write(third);
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Path locked = file("locked.pdf", Pdfs.page());
        assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked), "this user may read everything");
        refused(66, "locked.pdf", Run.vdx("verify", locked));
    }

    @Test
    void anEncryptedPdfThatNeedsAPassword() throws IOException {
        Path file = dir.resolve("encrypted.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(file.toFile());
        }
        answered(4, "PASSWORD_NEEDED", file);
        refused(1, "encrypted", sign(file));
    }

    @Test
    void noKey() {
        refused(64, "--key", Run.vdx("sign", "-o", out(), pdf));
    }

    @Test
    void noCommandAndWrongOptions() {
        assertEquals(64, Run.vdx().exitCode());
        refused(64, "verify", Run.vdx("verfy", pdf));
        refused(64, "--", Run.vdx("verify", "--tsut", "x", pdf));
        refused(64, "", Run.vdx("verify"));
        refused(64, "RFC 3339", Run.vdx("verify", "--at", "yesterday", pdf));
        refused(64, "2569", Run.vdx("verify", "--at", "2569-11-24T00:00:00Z", pdf));
        refused(66, "no-anchors", Run.vdx("verify", "--trust", dir.resolve("no-anchors"), pdf));
    }

    @Test
    void aWrongPassword() {
        refused(66, "password", sign(Map.of("PW", "wrong"), key, pdf));
    }

    @Test
    void aKeyFileThatIsNotThere() {
        refused(66, "none.p12", sign(dir.resolve("none.p12"), pdf));
    }

    @Test
    void anExpiredCertificate() throws Exception {
        Instant now = Instant.now();
        TestIdentity expired = authority()
                .issue(
                        CertificateSpec.seal(
                                "CN=SANDBOX expired",
                                KeyKind.EC_P256,
                                now.minus(Duration.ofDays(9)),
                                now.minus(Duration.ofDays(1))),
                        RANDOM);
        Path file = keyFile("expired.p12", expired, expired.chain().toArray(X509Certificate[]::new));
        refused(1, "expired", sign(file, pdf));
    }

    @Test
    void aKeyThatDoesNotBelongToItsCertificate() throws Exception {
        Instant now = Instant.now();
        CertificateSpec spec = CertificateSpec.seal(
                "CN=SANDBOX mismatch", KeyKind.EC_P256, now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(1)));
        TestIdentity one = authority().issue(spec.withKeys(KeyKind.EC_P256.generate(RANDOM)), RANDOM);
        TestIdentity other = authority().issue(spec.withKeys(KeyKind.EC_P256.generate(RANDOM)), RANDOM);
        Path file = keyFile("mismatch.p12", one, other.chain().toArray(X509Certificate[]::new));
        refused(1, "mismatch", sign(file, pdf));
    }

    @Test
    void theOutputIsTheInput() throws IOException {
        Path copy = dir.resolve("copy.pdf");
        Files.copy(pdf, copy);
        refused(
                64,
                "copy.pdf",
                Run.vdx(PASSWORD, "sign", "--key", "file:" + key, "--key-password-env", "PW", "-o", copy, copy));
        assertEquals(-1, Files.mismatch(pdf, copy));
    }

    @Test
    void aTimestampAuthorityThatIsNoGood() throws Exception {
        Instant now = Instant.now();
        TestIdentity expired = authority()
                .issue(
                        CertificateSpec.timestamping(
                                "CN=SANDBOX old TSA",
                                KeyKind.EC_P256,
                                now.minus(Duration.ofDays(9)),
                                now.minus(Duration.ofDays(1))),
                        RANDOM);
        TestTsa tsa = new TestTsa(expired, Clock.systemUTC(), RANDOM);
        try (TestServer server = TestServer.start(0)) {
            server.on(
                            "/html",
                            r -> TestServer.body(
                                    200, "text/html", "<html>login</html>".getBytes(StandardCharsets.UTF_8)))
                    .on("/busy", r -> TestServer.body(429, "text/plain", new byte[0], "Retry-After: 120"))
                    .on("/hangs", r -> new TestServer.Answer.Silence())
                    .on("/expired", r -> TestServer.body(200, "application/timestamp-reply", tsa.answer(r.body())));
            refused(2, "HTML", stamped(server, "/html"));
            refused(2, "120", stamped(server, "/busy"));
            refused(2, "expired", stamped(server, "/expired"));
            refused(2, "15", stamped(server, "/hangs"));
            refused(2, "404", stamped(server, "/nowhere"));
        }
        refused(2, "127.0.0.1", sign(PASSWORD, key, pdf, "--level", "T", "--tsa", "http://127.0.0.1:9/"));
        refused(64, "--tsa", sign(PASSWORD, key, pdf, "--level", "T"));
    }

    private static Run stamped(TestServer server, String path) {
        return sign(PASSWORD, key, pdf, "--level", "T", "--tsa", server.base().resolve(path));
    }

    private static Run sign(Path file) {
        return sign(key, file);
    }

    private static Run sign(Path keyFile, Path file) {
        return sign(PASSWORD, keyFile, file);
    }

    private static Run sign(Map<String, String> password, Path keyFile, Path file, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("sign", "--key", "file:" + keyFile, "--key-password-env", "PW", "-o", out(), file));
        words.addAll(List.of(more));
        return Run.vdx(password, words.toArray());
    }

    private static Path out() {
        return dir.resolve("out.pdf");
    }

    private static TestAuthority authority() {
        Instant now = Instant.now();
        return TestAuthority.root(
                CertificateSpec.authority(
                        "CN=SANDBOX CA",
                        KeyKind.EC_P256,
                        now.minus(Duration.ofDays(20)),
                        now.plus(Duration.ofDays(20)),
                        1),
                Addresses.NONE,
                RANDOM);
    }

    private static Path keyFile(String name, TestIdentity identity, Certificate[] chain) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", identity.key(), "sandbox".toCharArray(), chain);
        Path file = dir.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "sandbox".toCharArray());
        }
        return file;
    }

    private static Path file(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private static byte[] withTable(String body) {
        StringBuilder table = new StringBuilder("xref\n0 3\n0000000000 65535 f\r\n");
        for (int i = 1; i <= 2; i++) {
            table.append(String.format(Locale.ROOT, "%010d 00000 n\r\n", body.indexOf(i + " 0 obj")));
        }
        return (body + table + "trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n" + body.length() + "\n%%EOF\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A verdict on standard output, that speaks of this finding. */
    private static void answered(int code, String finding, Path file) {
        Run run = Run.vdx("verify", "--format", "json", file);
        assertEquals(code, run.exitCode(), run.toString());
        assertTrue(run.out().contains("\"code\":\"" + finding + "\""), run.toString());
        Run text = Run.vdx("verify", "--lang", "th", file);
        assertEquals(code, text.exitCode());
        assertFalse(text.out().isBlank());
    }

    /** A refusal on standard error in both languages, nothing on standard output, no output file and no part of one. */
    private static void refused(int code, String word, Run run) {
        assertEquals(code, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertTrue(run.err().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)), run.toString());
        assertTrue(run.err().chars().anyMatch(c -> c >= 'ก' && c <= '๛'), "Thai too: " + run.err());
        assertFalse(run.err().contains("Exception"), run.err());
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(0, left.filter(f -> f.toString().contains("out.pdf")).count());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
