package dev.vdx.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.json.JsonSigner;
import dev.vdx.model.SigningException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sandbox's folder: what {@code vdx sandbox DIR} writes, and reading it again. */
final class SandboxFiles {
    private static final String PORT = "pki/port.txt";
    private static final String PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_LENGTH = 24;

    private SandboxFiles() {}

    static void write(Sandbox sandbox, Path dir, Instant now, SecureRandom random) throws IOException {
        NewFiles files = new NewFiles(dir);
        files.open("README.txt", Readme.text(sandbox).getBytes(UTF_8));
        files.open("anchors/root.pem", Pem.certificates(List.of(sandbox.anchor())));
        files.open("tsa-anchors/root.pem", Pem.certificates(List.of(sandbox.tsaAnchor())));
        for (String agency : Sandbox.AGENCY_NAMES) {
            String folder = "agencies/" + agency + "/";
            String password = password(random);
            files.secret(folder + "seal.p12", keyStore(sandbox.agency(agency), password));
            files.secret(folder + "password.txt", password.getBytes(US_ASCII));
            files.open(
                    folder + "seal.pem", Pem.certificates(sandbox.agency(agency).chain()));
        }
        files.open(PORT, Integer.toString(sandbox.port()).getBytes(US_ASCII));
        for (String name : Sandbox.AUTHORITIES) {
            identity(files, name, sandbox.authority(name).identity());
        }
        for (Map.Entry<String, TestIdentity> entry : sandbox.identities().entrySet()) {
            if (!Sandbox.AGENCY_NAMES.contains(entry.getKey())) {
                identity(files, entry.getKey(), entry.getValue());
            }
        }
        String password = password(random);
        files.secret("pki/directory.p12", keyStore(sandbox.directorySigner(), password));
        files.secret("pki/directory.password.txt", password.getBytes(US_ASCII));
        byte[] directory = Directory.json(sandbox, now).getBytes(UTF_8);
        files.open("directory.json", directory);
        files.open("directory.jws", signed(directory, sandbox.directorySigner(), now));
    }

    private static byte[] signed(byte[] directory, TestIdentity signer, Instant now) {
        try {
            return JsonSigner.with(signer).sign(directory, Optional.of("json"), now);
        } catch (SigningException e) {
            throw new IllegalStateException("a key of the sandbox's own does not sign", e);
        }
    }

    static Sandbox read(Path dir) throws IOException {
        if (!Files.isRegularFile(dir.resolve(PORT))) {
            throw new NoSuchFileException(dir.resolve(PORT).toString(), null, "not a VDX sandbox");
        }
        int port;
        try {
            port = Integer.parseInt(
                    Files.readString(dir.resolve(PORT), US_ASCII).strip());
        } catch (NumberFormatException e) {
            throw new IOException(dir.resolve(PORT) + " holds no port number", e);
        }
        Map<String, TestAuthority> authorities = new LinkedHashMap<>();
        TestIdentity root = identity(dir, Sandbox.ROOT);
        TestIdentity tsaRoot = identity(dir, Sandbox.TSA_ROOT);
        Sandbox at = new Sandbox(port, Map.of(), Map.of());
        authorities.put(Sandbox.ROOT, authority(at, Sandbox.ROOT, root, root.certificate()));
        authorities.put(
                Sandbox.AGENCIES, authority(at, Sandbox.AGENCIES, identity(dir, Sandbox.AGENCIES), root.certificate()));
        authorities.put(Sandbox.TSA_ROOT, authority(at, Sandbox.TSA_ROOT, tsaRoot, tsaRoot.certificate()));

        Map<String, TestIdentity> identities = new LinkedHashMap<>();
        for (String agency : Sandbox.AGENCY_NAMES) {
            identities.put(agency, agency(dir.resolve("agencies").resolve(agency)));
        }
        for (String name : List.of(
                Sandbox.TSA,
                Sandbox.DIRECTORY,
                "ocsp-" + Sandbox.ROOT,
                "ocsp-" + Sandbox.AGENCIES,
                "ocsp-" + Sandbox.TSA_ROOT)) {
            identities.put(name, identity(dir, name));
        }
        remember(authorities, identities);
        return new Sandbox(port, authorities, identities);
    }

    private static void remember(Map<String, TestAuthority> authorities, Map<String, TestIdentity> identities) {
        for (TestAuthority authority : authorities.values()) {
            Stream.concat(
                            identities.values().stream(),
                            authorities.values().stream().map(TestAuthority::identity))
                    .map(TestIdentity::certificate)
                    .filter(certificate -> certificate
                            .getIssuerX500Principal()
                            .equals(authority.certificate().getSubjectX500Principal()))
                    .forEach(authority::remember);
        }
    }

    private static TestAuthority authority(Sandbox at, String name, TestIdentity identity, X509Certificate root) {
        return new TestAuthority(identity, root, Addresses.at(at.base(), name));
    }

    private static void identity(NewFiles files, String name, TestIdentity identity) throws IOException {
        files.secret("pki/" + name + ".key.pem", Pem.key(identity.key()));
        files.open("pki/" + name + ".pem", Pem.certificates(identity.chain()));
    }

    private static TestIdentity identity(Path dir, String name) throws IOException {
        List<X509Certificate> chain =
                Pem.readCertificates(Files.readAllBytes(dir.resolve("pki").resolve(name + ".pem")));
        KeyKind kind = KeyKind.of(chain.get(0).getPublicKey());
        byte[] key = Files.readAllBytes(dir.resolve("pki").resolve(name + ".key.pem"));
        return new TestIdentity(kind, Pem.readKey(key, kind.family()), chain);
    }

    private static TestIdentity agency(Path folder) throws IOException {
        char[] password = Files.readString(folder.resolve("password.txt"), US_ASCII)
                .strip()
                .toCharArray();
        try (var in = Files.newInputStream(folder.resolve("seal.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            List<X509Certificate> chain = Pem.readCertificates(Files.readAllBytes(folder.resolve("seal.pem")));
            if (!(store.getKey("seal", password) instanceof PrivateKey key)) {
                throw new IOException(folder.resolve("seal.p12") + " holds no key called seal");
            }
            return new TestIdentity(KeyKind.of(chain.get(0).getPublicKey()), key, chain);
        } catch (GeneralSecurityException e) {
            throw new IOException(folder.resolve("seal.p12") + " cannot be read", e);
        }
    }

    private static byte[] keyStore(TestIdentity identity, String password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "seal",
                    identity.key(),
                    password.toCharArray(),
                    identity.chain().toArray(new Certificate[0]));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot write a PKCS#12 file", e);
        }
    }

    private static String password(SecureRandom random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return password.toString();
    }
}
