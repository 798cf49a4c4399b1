package dev.vdx.judges;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.Verifier;
import dev.vdx.model.Indication;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.vectors.Pdfs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Long-term documents that EU DSS made, verified by us and by it, each in its process and on one thread: documents a second. Its
 * arguments are for how many seconds each is measured, after three times as long to warm up, and the key of the time-stamp
 * authorities (the signer's is RSA_2048, and so are they unless told otherwise).
 */
final class SpeedTrial {
    private static final PrintStream OUT = new PrintStream(System.out, true, UTF_8);

    private SpeedTrial() {}

    public static void main(String[] args) throws Exception {
        long seconds = Long.parseLong(args[0]);
        KeyKind stamps = args.length > 1 ? KeyKind.valueOf(args[1]) : KeyKind.RSA_2048;
        Path dir = Files.createTempDirectory("vdx-speed-");
        Path pdf = Files.write(dir.resolve("content.pdf"), Pdfs.page());
        Path xml = Files.writeString(dir.resolve("content.xml"), "<record><name>SANDBOX</name></record>");
        for (String kind : new String[] {"pades", "cades", "jades", "xades", "asic-e"}) {
            Path home = Files.createDirectory(dir.resolve(kind));
            try (LongTerm bench = LongTerm.open(home, kind.equals("pades") ? pdf : xml, stamps)) {
                Verifier verifier = bench.verifier(Duration.ZERO).offline();
                String anchors =
                        home.resolve("sandbox/anchors/root.pem") + "," + home.resolve("sandbox/tsa-anchors/root.pem");
                for (Path file : new Path[] {bench.lasting(kind), bench.archived(kind)}) {
                    rate(verifier, file, 3 * seconds);
                    double ours = rate(verifier, file, seconds);
                    String dss = Dss.running().ask("rate", file, anchors, 3 * seconds, seconds);
                    OUT.printf(
                            Locale.ROOT,
                            "%s: %d bytes, VDX %.1f a second, DSS %s: %.0f times%n",
                            file.getFileName(),
                            Files.size(file),
                            ours,
                            dss,
                            ours / Double.parseDouble(dss));
                }
            }
        }
        System.exit(0);
    }

    private static double rate(Verifier verifier, Path file, long seconds) throws IOException {
        long start = System.nanoTime();
        int done = 0;
        while (System.nanoTime() - start < Duration.ofSeconds(seconds).toNanos()) {
            // Nobody said yet of the last time-stamp's authority that it is not revoked; the signature needs no such
            // word.
            if (verifier.verify(file).verdict().signatures().get(0).indication() != Indication.TOTAL_PASSED) {
                throw new IllegalStateException(file + " does not hold");
            }
            done++;
        }
        return done * 1e9 / (System.nanoTime() - start);
    }
}
