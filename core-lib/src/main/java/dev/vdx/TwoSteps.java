package dev.vdx;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Signing in two steps, the same for every form: the first signs with a key that notes what it is asked for and then fails, the second
 * signs again with a key that gives the value, if it is asked for the same. All that would make a difference stands still in between: the time and
 * the room for a time-stamp.
 */
final class TwoSteps {
    private static final int BUFFER = 64 << 10;

    /** By how much a token of the second step may be larger: another certificate of the authority, or another authority. */
    private static final int SPARE = 2048;

    private TwoSteps() {}

    static Prepared prepare(Signer signer, Path in) throws SigningException, IOException {
        SignatureAlgorithm algorithm = signer.key().algorithm();
        if (algorithm.scheme() == SignatureScheme.EDDSA) {
            throw new SigningException(SigningProblem.NOT_SUPPORTED, "EdDSA in two steps, for it signs no digests");
        }
        if (signer.level() == Level.LT || signer.level() == Level.LTA) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    "level " + signer.level() + " in two steps; sign at level T, then extend");
        }
        Instant time = signer.now().truncatedTo(ChronoUnit.SECONDS);
        Noting key = new Noting(signer.key().chain(), algorithm);
        Measuring room = new Measuring(signer.timestamps());
        String name = String.valueOf(in.getFileName());
        try (Source source = Source.file(in)) {
            byte[] document = digest(source);
            try {
                signer.replacing(key, signer.timestamps().map(any -> room), time)
                        .sign(source, name, OutputStream.nullOutputStream());
            } catch (SigningException e) {
                if (key.noted.isEmpty()) {
                    throw e;
                }
            }
            return new Prepared(
                    signer.form(),
                    signer.level(),
                    algorithm,
                    key.noted.orElseThrow(() -> new IllegalStateException("signed without a key")),
                    time,
                    name,
                    digest(key),
                    document,
                    room.bytes);
        }
    }

    /** A signer that does what was prepared, and only that. */
    static Signer finishing(Signer signer, Prepared prepared, byte[] value, Path in)
            throws SigningException, IOException {
        SigningKey key = signer.key();
        require(MessageDigest.isEqual(prepared.certificate(), digest(key)), "another certificate");
        require(
                prepared.form() == signer.form()
                        && prepared.level() == signer.level()
                        && prepared.algorithm().equals(key.algorithm()),
                "it was prepared as " + prepared.form().label() + ", level " + prepared.level() + ", "
                        + prepared.algorithm().label());
        try (Source source = Source.file(in)) {
            require(MessageDigest.isEqual(prepared.document(), digest(source)), "the document is another, or changed");
        }
        return signer.replacing(
                new Giving(key.chain(), prepared, value.clone()),
                signer.timestamps().map(source -> new Remembering(source, prepared.tokenBytes())),
                prepared.time());
    }

    private static void require(boolean same, String difference) throws SigningException {
        if (!same) {
            throw new SigningException(SigningProblem.PREPARED_OTHER, difference);
        }
    }

    private static byte[] digest(SigningKey key) throws SigningException {
        try {
            return Providers.digest(DigestAlgorithm.SHA256, key.chain().get(0).getEncoded());
        } catch (CertificateEncodingException e) {
            throw new SigningException(e, SigningProblem.KEY_NOT_FOUND, "a certificate that cannot be written");
        }
    }

    private static byte[] digest(Source source) throws IOException {
        MessageDigest digest = Providers.digest(DigestAlgorithm.SHA256);
        byte[] buffer = new byte[BUFFER];
        for (long at = 0; at < source.size(); ) {
            int n = source.read(at, buffer, 0, (int) Math.min(buffer.length, source.size() - at));
            if (n <= 0) {
                throw new IOException("the document became shorter while it was read");
            }
            digest.update(buffer, 0, n);
            at += n;
        }
        return digest.digest();
    }

    /** Notes what it should sign, and fails. */
    private static final class Noting implements SigningKey {
        private final List<X509Certificate> chain;
        private final SignatureAlgorithm algorithm;
        private Optional<byte[]> noted = Optional.empty();

        Noting(List<X509Certificate> chain, SignatureAlgorithm algorithm) {
            this.chain = chain;
            this.algorithm = algorithm;
        }

        @Override
        public List<X509Certificate> chain() {
            return chain;
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return algorithm;
        }

        @Override
        public byte[] sign(byte[] data) throws SigningException {
            noted = Optional.of(Providers.digest(algorithm.digest(), data));
            throw new SigningException(SigningProblem.KEY_FAILED, "it signs later");
        }
    }

    /** Gives the value that came, once, for what was prepared. */
    private static final class Giving implements SigningKey {
        private final List<X509Certificate> chain;
        private final Prepared prepared;
        private final byte[] value;
        private boolean given;

        Giving(List<X509Certificate> chain, Prepared prepared, byte[] value) {
            this.chain = chain;
            this.prepared = prepared;
            this.value = value;
        }

        @Override
        public List<X509Certificate> chain() {
            return chain;
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return prepared.algorithm();
        }

        @Override
        public byte[] sign(byte[] data) throws SigningException {
            boolean same = MessageDigest.isEqual(
                    prepared.digest(), Providers.digest(algorithm().digest(), data));
            if (given && !same) {
                // A PDF is laid out anew for a time-stamp that does not fit.
                throw new SigningException(
                        SigningProblem.TIMESTAMP_UNSOUND, "its tokens grew since the document was prepared");
            }
            require(same, "other settings, such as field, reason or seal");
            if (!Providers.verify(algorithm(), chain.get(0).getPublicKey(), data, value)) {
                throw new SigningException(
                        SigningProblem.VALUE_UNSOUND,
                        chain.get(0).getSubjectX500Principal().getName());
            }
            given = true;
            return value.clone();
        }
    }

    /** Lets as much room be left as a token takes, and some more. */
    private static final class Measuring implements TimestampSource {
        private final Optional<TimestampSource> source;
        private int bytes;

        Measuring(Optional<TimestampSource> source) {
            this.source = source;
        }

        @Override
        public byte[] timestamp(DigestAlgorithm algorithm, byte[] digest) throws SigningException {
            bytes = source.orElseThrow().timestamp(algorithm, digest).length + SPARE;
            return new byte[bytes];
        }
    }

    /** Says first what room was left, if any was, so that the document is laid out as it was. */
    private static final class Remembering implements TimestampSource {
        private final TimestampSource source;
        private int bytes;

        Remembering(TimestampSource source, int bytes) {
            this.source = source;
            this.bytes = bytes;
        }

        @Override
        public byte[] timestamp(DigestAlgorithm algorithm, byte[] digest) throws SigningException {
            if (bytes > 0) {
                byte[] room = new byte[bytes];
                bytes = 0;
                return room;
            }
            return source.timestamp(algorithm, digest);
        }
    }
}
