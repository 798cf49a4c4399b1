package dev.vdx.key;

import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A token somebody is logged in to, and the one key meant there. Valid until the token is taken out. */
final class OpenToken {
    private static final Object LOGIN = new Object();
    private static final int LARGEST_CHAIN_FILE = 1 << 20;
    private static final int LONGEST_CHAIN = 16;

    /** Not in the JVM's list of providers. */
    private final Provider provider;

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    /** The key is a handle; the key itself stays on the token. */
    private OpenToken(Provider provider, PrivateKey key, List<X509Certificate> chain) {
        this.provider = provider;
        this.key = key;
        this.chain = chain;
    }

    /** A key as it may be named: its certificate with label and CKA_ID where the token shows them. */
    private record Candidate(String alias, X509Certificate certificate, String label, Optional<String> id) {

        boolean matches(TokenAddress address) {
            return address.object().map(label::equals).orElse(true)
                    && address.id()
                            .map(wanted -> id.isPresent() && id.get().equals(wanted))
                            .orElse(true);
        }

        String name() {
            return "object=" + label
                    + id.map(i -> ";id=" + i.replaceAll("(..)", "%$1")).orElse("");
        }
    }

    /**
     * One at a time, so that two threads do not both try a wrong PIN. A library that does not come round after its token was away is
     * loaded again from a copy.
     */
    static OpenToken open(TokenAddress address, char[] pin) throws SigningException {
        synchronized (LOGIN) {
            Token token = Tokens.meant(address);
            TokenPins.requireNoneRefused(address, token);
            try {
                return open(address, address.module(), token, pin);
            } catch (SigningException e) {
                if (e.problem() != SigningProblem.TOKEN_UNUSABLE) {
                    throw e;
                }
                Path copy = LibraryCopy.of(address.module()).orElseThrow(() -> e);
                try {
                    return open(address, copy, token, pin);
                } finally {
                    LibraryCopy.remove(copy);
                }
            }
        }
    }

    private static OpenToken open(TokenAddress address, Path module, Token token, char[] pin) throws SigningException {
        KeyStore store = loggedIn(address, token, provider(address, module, token), pin);
        try {
            Candidate found = only(address, candidates(store, token));
            List<X509Certificate> chain = chain(store, found.alias());
            if (!(store.getKey(found.alias(), null) instanceof PrivateKey key)) {
                throw new SigningException(SigningProblem.KEY_NOT_ON_TOKEN, address.text(), "no private key");
            }
            return new OpenToken(store.getProvider(), key, completed(chain, address));
        } catch (GeneralSecurityException | ProviderException e) {
            throw unusable(e, address, String.valueOf(e.getMessage()));
        }
    }

    private static Provider provider(TokenAddress address, Path module, Token token) throws SigningException {
        Provider plain = Security.getProvider("SunPKCS11");
        if (plain == null) {
            throw new SigningException(
                    SigningProblem.TOKEN_UNUSABLE,
                    address.module().toString(),
                    "this Java has no PKCS#11 (module jdk.crypto.cryptoki)");
        }
        String library = module.toAbsolutePath().toString().replace("\\", "\\\\");
        try {
            return plain.configure("--name=vdx\nlibrary=\"" + library + "\"\nslot=" + token.slot() + "\n");
        } catch (InvalidParameterException | ProviderException e) {
            throw unusable(e, address, String.valueOf(e.getMessage()));
        }
    }

    private static KeyStore loggedIn(TokenAddress address, Token token, Provider provider, char[] pin)
            throws SigningException {
        token.requireTriesLeft();
        if (token.needsPin() && pin.length == 0) {
            throw new SigningException(SigningProblem.KEY_UNREADABLE, token.name(), "it asks for a PIN");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin.length == 0 ? null : pin);
            return store;
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            String why = root(e);
            throw why.contains("CKR_PIN") ? TokenPins.refuse(address, token) : unusable(e, address, why);
        }
    }

    private static String root(Throwable e) {
        Throwable at = e;
        for (int depth = 0; at.getCause() != null && depth < 8; depth++) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    private static List<Candidate> candidates(KeyStore store, Token token) throws GeneralSecurityException {
        List<Candidate> found = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                ByteBuffer der = ByteBuffer.wrap(certificate.getEncoded());
                Optional<Token.Shown> shown = token.certificates().stream()
                        .filter(s -> s.der().equals(der))
                        .findFirst();
                found.add(new Candidate(
                        alias, certificate, shown.map(Token.Shown::label).orElse(alias), shown.map(Token.Shown::id)));
            }
        }
        return found;
    }

    private static Candidate only(TokenAddress address, List<Candidate> all) throws SigningException {
        List<Candidate> matching = all.stream().filter(c -> c.matches(address)).toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        throw matching.isEmpty()
                ? new SigningException(
                        SigningProblem.KEY_NOT_ON_TOKEN,
                        address.text(),
                        all.isEmpty() ? "no key there has its certificate beside it" : "there are: " + names(all))
                : new SigningException(SigningProblem.KEY_AMBIGUOUS, address.text(), names(matching));
    }

    private static String names(List<Candidate> keys) {
        return keys.stream().map(Candidate::name).sorted().collect(Collectors.joining(", "));
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }

    /** With the issuers that lie in a file beside, as far as each one signed the one before. */
    private static List<X509Certificate> completed(List<X509Certificate> chain, TokenAddress address)
            throws SigningException {
        if (address.chain().isEmpty()) {
            return List.copyOf(chain);
        }
        List<X509Certificate> others = certificates(address.chain().get());
        Optional<X509Certificate> next = issuer(chain, others);
        if (next.isEmpty() && !isOwnIssuer(chain.get(chain.size() - 1))) {
            throw new SigningException(
                    SigningProblem.KEY_UNREADABLE,
                    address.chain().get().toString(),
                    "it does not hold the issuer of the certificate on the token");
        }
        while (next.isPresent() && chain.size() < LONGEST_CHAIN) {
            chain.add(next.get());
            next = issuer(chain, others);
        }
        return List.copyOf(chain);
    }

    private static Optional<X509Certificate> issuer(List<X509Certificate> chain, List<X509Certificate> others) {
        X509Certificate last = chain.get(chain.size() - 1);
        return isOwnIssuer(last)
                ? Optional.empty()
                : others.stream()
                        .filter(c -> !chain.contains(c) && issued(c, last))
                        .findFirst();
    }

    private static boolean isOwnIssuer(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<X509Certificate> certificates(Path file) throws SigningException {
        try {
            if (Files.size(file) > LARGEST_CHAIN_FILE) {
                throw new IOException("too large");
            }
            List<X509Certificate> read = new ArrayList<>();
            try (InputStream in = Files.newInputStream(file)) {
                for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    read.add((X509Certificate) each);
                }
            }
            return read;
        } catch (IOException | GeneralSecurityException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, file.toString(), "no readable certificates");
        }
    }

    /** Its certificate and those that issued it, as far as known. */
    List<X509Certificate> chain() {
        return chain;
    }

    byte[] sign(SignatureAlgorithm algorithm, byte[] data) throws GeneralSecurityException {
        return Providers.sign(algorithm, key, data, provider);
    }

    private static SigningException unusable(Exception e, TokenAddress address, String why) {
        return new SigningException(
                e, SigningProblem.TOKEN_UNUSABLE, address.module().toString(), why);
    }
}
