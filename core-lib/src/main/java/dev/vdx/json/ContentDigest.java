package dev.vdx.json;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** Digests content of any size, as it is or as base64url of it. */
final class ContentDigest {
    private static final int BUFFER = 1 << 16;

    private ContentDigest() {}

    /** The digest of contents one behind the other, each encoded on its own. */
    static byte[] of(DigestAlgorithm algorithm, List<Source> contents, boolean encoded) {
        return of(algorithm, contents, encoded, new byte[0]);
    }

    /** The same with these bytes behind them. */
    static byte[] of(DigestAlgorithm algorithm, List<Source> contents, boolean encoded, byte[] behind) {
        MessageDigest digest = Providers.digest(algorithm);
        try {
            for (Source content : contents) {
                OutputStream plain = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
                try (OutputStream out =
                        encoded ? Base64.getUrlEncoder().withoutPadding().wrap(plain) : plain) {
                    copy(content, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest(behind);
    }

    private static void copy(Source content, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, content.size()))];
        long at = 0;
        while (at < content.size()) {
            int n = content.read(at, buffer, 0, buffer.length);
            if (n <= 0) {
                throw new IOException("the content became shorter while it was read");
            }
            out.write(buffer, 0, n);
            at += n;
        }
    }
}
