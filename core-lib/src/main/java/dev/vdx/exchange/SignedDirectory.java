package dev.vdx.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.Verifier;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * A directory whose signature was verified; only {@link #verify} makes one.
 */
public final class SignedDirectory {
    private final String signed;
    private final Directory directory;
    private final X509Certificate signer;

    private SignedDirectory(String signed, Directory directory, X509Certificate signer) {
        this.signed = signed;
        this.directory = directory;
        this.signer = signer;
    }

    /**
     * Signs an edition.
     *
     * @throws SigningException if the key does not
     */
    public static String sign(Directory directory, SigningKey key, Instant time) throws SigningException {
        return SignedJson.sign(DirectoryJson.write(directory), key, time);
    }

    /**
     * Verifies an edition's signature and validity, and that it follows the one known.
     *
     * @param verifier trusts whoever signs the directory
     * @param known the newest edition so far
     * @throws ExchangeException SIGNATURE_INVALID, SIGNATURE_NOT_PROVEN, MALFORMED, DIRECTORY_EXPIRED,
     *     DIRECTORY_ROLLED_BACK
     */
    public static SignedDirectory verify(String signed, Verifier verifier, Optional<SignedDirectory> known, Clock clock)
            throws ExchangeException {
        SignedDirectory found = proven(signed, verifier);
        if (!found.directory.validAt(clock.instant())) {
            throw new ExchangeException(
                    ExchangeProblem.DIRECTORY_EXPIRED,
                    "edition " + found.directory.sequence() + " holds from " + found.directory.issued() + " until "
                            + found.directory.validUntil());
        }
        if (known.isPresent()) {
            found.follows(known.get());
        }
        return found;
    }

    /**
     * Verifies an edition's signature only: for one that was good before, to say how old it is.
     *
     * @throws ExchangeException SIGNATURE_INVALID, SIGNATURE_NOT_PROVEN, MALFORMED
     */
    public static SignedDirectory proven(String signed, Verifier verifier) throws ExchangeException {
        String compact = signed.strip();
        byte[] payload = SignedJson.claimed(compact);
        X509Certificate signer = SignedJson.verify(compact, verifier);
        return new SignedDirectory(compact, DirectoryJson.read(payload), signer);
    }

    private void follows(SignedDirectory known) throws ExchangeException {
        long before = known.directory.sequence();
        boolean same = digest().equals(known.digest());
        boolean next = directory.sequence() > before;
        boolean linked = directory.sequence() != before + 1
                || directory.previous().filter(known.digest()::equals).isPresent();
        if (!same && !(next && linked)) {
            throw new ExchangeException(
                    ExchangeProblem.DIRECTORY_ROLLED_BACK,
                    "edition " + directory.sequence() + " does not follow edition " + before);
        }
    }

    /** What it says. */
    public Directory directory() {
        return directory;
    }

    /** As it was signed. */
    public String signed() {
        return signed;
    }

    /** Who signed it. */
    public X509Certificate signer() {
        return signer;
    }

    /** What the next edition calls {@code previous}. */
    public Sha256 digest() {
        return Sha256.of(signed.getBytes(US_ASCII));
    }
}
