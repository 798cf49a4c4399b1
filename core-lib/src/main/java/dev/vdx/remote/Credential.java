package dev.vdx.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One credential of a signing service (CSC API, 11.4 and 11.5).
 *
 * @param id its name there
 * @param chain its certificate, then those that issued it
 * @param algorithms identifiers of what its key does
 * @param secrets names of the secrets that using it takes, by what they are: {@code PIN} or {@code OTP}
 */
record Credential(String id, List<X509Certificate> chain, Set<String> algorithms, List<Secret> secrets) {
    private static final int MOST = 100;
    private static final int LONGEST_CHAIN = 16;

    /**
     * Something whoever uses the key must know.
     *
     * @param name what the service calls it
     * @param once whether it is good for one use
     */
    record Secret(String name, boolean once) {}

    /** The one meant. */
    static Credential find(Service service, RemoteAddress address) throws SigningException {
        String id = address.credential().isPresent() ? address.credential().get() : only(service, address);
        ObjectNode question = Service.object()
                .put("credentialID", id)
                .put("certificates", "chain")
                .put("certInfo", false)
                .put("authInfo", true);
        JsonNode answer = service.call("credentials/info", question);
        requireEnabled(service, id, answer);
        Set<String> algorithms = new LinkedHashSet<>();
        answer.path("key").path("algo").forEach(each -> algorithms.add(each.asText()));
        return new Credential(id, chain(service, answer), algorithms, secrets(service, answer));
    }

    private static String only(Service service, RemoteAddress address) throws SigningException {
        JsonNode listed = service.call("credentials/list", Service.object().put("maxResults", MOST));
        Set<String> ids = new TreeSet<>();
        listed.path("credentialIDs").forEach(each -> ids.add(each.asText()));
        if (ids.isEmpty()) {
            throw service.problem(SigningProblem.REMOTE_CREDENTIAL_UNKNOWN, "it holds no credential for this client");
        }
        if (ids.size() > 1) {
            throw new SigningException(
                    SigningProblem.KEY_AMBIGUOUS, address.base().toString(), "credential=" + String.join(", ", ids));
        }
        return ids.iterator().next();
    }

    private static void requireEnabled(Service service, String id, JsonNode answer) throws SigningException {
        String key = answer.path("key").path("status").asText();
        if (key.equals("disabled")) {
            throw service.problem(SigningProblem.REMOTE_REFUSED, "the key of " + id + " is disabled");
        }
        String certificate = answer.path("cert").path("status").asText();
        if (Set.of("revoked", "suspended").contains(certificate)) {
            throw new SigningException(SigningProblem.CERTIFICATE_REVOKED, id, "?", "the service says " + certificate);
        }
    }

    private static List<X509Certificate> chain(Service service, JsonNode answer) throws SigningException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (JsonNode each : answer.path("cert").path("certificates")) {
                byte[] der = Base64.getMimeDecoder().decode(each.asText());
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw service.problem(SigningProblem.REMOTE_UNSOUND, "credentials/info holds a broken certificate");
        }
        if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
            throw service.problem(SigningProblem.REMOTE_UNSOUND, "credentials/info holds no certificate, or too many");
        }
        return List.copyOf(chain);
    }

    /** As version 2 says it, or version 1. */
    private static List<Secret> secrets(Service service, JsonNode answer) throws SigningException {
        JsonNode auth = answer.path("auth");
        String mode = auth.path("mode").asText(answer.path("authMode").asText("implicit"));
        List<Secret> secrets = new ArrayList<>();
        switch (mode) {
            case "implicit" -> {}
            case "explicit" -> {
                for (JsonNode each : auth.path("objects")) {
                    String name = each.path("id").asText();
                    secrets.add(new Secret(
                            name,
                            name.equals("OTP") || each.path("type").asText().equals("OTP")));
                }
                for (String name : List.of("PIN", "OTP")) {
                    if (answer.path(name).path("presence").asText().equals("true")) {
                        secrets.add(new Secret(name, name.equals("OTP")));
                    }
                }
            }
            default ->
                throw service.problem(
                        SigningProblem.REMOTE_REFUSED, "it wants somebody at a browser each time (" + mode + ")");
        }
        return List.copyOf(secrets);
    }
}
