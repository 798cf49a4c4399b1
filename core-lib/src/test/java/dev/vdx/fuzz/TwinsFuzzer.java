package dev.vdx.fuzz;

import dev.vdx.certificate.Agreement;
import dev.vdx.certificate.CertificateException;
import dev.vdx.certificate.CertificateRecord;
import dev.vdx.certificate.DocumentProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whatever XML, JSON and metadata say (a zero byte between them), comparing them answers, and throws nothing (Jazzer calls it). */
public final class TwinsFuzzer {
    private TwinsFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        int first = zero(bytes, 0);
        int second = zero(bytes, Math.min(first + 1, bytes.length));
        byte[] xml = Arrays.copyOf(bytes, first);
        byte[] json = Arrays.copyOfRange(bytes, Math.min(first + 1, second), second);
        byte[] xmp = Arrays.copyOfRange(bytes, Math.min(second + 1, bytes.length), bytes.length);
        Agreement.of(name -> List.of(name.endsWith(".xml") ? xml : json), () -> Optional.of(xmp))
                .findings();
        try {
            CertificateRecord.parse(json);
            DocumentProperties.read(xmp);
        } catch (CertificateException e) {
            // The answer to what is none.
        }
    }

    private static int zero(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at;
    }
}
