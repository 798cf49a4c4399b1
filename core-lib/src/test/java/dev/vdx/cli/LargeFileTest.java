package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.seal.Crest;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A PDF of one gigabyte is sealed, signed, raised, renewed, verified, looked into and issued in bulk in a heap of 64 megabytes, and any file
 * gets its signatures beside it.
 */
class LargeFileTest {
    private static final long SIZE = 1L << 30;

    @TempDir
    Path dir;

    private final Clock clock = Clock.systemUTC();
    private Sandbox sandbox;
    private Object[] key = {};
    private Object[] trust = {};

    @BeforeEach
    void keys() throws Exception {
        sandbox = Sandbox.create(dir.resolve("sandbox"), 0, clock.instant(), new SecureRandom());
        Path agency = dir.resolve("sandbox/agencies/agency-b");
        key = new Object[] {
            "--key", "file:" + agency.resolve("seal.p12"), "--key-password-file", agency.resolve("password.txt")
        };
        trust = new Object[] {
            "--trust", dir.resolve("sandbox/anchors"), "--tsa-trust", dir.resolve("sandbox/tsa-anchors")
        };
    }

    @ParameterizedTest
    @CsvSource({"cades-detached,CAdES", "jades-detached,JAdES", "xades-detached,XAdES"})
    void besideOneGigabyteInSixtyFourMegabytes(String form, String profile) throws Exception {
        Path large = dir.resolve("large.bin");
        Path signed = dir.resolve("large.signature");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(SIZE);
            file.write(1);
        }
        try (SandboxServer server = SandboxServer.start(sandbox, clock, new SecureRandom())) {
            done("sign", key, trust, "--as", form, "--level", "LTA", "--tsa", server.tsa(), "-o", signed, large);
        }
        String said = done("verify", "--offline", "--format", "json", trust, "--content", large, signed);
        assertTrue(said.contains("\"level\":\"" + profile + "-BASELINE-LTA\""), said);
    }

    @Test
    void oneGigabyteInSixtyFourMegabytes() throws Exception {
        Path large = large();
        Path signed = dir.resolve("signed.pdf");
        Path renewed = dir.resolve("renewed.pdf");
        try (SandboxServer server = SandboxServer.start(sandbox, clock, new SecureRandom())) {
            Object[] lasting = {"--level", "LTA", "--tsa", server.tsa()};
            done("sign", key, trust, lasting, "--seal", seals(), "-o", signed, large);
            assertTrue(Files.size(signed) > SIZE);
            done("extend", trust, lasting, "-o", renewed, signed);
        }
        Files.delete(signed);
        String said = done("verify", "--offline", "--format", "json", trust, renewed);
        assertTrue(said.contains("\"outcome\":\"passed\""), said);
        assertTrue(said.contains("\"level\":\"PAdES-BASELINE-LTA\""), said);
        assertTrue(done("inspect", renewed).contains("Signature1"));
        Files.delete(renewed);
        done("inspect", "--before-signing", large);
        done("sign", "--seal", seals(), "--preview", dir.resolve("look.png"), large);
        done("sign", "--bulk", key, "-o", dir.resolve("bulk"), large);
        assertTrue(Files.size(dir.resolve("bulk/large.pdf")) > SIZE);
    }

    /** Two of them, the first beside a text, with an image as large as one may be. */
    private Path seals() throws IOException {
        Files.write(dir.resolve("crest.png"), Crest.file("png", BufferedImage.TYPE_INT_ARGB, 1_414));
        return Files.writeString(dir.resolve("seals.json"), """
                {"image": "crest.png", "verification": "https://verify.sandbox.example/d/7Q3M", "width": 360, "height": 110,
                 "seals": [{"anchor": "Sign here", "side": "below"}, {"page": 1, "x": 36, "y": 36}]}
                """);
    }

    private Path large() throws IOException {
        Path file = dir.resolve("large.pdf");
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        List<Long> offsets = new ArrayList<>();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            long at = 0;
            at += write(out, "%PDF-1.7\n");
            offsets.add(at);
            at += write(out, "1 0 obj\n<</Type/Catalog/Pages 2 0 R/Large 4 0 R>>\nendobj\n");
            offsets.add(at);
            at += write(out, "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
            offsets.add(at);
            at += write(
                    out,
                    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
                            + "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>\nendobj\n");
            offsets.add(at);
            at += write(out, "4 0 obj\n<</Length " + SIZE + ">>\nstream\n");
            for (long n = 0; n < SIZE; n += block.length) {
                out.write(block);
                at += block.length;
            }
            at += write(out, "\nendstream\nendobj\n");
            offsets.add(at);
            at += write(
                    out,
                    "5 0 obj\n<</Length 39>>\nstream\nBT /F 12 Tf 60 500 Td (Sign here) Tj ET\nendstream\nendobj\n");
            String table = offsets.stream()
                    .map(o -> String.format(Locale.ROOT, "%010d 00000 n \n", o))
                    .collect(Collectors.joining());
            write(out, "xref\n0 6\n0000000000 65535 f \n" + table);
            write(out, "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n" + at + "\n%%EOF\n");
        }
        return file;
    }

    private static int write(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes);
        return bytes.length;
    }

    /** What was said, where all went well. */
    private String done(Object... arguments) throws IOException, InterruptedException {
        Stream<String> words = Stream.of(arguments)
                .flatMap(each -> each instanceof Object[] several ? Stream.of(several) : Stream.of(each))
                .map(String::valueOf);
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx64m",
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.vdx.cli.Main"),
                        words)
                .toList();
        Path said = dir.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int exit = process.waitFor();
        assertEquals(0, exit, arguments[0] + ": " + Files.readString(said));
        return Files.readString(said);
    }
}
