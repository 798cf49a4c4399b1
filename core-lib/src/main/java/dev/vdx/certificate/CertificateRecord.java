package dev.vdx.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an agency knows and certifies: one JSON object with whatever members the agency has. Immutable.
 *
 * <p>Names are Latin letters, digits, {@code -} and {@code _}; values are texts, numbers, true and false, objects, and
 * lists of these. Refused is what XML could not say as well: null, empty lists and objects, lists in lists.
 */
public final class CertificateRecord {
    private final Value.Group root;

    private CertificateRecord(Value.Group root) {
        this.root = root;
    }

    /**
     * A record from JSON.
     *
     * @param json in UTF-8, at most a mebibyte, 20,000 values and 16 levels deep
     * @throws CertificateException it is no such record; says where and why
     */
    public static CertificateRecord parse(byte[] json) throws CertificateException {
        return new CertificateRecord(StrictJson.read(json));
    }

    /**
     * A record from a JSON file, as {@link #parse}.
     *
     * @throws CertificateException it is no such record
     * @throws IOException it cannot be read
     */
    public static CertificateRecord read(Path file) throws CertificateException, IOException {
        return parse(bytes(file, StrictJson.LARGEST));
    }

    /** The file, or one byte more than is allowed of it. */
    static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }

    Value.Group root() {
        return root;
    }
}
