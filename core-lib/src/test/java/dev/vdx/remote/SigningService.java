package dev.vdx.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.sandbox.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A signing service after the Cloud Signature Consortium API v2, over loopback: strict where a real one is, and wrong where a test wants it. */
public final class SigningService implements AutoCloseable {
    public static final String SECRET = "client+s3cret &";
    public static final String PIN = "12345678";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> DIGESTS = Map.of(
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");

    /** What it does wrongly. */
    public enum Wrong {
        NOTHING,
        ANOTHER_KEY,
        TWO_SIGNATURES,
        NO_BASE64,
        PLAIN_ECDSA,
        ANSWERS_LATER,
        NO_SAD,
        HTML,
        BROKEN_JSON,
        ENDLESS,
        SILENT,
        DOWN,
        BUSY,
        DISABLED,
        REVOKED,
        NO_CERTIFICATE,
        BROKEN_CERTIFICATE,
        BROWSER,
        NO_AUTHORIZE
    }

    private record Held(TestIdentity identity, List<String> algorithms, boolean pin, boolean otp) {}

    private final TestServer server;
    private final Map<String, Held> credentials = new ConcurrentHashMap<>();
    private final Map<String, String> activated = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger pinTries = new AtomicInteger();
    private final AtomicInteger signatures = new AtomicInteger();
    private volatile String token = "token-0";
    volatile String otp = "000000";
    public volatile Wrong wrong = Wrong.NOTHING;
    volatile int expiresIn = 3600;

    private SigningService(TestServer server) {
        this.server = server;
    }

    public static SigningService start() throws IOException {
        SigningService service = new SigningService(TestServer.start(0));
        service.server.on("/csc/v2/", service::answer);
        return service;
    }

    public SigningService holding(String id, TestIdentity identity, List<String> algorithms, boolean pin, boolean otp) {
        credentials.put(id, new Held(identity, algorithms, pin, otp));
        return this;
    }

    public URI uri(String query) {
        return URI.create("remote:" + server.base().resolve("/csc/v2") + "?" + query);
    }

    /** Lets all tokens given so far end, whatever was said of them. */
    public void endTokens() {
        token = "token-" + tokens.incrementAndGet();
    }

    public String token() {
        return token;
    }

    int pinTries() {
        return pinTries.get();
    }

    int signatures() {
        return signatures.get();
    }

    List<TestServer.Request> requests() {
        return server.requests();
    }

    private TestServer.Answer answer(TestServer.Request request) {
        String method = request.uri().getPath().substring("/csc/v2/".length());
        try {
            if (method.equals("oauth2/token")) {
                return granted(request);
            }
            if (method.equals("info")) {
                ObjectNode info =
                        JSON.createObjectNode().put("specs", "2.0.0.2").put("name", "SANDBOX service");
                info.putArray("authType").add("oauth2client");
                info.putArray("methods")
                        .add("credentials/list")
                        .add("credentials/info")
                        .add("signatures/signHash");
                if (wrong != Wrong.NO_AUTHORIZE) {
                    info.withArray("methods").add("credentials/authorize");
                }
                return json(200, info);
            }
            if (!List.of("Bearer " + token).equals(header(request, "Authorization"))) {
                return error(401, "invalid_token", "The access token expired");
            }
            JsonNode question = JSON.readTree(request.body());
            switch (method) {
                case "credentials/list" -> {
                    ObjectNode list = JSON.createObjectNode();
                    credentials.keySet().stream().sorted().forEach(list.putArray("credentialIDs")::add);
                    return json(200, list);
                }
                case "credentials/info" -> {
                    return info(question);
                }
                case "credentials/authorize" -> {
                    return authorized(question);
                }
                case "signatures/signHash" -> {
                    return signed(question);
                }
                default -> {
                    return error(404, "invalid_request", "no such method");
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            return error(500, "server_error", String.valueOf(e.getMessage()));
        }
    }

    private TestServer.Answer granted(TestServer.Request request) {
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(request.body(), UTF_8).split("&", -1)) {
            form.put(pair.split("=", 2)[0], URLDecoder.decode(pair.split("=", 2)[1], UTF_8));
        }
        if (!"client_credentials".equals(form.get("grant_type"))
                || !"agency".equals(form.get("client_id"))
                || !SECRET.equals(form.get("client_secret"))) {
            return error(401, "invalid_client", "Client authentication failed");
        }
        endTokens();
        return json(
                200,
                JSON.createObjectNode()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", expiresIn));
    }

    private TestServer.Answer info(JsonNode question) throws GeneralSecurityException {
        Held held = credentials.get(question.path("credentialID").asText());
        if (held == null) {
            return error(400, "invalid_request", "Invalid parameter credentialID");
        }
        ObjectNode info = JSON.createObjectNode();
        ObjectNode key = info.putObject("key").put("status", wrong == Wrong.DISABLED ? "disabled" : "enabled");
        held.algorithms().forEach(key.putArray("algo")::add);
        ObjectNode cert = info.putObject("cert").put("status", wrong == Wrong.REVOKED ? "revoked" : "valid");
        cert.putArray("certificates");
        if (wrong == Wrong.BROKEN_CERTIFICATE) {
            cert.withArray("certificates").add("AAAA");
        } else if (wrong != Wrong.NO_CERTIFICATE) {
            for (X509Certificate each : held.identity().chain()) {
                cert.withArray("certificates").add(Base64.getEncoder().encodeToString(each.getEncoded()));
            }
        }
        boolean explicit = held.pin() || held.otp();
        ObjectNode auth = info.putObject("auth")
                .put("mode", wrong == Wrong.BROWSER ? "oauth2code" : explicit ? "explicit" : "implicit");
        auth.putArray("objects");
        if (held.pin()) {
            auth.withArray("objects").addObject().put("type", "Password").put("id", "PIN");
        }
        if (held.otp()) {
            auth.withArray("objects").addObject().put("type", "Password").put("id", "OTP");
        }
        return json(200, info.put("SCAL", "2").put("multisign", 1));
    }

    private TestServer.Answer authorized(JsonNode question) {
        String id = question.path("credentialID").asText();
        Held held = credentials.get(id);
        Map<String, String> given = new HashMap<>();
        question.path("authData")
                .forEach(each ->
                        given.put(each.path("id").asText(), each.path("value").asText()));
        if (held.pin()) {
            pinTries.incrementAndGet();
        }
        if (held.pin() && !PIN.equals(given.get("PIN"))) {
            return error(400, "invalid_pin", "The PIN is invalid");
        }
        if (held.otp() && !otp.equals(given.get("OTP"))) {
            return error(400, "invalid_otp", "The OTP is invalid");
        }
        if (wrong == Wrong.NO_SAD) {
            return json(200, JSON.createObjectNode().put("handle", "later"));
        }
        // Good for this credential and this digest, once.
        String sad = "sad-" + activated.size() + "-" + System.identityHashCode(question);
        activated.put(sad, id + " " + question.path("hashes").path(0).asText());
        return json(200, JSON.createObjectNode().put("SAD", sad).put("expiresIn", 60));
    }

    private TestServer.Answer signed(JsonNode question) throws GeneralSecurityException, IOException {
        String id = question.path("credentialID").asText();
        String hash = question.path("hashes").path(0).asText();
        if (wrong != Wrong.NO_AUTHORIZE
                && !(id + " " + hash)
                        .equals(activated.remove(question.path("SAD").asText()))) {
            return error(400, "invalid_request", "Invalid parameter SAD");
        }
        switch (wrong) {
            case HTML -> {
                return TestServer.body(200, "text/html", "<html>".getBytes(UTF_8));
            }
            case BROKEN_JSON -> {
                return TestServer.body(200, "application/json", "{\"signatures\":".getBytes(UTF_8));
            }
            case ENDLESS -> {
                return new TestServer.Answer.Endless("application/json");
            }
            case SILENT -> {
                return new TestServer.Answer.Silence();
            }
            case DOWN -> {
                return error(503, "", "");
            }
            case BUSY -> {
                return error(429, "too_many_requests", "");
            }
            case ANSWERS_LATER -> {
                return json(200, JSON.createObjectNode().put("responseID", "17"));
            }
            default -> {}
        }
        Held held = credentials.get(wrong == Wrong.ANOTHER_KEY ? "other" : id);
        byte[] value = signature(held, question, Base64.getDecoder().decode(hash));
        signatures.incrementAndGet();
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("signatures")
                .add(wrong == Wrong.NO_BASE64 ? "?=?" : Base64.getEncoder().encodeToString(value));
        if (wrong == Wrong.TWO_SIGNATURES) {
            answer.withArray("signatures").add("AAAA");
        }
        return json(200, answer);
    }

    /** By the identifiers in the request alone. */
    private byte[] signature(Held held, JsonNode question, byte[] hash) throws GeneralSecurityException, IOException {
        String algorithm = question.path("signAlgo").asText();
        String digest = DIGESTS.get(question.path("hashAlgorithmOID").asText());
        Signature signature;
        byte[] input = hash;
        if (algorithm.equals("1.2.840.113549.1.1.10")) {
            byte[] parameters =
                    Base64.getDecoder().decode(question.path("signAlgoParams").asText());
            java.security.AlgorithmParameters read = java.security.AlgorithmParameters.getInstance("RSASSA-PSS");
            read.init(parameters);
            PSSParameterSpec spec = read.getParameterSpec(PSSParameterSpec.class);
            if (!spec.getDigestAlgorithm().equals(digest)
                    || !((MGF1ParameterSpec) spec.getMGFParameters())
                            .getDigestAlgorithm()
                            .equals(digest)) {
                throw new GeneralSecurityException("parameters of another digest");
            }
            signature = Signature.getInstance("NONEwithRSASSA-PSS", new BouncyCastleProvider());
            signature.setParameter(spec);
        } else if (algorithm.startsWith("1.2.840.113549.1.1.")) {
            signature = Signature.getInstance("NONEwithRSA");
            input = new DigestInfo(
                            new AlgorithmIdentifier(
                                    new ASN1ObjectIdentifier(
                                            question.path("hashAlgorithmOID").asText()),
                                    DERNull.INSTANCE),
                            hash)
                    .getEncoded("DER");
        } else {
            signature =
                    Signature.getInstance(wrong == Wrong.PLAIN_ECDSA ? "NONEwithECDSAinP1363Format" : "NONEwithECDSA");
        }
        signature.initSign(held.identity().key());
        signature.update(input);
        return signature.sign();
    }

    private static List<String> header(TestServer.Request request, String name) {
        return request.headers().entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .flatMap(each -> each.getValue().stream())
                .toList();
    }

    private static TestServer.Answer json(int status, ObjectNode body) {
        return TestServer.body(
                status, "application/json;charset=UTF-8", body.toString().getBytes(UTF_8));
    }

    private static TestServer.Answer error(int status, String error, String description) {
        return json(status, JSON.createObjectNode().put("error", error).put("error_description", description));
    }

    @Override
    public void close() {
        server.close();
    }
}
