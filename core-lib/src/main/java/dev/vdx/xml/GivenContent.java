package dev.vdx.xml;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files given beside a signature: told by their digests, not by their names; each of them must be signed. */
final class GivenContent implements XmlContent {
    private static final int BUFFER = 64 << 10;

    private final List<Source> given;
    private final Deadline deadline;
    private final Map<DigestAlgorithm, List<byte[]>> digests = new EnumMap<>(DigestAlgorithm.class);

    GivenContent(List<Source> given, Deadline deadline) {
        this.given = List.copyOf(given);
        this.deadline = deadline;
    }

    @Override
    public Optional<InputStream> open(Named named) throws XmlException, IOException {
        List<byte[]> known = digests(named.algorithm());
        for (int i = 0; i < known.size(); i++) {
            if (MessageDigest.isEqual(known.get(i), named.digest())) {
                return Optional.of(stream(given.get(i)));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean byDigest() {
        return true;
    }

    @Override
    public boolean mayLack() {
        return true;
    }

    @Override
    public boolean allSigned(List<Named> named) throws XmlException, IOException {
        for (int i = 0; i < given.size(); i++) {
            boolean signed = false;
            for (Named each : named) {
                signed |= MessageDigest.isEqual(digests(each.algorithm()).get(i), each.digest());
            }
            if (!signed) {
                return false;
            }
        }
        return true;
    }

    private List<byte[]> digests(DigestAlgorithm algorithm) throws XmlException, IOException {
        List<byte[]> known = digests.get(algorithm);
        if (known == null) {
            known = new ArrayList<>();
            for (Source each : given) {
                MessageDigest digest = Providers.digest(algorithm);
                try (InputStream in = stream(each)) {
                    byte[] buffer = new byte[BUFFER];
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        digest.update(buffer, 0, n);
                        deadline.check();
                    }
                }
                known.add(digest.digest());
            }
            digests.put(algorithm, known);
        }
        return known;
    }

    private static InputStream stream(Source source) {
        return new InputStream() {
            private long at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int n = source.read(at, into, offset, length);
                at += Math.max(n, 0);
                return n == 0 && length > 0 ? -1 : n;
            }
        };
    }
}
