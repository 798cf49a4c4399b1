package dev.vdx.bench;

import dev.vdx.Signer;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.trust.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * What the benchmarks work on: a PDF of 30 KB, unsigned and signed, a key and its anchor. Made here, or taken from a folder
 * that {@code ../shared/peers} wrote, so that both measure the same bytes. The leaf is a short-term certificate (EN 319
 * 412-1, 5.2): a full verification passes without revocation data.
 */
record Fixtures(SigningKey key, TrustAnchors anchors, Path unsigned, Path signed, Path signedTen) {
    private static final int PAYLOAD = 26_000;
    private static final char[] PEERS_PASSWORD = "bench".toCharArray();

    static Fixtures of(String folder, String algorithm) throws IOException, SigningException {
        return folder.isEmpty()
                ? made(algorithm.equals("p256") ? KeyKind.EC_P256 : KeyKind.RSA_2048)
                : taken(folder, algorithm);
    }

    private static Fixtures taken(String folder, String algorithm) throws IOException, SigningException {
        Path dir = Path.of(folder);
        return new Fixtures(
                SigningKey.pkcs12(dir.resolve(algorithm + ".p12"), PEERS_PASSWORD.clone()),
                TrustAnchors.pem(dir.resolve(algorithm + "-ca.pem")),
                dir.resolve("30k.pdf"),
                dir.resolve("30k-signed-" + algorithm + ".pdf"),
                dir.resolve("30k-signed10-" + algorithm + ".pdf"));
    }

    private static Fixtures made(KeyKind kind) throws IOException, SigningException {
        SecureRandom random = new SecureRandom();
        Instant now = Instant.now();
        Instant from = now.minus(Duration.ofHours(1));
        Instant to = now.plus(Duration.ofDays(1));
        TestAuthority authority = TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX bench CA", kind, from, to, 0), Addresses.NONE, random);
        SigningKey key = authority.issue(
                CertificateSpec.seal("CN=SANDBOX bench", kind, from, to)
                        .withExtension(CertificateSpec.SHORT_TERM, false, new byte[] {5, 0}),
                random);
        Path unsigned = Files.createTempFile("vdx-bench-", ".pdf");
        Files.write(unsigned, pdf());
        return new Fixtures(
                key,
                TrustAnchors.of(authority.certificate()),
                unsigned,
                signed(unsigned, key, 1),
                signed(unsigned, key, 10));
    }

    /** The document signed so many times, one after the other. */
    static Path signed(Path unsigned, SigningKey key, int times) throws IOException, SigningException {
        byte[] document = Files.readAllBytes(unsigned);
        for (int i = 0; i < times; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Signer.with(key).sign(Source.bytes(document), out);
            document = out.toByteArray();
        }
        return Files.write(Files.createTempFile("vdx-bench-signed" + times + "-", ".pdf"), document);
    }

    /** What was measured must have been done. */
    static Outcome passed(Report report) {
        if (report.outcome() != Outcome.PASSED) {
            throw new IllegalStateException(report.file() + " " + report.outcome());
        }
        return report.outcome();
    }

    private static byte[] pdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            byte[] payload = new byte[PAYLOAD];
            new Random(1).nextBytes(payload);
            COSStream stream = document.getDocument().createCOSStream();
            try (OutputStream out = stream.createRawOutputStream()) {
                out.write(payload);
            }
            document.getDocumentCatalog().getCOSObject().setItem("Payload", stream);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
