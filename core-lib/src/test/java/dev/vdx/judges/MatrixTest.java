package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Extender;
import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.Certification;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.report.Report;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.OpenSsl;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.xml.XmlSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything we sign, in every form, level, packaging and kind of key, before everybody who can judge it: EU DSS, ourselves, and iText,
 * poppler, OpenSSL, pkijs, jose and Java's own XML signatures where the form is theirs. What a judge does not know stands in a table, and is checked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {
    private static final int CORES = 2;
    private static final String PDFSIG = "/usr/bin/pdfsig";

    /** Kinds of keys, by the scheme they sign with. */
    enum Key {
        RSA,
        PSS,
        P256,
        P384,
        ED25519
    }

    /** A form, and where what is signed goes. */
    enum Packaging {
        PADES("PAdES-BASELINE"),
        PADES_CERTIFIED("PAdES-BASELINE"),
        CADES("CAdES-BASELINE"),
        CADES_DETACHED("CAdES-BASELINE"),
        JADES("JAdES-BASELINE"),
        JADES_DETACHED("JAdES-BASELINE"),
        XADES("XAdES-BASELINE"),
        XADES_ENVELOPING("XAdES-BASELINE"),
        XADES_DETACHED("XAdES-BASELINE"),
        XADES_E_TAX("XAdES"),
        ASIC_E("CAdES-BASELINE"),
        ASIC_S("CAdES-BASELINE");

        private final String profile;

        Packaging(String profile) {
            this.profile = profile;
        }

        boolean detached() {
            return name().endsWith("DETACHED");
        }

        boolean pdf() {
            return name().startsWith("PADES");
        }

        boolean xml() {
            return name().startsWith("XADES");
        }
    }

    /** One combination. */
    record Cell(Packaging packaging, Level level, Key key) {
        String claimed() {
            return packaging.profile + "-" + level;
        }
    }

    /**
     * What a judge says of cells that it does not know how to judge.
     *
     * @param cells a regular expression over {@code packaging/level/key}
     * @param answer how its answer begins; {@code LEVEL} stands for the level that is claimed
     */
    record Gap(String judge, String cells, String answer, String why) {}

    private static final List<Gap> GAPS = List.of(
            new Gap(
                    "dss",
                    "XADES_E_TAX/.*/(RSA|PSS|P256|P384)",
                    "TOTAL_PASSED/null XAdES-BASELINE-",
                    "e-Tax invoices name the certificate as XAdES 1.3.2 did, which we do not call baseline"),
            new Gap(
                    "dss",
                    "(?!XADES_E_TAX).*/ED25519",
                    "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE LEVEL [The algorithm EdDSA with SHA512 is not authorised",
                    "its policy allows no EdDSA; it reads the level all the same"),
            new Gap(
                    "dss",
                    "XADES_E_TAX/.*/ED25519",
                    "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE XAdES-BASELINE-",
                    "both"),
            new Gap(
                    "itext",
                    ".*/(PSS|ED25519)",
                    "error: com.itextpdf.kernel.exceptions.PdfException",
                    "7.2.6 knows neither"),
            new Gap(
                    "pdfsig",
                    ".*/LTA/(RSA|PSS|P256|P384)",
                    "[- Signature Validation: Signature has not yet been verified., - Signature Validation: Signature is Valid.]",
                    "poppler shows document time-stamps and does not verify them"),
            new Gap(
                    "pdfsig",
                    ".*/(B|T|LT)/ED25519",
                    "[- Signature Validation: Document isn't signed or corrupted data.]",
                    "NSS has no EdDSA in CMS"),
            new Gap(
                    "pdfsig",
                    ".*/LTA/ED25519",
                    "[- Signature Validation: Document isn't signed or corrupted data., - Signature Validation: Signature has not",
                    "both"),
            new Gap(
                    "openssl",
                    ".*/ED25519",
                    "CMS Verification failure",
                    "3.0 gives EdDSA a digest algorithm of its own"),
            new Gap(
                    "pkijs",
                    ".*/ED25519",
                    "error: SignedDataVerifyError: Error during verification: Unsupported signature algorithm: 1.3.101.112",
                    "it has no EdDSA"));

    private Path dir;
    private Bench bench;
    private final Map<Packaging, Path> contents = new EnumMap<>(Packaging.class);
    private final Map<Key, SigningKey> keys = new EnumMap<>(Key.class);
    private final Map<Cell, Map<String, String>> answers = new LinkedHashMap<>();

    @BeforeAll
    void judge(@TempDir Path folder) throws Exception {
        dir = folder;
        bench = Bench.open(dir);
        for (Key each : Key.values()) {
            keys.put(each, key(each));
        }
        Path pdf = dir.resolve("unsigned.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(pdf.toFile(), CompressParameters.NO_COMPRESSION);
        }
        Path xml = Files.writeString(dir.resolve("record.xml"), "<record><no>1</no><to>ผู้รับ</to></record>");
        for (Packaging each : Packaging.values()) {
            contents.put(each, each.pdf() ? pdf : xml);
        }
        ExecutorService crew = Executors.newFixedThreadPool(CORES);
        try {
            Map<Cell, Future<Map<String, String>>> running = new LinkedHashMap<>();
            List<Judges> free = new ArrayList<>(List.of(new Judges(), new Judges()));
            for (Packaging packaging : Packaging.values()) {
                for (Level level : Level.values()) {
                    for (Key key : Key.values()) {
                        Cell cell = new Cell(packaging, level, key);
                        running.put(cell, crew.submit(() -> {
                            Judges judges = taken(free);
                            try {
                                return judges.on(cell);
                            } finally {
                                given(free, judges);
                            }
                        }));
                    }
                }
            }
            for (Map.Entry<Cell, Future<Map<String, String>>> each : running.entrySet()) {
                answers.put(each.getKey(), each.getValue().get());
            }
            for (Judges each : free) {
                each.close();
            }
        } finally {
            crew.shutdownNow();
        }
    }

    @AfterAll
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static synchronized Judges taken(List<Judges> free) {
        return free.remove(free.size() - 1);
    }

    private static synchronized void given(List<Judges> free, Judges judges) {
        free.add(judges);
    }

    private SigningKey key(Key key) throws Exception {
        KeyKind kind = switch (key) {
            case RSA, PSS -> KeyKind.RSA_2048;
            case P256 -> KeyKind.EC_P256;
            case P384 -> KeyKind.EC_P384;
            case ED25519 -> KeyKind.ED25519;
        };
        Instant now = Instant.now();
        CertificateSpec spec = CertificateSpec.seal(
                "CN=SANDBOX matrix " + key, kind, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
        TestIdentity identity = bench.sandbox().authority(Sandbox.AGENCIES).issue(spec, new SecureRandom());
        return key == Key.PSS
                ? SigningKeys.of(
                        identity.key(),
                        identity.chain(),
                        new SignatureAlgorithm(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256))
                : identity;
    }

    private TimestampAuthority tsa() {
        return TimestampAuthority.http(bench.server().tsa());
    }

    private Path signed(Cell cell) throws Exception {
        Path in = contents.get(cell.packaging());
        Path out = dir.resolve(name(cell));
        SigningKey key = keys.get(cell.key());
        if (cell.packaging() == Packaging.XADES_ENVELOPING) {
            return enveloping(cell, key, in, out);
        }
        boolean certified = cell.packaging() == Packaging.PADES_CERTIFIED;
        Signer signer = Signer.with(key)
                .as(
                        certified
                                ? SignatureForm.PADES
                                : SignatureForm.valueOf(cell.packaging().name()))
                .level(cell.level());
        signer = cell.level() == Level.B ? signer : signer.timestamps(tsa());
        (certified ? signer.certify(Certification.NO_CHANGES) : signer).sign(in, out);
        return out;
    }

    private static String name(Cell cell) {
        return cell.packaging() + "-" + cell.level() + "-" + cell.key();
    }

    /** What the library writes at level T at most, and the command does not. */
    private Path enveloping(Cell cell, SigningKey key, Path in, Path out) throws Exception {
        XmlSigner plain = XmlSigner.with(key);
        XmlSigner xml = cell.level() == Level.B ? plain : plain.withTimestamps(tsa());
        byte[] signed = xml.signEnveloping(Files.readAllBytes(in), Instant.now());
        if (cell.level().compareTo(Level.T) <= 0) {
            return Files.write(out, signed);
        }
        Path first = Files.write(dir.resolve(out.getFileName() + "-first"), signed);
        Extender.to(cell.level()).timestamps(tsa()).extend(first, out);
        return out;
    }

    /** One of each judge, for one thread. */
    private final class Judges implements AutoCloseable {
        private final Dss dss = Dss.brief();
        private final Optional<NodeJudge> node;

        Judges() throws IOException {
            this.node = NodeJudge.ready() ? Optional.of(new NodeJudge()) : Optional.empty();
        }

        Map<String, String> on(Cell cell) throws Exception {
            return on(cell, signed(cell), contents.get(cell.packaging()));
        }

        Map<String, String> on(Cell cell, Path file, Path content) throws Exception {
            Packaging packaging = cell.packaging();
            Map<String, String> said = new LinkedHashMap<>();
            said.put("vdx", vdx(cell, file, content));
            said.put(
                    "dss",
                    packaging.detached()
                            ? dss.ask("validate", file, bench.anchors(), content)
                            : dss.ask("validate", file, bench.anchors()));
            if (packaging.pdf()) {
                said.put("itext", attempt(() -> IText.intact(file).contains(false) ? "broken" : "ok"));
                if (Files.isExecutable(Path.of(PDFSIG))) {
                    said.put("pdfsig", pdfsig(file));
                }
            }
            if (packaging == Packaging.CADES_DETACHED && OpenSsl.present()) {
                said.put("openssl", openssl(file, content));
            }
            if (packaging.xml()) {
                Optional<byte[]> outside =
                        packaging.detached() ? Optional.of(Files.readAllBytes(content)) : Optional.empty();
                said.put("java", attempt(() -> JavaXml.accepts(Files.readAllBytes(file), outside) ? "ok" : "broken"));
            }
            if (node.isPresent()) {
                node(cell, file, content, said);
            }
            return said;
        }

        private void node(Cell cell, Path file, Path content, Map<String, String> said) throws Exception {
            switch (cell.packaging()) {
                case PADES, PADES_CERTIFIED -> said.put("pkijs", node.get().ask("pdf", file));
                case CADES -> said.put("pkijs", node.get().ask("cms", file));
                case CADES_DETACHED -> said.put("pkijs", node.get().ask("cms", file, content));
                case ASIC_E, ASIC_S -> {
                    Map<String, byte[]> entries = Zips.entries(file);
                    String name = cell.packaging() == Packaging.ASIC_S
                            ? content.getFileName().toString()
                            : "META-INF/ASiCManifest.xml";
                    Path part = Files.write(
                            dir.resolve(file.getFileName() + ".p7s"), entries.get("META-INF/signature.p7s"));
                    Path over = Files.write(dir.resolve(file.getFileName() + ".over"), entries.get(name));
                    said.put("pkijs", node.get().ask("cms", part, over));
                }
                case JADES -> said.put("jose", node.get().ask("jws", file));
                case JADES_DETACHED -> said.put("jose", node.get().ask("jws", file, content));
                default -> {
                    // XML signatures have their judge in Java.
                }
            }
        }

        private String vdx(Cell cell, Path file, Path content) throws IOException {
            boolean lasting = cell.level().compareTo(Level.T) > 0;
            Verifier verifier = lasting ? bench.verifier().offline() : bench.verifier();
            Report report =
                    cell.packaging().detached() ? verifier.verify(file, List.of(content)) : verifier.verify(file);
            return report.outcome() + " " + LevelsFrame.signature(report).level();
        }

        @Override
        public void close() throws IOException {
            if (node.isPresent()) {
                node.get().close();
            }
            dss.close();
        }
    }

    private interface Question {
        String ask() throws Exception;
    }

    private static String attempt(Question question) {
        try {
            return question.ask();
        } catch (Exception e) {
            return "error: " + e;
        }
    }

    private String openssl(Path file, Path content) throws Exception {
        OpenSsl.Result result =
                OpenSsl.verifyCms(dir, file, content, Path.of(bench.anchors().split(",", 2)[0]));
        return result.exit() == 0 ? "ok" : result.output();
    }

    private static String pdfsig(Path file) throws Exception {
        Process process = new ProcessBuilder(PDFSIG, "-nocert", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        TreeSet<String> verdicts = new TreeSet<>();
        said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- Signature Validation: "))
                .forEach(verdicts::add);
        return verdicts.equals(new TreeSet<>(List.of("- Signature Validation: Signature is Valid.")))
                ? "ok"
                : verdicts.toString();
    }

    private static Optional<Gap> gap(String judge, Cell cell) {
        String name = cell.packaging() + "/" + cell.level() + "/" + cell.key();
        return GAPS.stream()
                .filter(gap -> gap.judge().equals(judge) && name.matches(gap.cells()))
                .findFirst();
    }

    private static String accepted(String judge, Cell cell) {
        return switch (judge) {
            case "vdx" -> "PASSED " + cell.claimed();
            case "dss" -> "TOTAL_PASSED/null " + cell.claimed() + " []";
            default -> "ok";
        };
    }

    /** What was expected of the judges that said something else, and what was said. */
    private static Map<String, String> unexpected(Cell cell, Map<String, String> answers) {
        Map<String, String> differences = new LinkedHashMap<>();
        answers.forEach((judge, said) -> {
            Optional<Gap> gap = gap(judge, cell);
            String wanted = gap.map(each -> each.answer().replace("LEVEL", cell.claimed()))
                    .orElseGet(() -> accepted(judge, cell));
            if (gap.isPresent() ? !said.startsWith(wanted) : !said.equals(wanted)) {
                differences.put(judge, said + ", and not: " + wanted);
            }
        });
        return differences;
    }

    @TestFactory
    Stream<DynamicTest> everyJudgeAcceptsEveryCell() {
        return answers.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey().toString(),
                        () -> assertEquals(Map.of(), unexpected(each.getKey(), each.getValue()))));
    }

    /** The same with one byte of what is signed altered: what accepts everything is no judge. */
    @TestFactory
    Stream<DynamicTest> everyJudgeRefusesTheTwin() {
        return Stream.of(Packaging.values())
                .map(packaging -> DynamicTest.dynamicTest(packaging.toString(), () -> {
                    Cell cell = new Cell(packaging, Level.T, Key.RSA);
                    Path file = dir.resolve(name(cell));
                    Path content = contents.get(packaging);
                    Path twin = dir.resolve(packaging + "-twin");
                    if (packaging.detached()) {
                        content = altered(content, Files.createDirectory(twin).resolve("record.xml"));
                    } else if (packaging == Packaging.ASIC_E || packaging == Packaging.ASIC_S) {
                        Map<String, byte[]> entries = Zips.entries(file);
                        String signed = packaging == Packaging.ASIC_S ? "record.xml" : "META-INF/ASiCManifest.xml";
                        entries.put(signed, altered(entries.get(signed)));
                        file = Zips.write(entries, twin);
                    } else {
                        file = altered(file, twin);
                    }
                    try (Judges judges = new Judges()) {
                        Map<String, String> said = judges.on(cell, file, content);
                        said.forEach((judge, answer) -> assertNotEquals(accepted(judge, cell), answer, judge));
                        assertTrue(said.get("vdx").startsWith("FAILED"), said.toString());
                    }
                }));
    }

    private static Path altered(Path file, Path twin) throws IOException {
        return Files.write(twin, altered(Files.readAllBytes(file)));
    }

    /** In the record, the page, the manifest, or the payload of a JWS. */
    private static byte[] altered(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String each : List.of("<no>1", "612.0", "record.xml\"", "\"payload\":\"PHJlY29yZD48bm8-M")) {
            int at = text.indexOf(each);
            if (at >= 0) {
                bytes[at + each.length() - 1 - (each.endsWith("\"") ? 1 : 0)] ^= 1;
                return bytes;
            }
        }
        throw new IllegalArgumentException("nothing to alter");
    }

    @Test
    void everyGapIsOne() {
        for (Gap gap : GAPS) {
            boolean used = answers.entrySet().stream()
                    .anyMatch(each -> each.getValue().containsKey(gap.judge())
                            && gap(gap.judge(), each.getKey()).equals(Optional.of(gap)));
            boolean absent = answers.values().stream().noneMatch(said -> said.containsKey(gap.judge()));
            assertTrue(used || absent, gap.toString());
        }
    }

    @Test
    void theJudgesInNodeWereAsked() {
        if (!NodeJudge.ready()) {
            System.err.println("MatrixTest: pkijs and jose judged NOTHING: run npm ci in core-lib/js-judge");
        }
        assertFalse(
                "true".equals(System.getenv("CI")) && !NodeJudge.ready(),
                "npm ci --prefix core-lib/js-judge was not run");
    }
}
