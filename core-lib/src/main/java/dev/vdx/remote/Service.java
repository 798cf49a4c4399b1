package dev.vdx.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.trust.FetchException;
import dev.vdx.trust.Http;
import dev.vdx.trust.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the methods of a signing service and keeps the access token (CSC API, 8; RFC 6749, 4.4; RFC 6750). Whatever goes wrong is a
 * {@link SigningException} whose details are the host and the reason; no secret is in it. Safe for several threads.
 */
final class Service {
    private static final int LARGEST = 1 << 20;
    private static final Duration SPARE = Duration.ofSeconds(30);
    private static final long LONGEST_TOKEN_SECONDS = 86_400;
    private static final int LONGEST_REASON = 200;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxStringLength(LARGEST)
                        .build());
    }

    private final RemoteAddress address;
    private final Clock clock;
    private final Duration timeout;
    private Optional<Token> token = Optional.empty();

    private record Token(String value, Instant until) {}

    /** What came back: a status and an object, empty where none came. */
    private record Reply(int status, JsonNode body) {}

    Service(RemoteAddress address, Clock clock, Duration timeout) {
        this.address = address;
        this.clock = clock;
        this.timeout = timeout;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** What the service says of itself (CSC API, 11.1); needs no token. */
    JsonNode info() throws SigningException {
        return good(send(address.method("info"), Map.of(), "application/json", bytes(object())));
    }

    /**
     * Calls a method.
     *
     * @return the object it answers with
     * @throws SigningException REMOTE_UNREACHABLE, REMOTE_LOGIN_REFUSED, REMOTE_REFUSED, REMOTE_PIN_REFUSED, REMOTE_CREDENTIAL_UNKNOWN or
     *     REMOTE_UNSOUND
     */
    JsonNode call(String method, ObjectNode parameters) throws SigningException {
        Token used = token();
        Reply reply = send(method, parameters, used);
        if (reply.status() == 401 && renewable(reply)) {
            // It ended before its time.
            drop(used);
            reply = send(method, parameters, token());
        }
        return good(reply);
    }

    private boolean renewable(Reply reply) {
        String error = reply.body().path("error").asText();
        return address.client().isPresent() && (error.isEmpty() || error.equals("invalid_token"));
    }

    private Reply send(String method, ObjectNode parameters, Token with) throws SigningException {
        return send(
                address.method(method),
                Map.of("Authorization", "Bearer " + with.value()),
                "application/json",
                bytes(parameters));
    }

    private synchronized void drop(Token old) {
        token = token.filter(each -> !each.equals(old));
    }

    private synchronized Token token() throws SigningException {
        Optional<Token> fresh = token.filter(each -> each.until().isAfter(clock.instant()));
        if (fresh.isPresent()) {
            return fresh.get();
        }
        Token next = address.tokenFile().isPresent()
                ? new Token(SecretFile.read(address.tokenFile().get(), "access token"), Instant.MAX)
                : granted();
        token = Optional.of(next);
        return next;
    }

    /** Client credentials (RFC 6749, 4.4). */
    private Token granted() throws SigningException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", "service");
        form.put("client_id", address.client().orElseThrow());
        form.put("client_secret", SecretFile.read(address.secretFile().orElseThrow(), "client secret"));
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
        URI where = address.tokenAddress().orElseGet(() -> address.method("oauth2/token"));
        Reply reply = send(
                where,
                Map.of(),
                "application/x-www-form-urlencoded",
                body.toString().getBytes(UTF_8));
        if (reply.status() == 400 || reply.status() == 401 || reply.status() == 403) {
            throw problem(SigningProblem.REMOTE_LOGIN_REFUSED, reason(reply));
        }
        JsonNode answer = good(reply);
        String value = answer.path("access_token").asText();
        if (value.isEmpty() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw problem(SigningProblem.REMOTE_UNSOUND, "oauth2/token gave no access_token");
        }
        long seconds = Math.min(Math.max(0, answer.path("expires_in").asLong(0)), LONGEST_TOKEN_SECONDS);
        return new Token(value, clock.instant().plusSeconds(seconds).minus(SPARE));
    }

    private Reply send(URI to, Map<String, String> headers, String type, byte[] body) throws SigningException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", type);
        all.put("Accept", "application/json");
        try {
            HttpAnswer answer = Http.post(to, all, body, LARGEST, timeout);
            return new Reply(answer.status(), parsed(answer));
        } catch (FetchException e) {
            throw problem(SigningProblem.REMOTE_UNREACHABLE, e.reason());
        }
    }

    private JsonNode parsed(HttpAnswer answer) throws SigningException {
        boolean json = answer.type().equals("application/json");
        try {
            JsonNode body = json ? MAPPER.readTree(answer.body()) : MAPPER.missingNode();
            if (answer.status() == 200 && !body.isObject()) {
                throw problem(SigningProblem.REMOTE_UNSOUND, json ? "no JSON object" : "content type " + answer.type());
            }
            return body.isObject() ? body : object();
        } catch (JsonProcessingException e) {
            throw problem(SigningProblem.REMOTE_UNSOUND, "broken JSON, HTTP " + answer.status());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer, unless it is an error (CSC API, 10.1). */
    private JsonNode good(Reply reply) throws SigningException {
        if (reply.status() == 200) {
            return reply.body();
        }
        String error = reply.body().path("error").asText();
        String described = reply.body().path("error_description").asText();
        if (error.equals("invalid_pin") || error.equals("invalid_otp") || described.contains("OTP is invalid")) {
            throw problem(SigningProblem.REMOTE_PIN_REFUSED, reason(reply));
        }
        if (error.equals("invalid_request") && described.contains("credentialID")) {
            throw problem(SigningProblem.REMOTE_CREDENTIAL_UNKNOWN, reason(reply));
        }
        if (reply.status() == 401 || error.equals("invalid_token") || error.equals("access_denied")) {
            throw problem(SigningProblem.REMOTE_LOGIN_REFUSED, reason(reply));
        }
        if (reply.status() >= 500 || reply.status() == 429) {
            throw problem(SigningProblem.REMOTE_UNREACHABLE, reason(reply));
        }
        throw problem(SigningProblem.REMOTE_REFUSED, reason(reply));
    }

    private static String reason(Reply reply) {
        String error = reply.body().path("error").asText();
        String described = reply.body().path("error_description").asText();
        String said = (error + (described.isEmpty() ? "" : ": " + described)).replaceAll("\\p{Cntrl}", " ");
        return "HTTP " + reply.status()
                + (said.isEmpty() ? "" : ", " + said.substring(0, Math.min(said.length(), LONGEST_REASON)));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(UTF_8);
    }

    SigningException problem(SigningProblem problem, String reason) {
        return new SigningException(problem, address.host(), reason);
    }
}
