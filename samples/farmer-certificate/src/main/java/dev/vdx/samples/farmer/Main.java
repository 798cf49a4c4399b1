package dev.vdx.samples.farmer;

import dev.vdx.seal.CertificatePdf;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a certificate of a record: {@code record.json certificate.pdf}. */
public final class Main {
    static final int MADE = 0;
    static final int UNUSABLE = 4;
    static final int USAGE = 64;
    static final int NO_FILE = 66;

    private Main() {}

    /** Runs it, and ends the process with the exit code the README lists. */
    public static void main(String[] args) {
        // No window is ever opened; a server needs none.
        System.setProperty("java.awt.headless", "true");
        System.exit(run(args, new PrintStream(System.err, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] args, PrintStream messages) {
        if (args.length != 2) {
            messages.println("usage: java -jar vdx-sample-farmer-certificate.jar RECORD.json CERTIFICATE.pdf");
            return USAGE;
        }
        try {
            byte[] json = Files.readAllBytes(Path.of(args[0]));
            byte[] pdf = CertificatePdf.write(FarmerCertificate.of(RecordReader.read(json), json));
            Files.write(Path.of(args[1]), pdf);
            return MADE;
        } catch (RecordException | IllegalArgumentException e) {
            messages.println(args[0] + ": " + e.getMessage());
            return UNUSABLE;
        } catch (IOException e) {
            messages.println("cannot read or write: " + e.getMessage());
            return NO_FILE;
        }
    }
}
