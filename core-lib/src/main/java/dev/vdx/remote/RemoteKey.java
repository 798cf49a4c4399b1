package dev.vdx.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.key.EcdsaValue;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A key in a signing service: digests go there, signature values come back, and each is verified before it is used. */
final class RemoteKey implements SigningKey {
    private final RemoteAddress address;
    private final Service service;
    private final Credential credential;
    private final SignatureAlgorithm algorithm;
    private final String pin;
    private final boolean authorizes;
    private volatile boolean pinRefused;

    private RemoteKey(
            RemoteAddress address,
            Service service,
            Credential credential,
            SignatureAlgorithm algorithm,
            String pin,
            boolean authorizes) {
        this.address = address;
        this.service = service;
        this.credential = credential;
        this.algorithm = algorithm;
        this.pin = pin;
        this.authorizes = authorizes;
    }

    static RemoteKey open(RemoteAddress address, char[] pin, Clock clock, Duration timeout) throws SigningException {
        Service service = new Service(address, clock, timeout);
        JsonNode info = service.info();
        Credential credential = Credential.find(service, address);
        if (pin.length == 0 && credential.secrets().stream().anyMatch(each -> !each.once())) {
            throw new SigningException(SigningProblem.KEY_UNREADABLE, credential.id(), "it asks for a PIN");
        }
        if (address.otpFile().isEmpty() && credential.secrets().stream().anyMatch(Credential.Secret::once)) {
            throw new SigningException(
                    SigningProblem.KEY_UNREADABLE, credential.id(), "it asks for a one-time password: otp-file");
        }
        SignatureAlgorithm algorithm = algorithm(address, credential);
        if (!Identifiers.among(credential.algorithms(), algorithm)) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    algorithm.label() + " with this credential, which does "
                            + Identifiers.text(credential.algorithms()));
        }
        return new RemoteKey(address, service, credential, algorithm, new String(pin), authorizes(info));
    }

    /** Services that leave authorization to the access token alone do not list the method. */
    private static boolean authorizes(JsonNode info) {
        boolean listed = false;
        for (JsonNode each : info.path("methods")) {
            listed |= each.asText().equals("credentials/authorize");
        }
        return listed || info.path("methods").isEmpty();
    }

    /** As {@link SigningKey#pkcs12} would choose, or as the URI says. */
    private static SignatureAlgorithm algorithm(RemoteAddress address, Credential credential) throws SigningException {
        SignatureAlgorithm usual = SigningKeys.elsewhere(credential.chain()).algorithm();
        if (address.scheme().isEmpty()) {
            return usual;
        }
        SignatureAlgorithm wanted = new SignatureAlgorithm(address.scheme().get(), usual.digest());
        return SigningKeys.elsewhere(credential.chain(), wanted).algorithm();
    }

    @Override
    public List<X509Certificate> chain() {
        return credential.chain();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] data) throws SigningException {
        if (pinRefused) {
            throw service.problem(SigningProblem.REMOTE_PIN_REFUSED, "tried once");
        }
        String digest = Base64.getEncoder().encodeToString(Providers.digest(algorithm.digest(), data));
        ObjectNode question = Service.object().put("credentialID", credential.id());
        if (authorizes) {
            question.put("SAD", authorized(digest));
        }
        question.putArray("hashes").add(digest);
        question.put("hashAlgorithmOID", Identifiers.digest(algorithm.digest()))
                .put("signAlgo", Identifiers.signature(algorithm))
                .put("operationMode", "S");
        if (algorithm.scheme() == SignatureScheme.RSA_PSS) {
            question.put(
                    "signAlgoParams",
                    Base64.getEncoder().encodeToString(Identifiers.pssParameters(algorithm.digest())));
        }
        return verified(service.call("signatures/signHash", question), data);
    }

    /** Signature activation data for this digest alone (CSC API, 11.6). */
    private String authorized(String digest) throws SigningException {
        ObjectNode question =
                Service.object().put("credentialID", credential.id()).put("numSignatures", 1);
        question.putArray("hashes").add(digest);
        question.put("hashAlgorithmOID", Identifiers.digest(algorithm.digest()));
        ArrayNode secrets = question.putArray("authData");
        for (Credential.Secret each : credential.secrets()) {
            String value = each.once() ? SecretFile.read(address.otpFile().orElseThrow(), "one-time password") : pin;
            secrets.addObject().put("id", each.name()).put("value", value);
            // As version 1 has them.
            if (each.name().equals("PIN") || each.name().equals("OTP")) {
                question.put(each.name(), value);
            }
        }
        try {
            String sad =
                    service.call("credentials/authorize", question).path("SAD").asText();
            if (sad.isEmpty()) {
                throw service.problem(
                        SigningProblem.REMOTE_UNSOUND,
                        "credentials/authorize gave no SAD; answers that come later are not taken");
            }
            return sad;
        } catch (SigningException e) {
            pinRefused = e.problem() == SigningProblem.REMOTE_PIN_REFUSED;
            throw e;
        }
    }

    private byte[] verified(JsonNode answer, byte[] data) throws SigningException {
        JsonNode signatures = answer.path("signatures");
        if (signatures.size() != 1) {
            throw service.problem(
                    SigningProblem.REMOTE_UNSOUND,
                    "signatures/signHash gave " + signatures.size() + " signatures for one digest");
        }
        byte[] value;
        try {
            value = Base64.getMimeDecoder().decode(signatures.path(0).asText());
        } catch (IllegalArgumentException e) {
            throw service.problem(SigningProblem.REMOTE_UNSOUND, "signatures/signHash gave no base64");
        }
        PublicKey key = chain().get(0).getPublicKey();
        if (Providers.verify(algorithm, key, data, value)) {
            return value;
        }
        // Some give r and s side by side.
        Optional<byte[]> der = key instanceof ECPublicKey ec
                ? EcdsaValue.toDer(value, (ec.getParams().getOrder().bitLength() + 7) / 8)
                : Optional.empty();
        return der.filter(each -> Providers.verify(algorithm, key, data, each))
                .orElseThrow(() -> new SigningException(
                        SigningProblem.VALUE_UNSOUND,
                        chain().get(0).getSubjectX500Principal().getName()));
    }

    @Override
    public String toString() {
        return "RemoteKey[" + address.host() + ", " + credential.id() + ", " + algorithm.label() + "]";
    }
}
