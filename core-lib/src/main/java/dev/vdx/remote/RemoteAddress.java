package dev.vdx.remote;

import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code remote:} URI, read strictly: an attribute we would not heed is refused.
 *
 * @param base address of the API, as {@code https://sign.example/csc/v2}
 * @param credential which credential; the only one there is, where absent
 * @param tokenFile the file whose first line is a bearer token
 * @param client name of the client, for OAuth 2.0 client credentials
 * @param secretFile the file whose first line is that client's secret
 * @param tokenAddress where tokens are had; the service's own where absent
 * @param otpFile the file whose first line is a one-time password, read each time the key signs
 * @param scheme how an RSA key signs
 */
record RemoteAddress(
        URI base,
        Optional<String> credential,
        Optional<Path> tokenFile,
        Optional<String> client,
        Optional<Path> secretFile,
        Optional<URI> tokenAddress,
        Optional<Path> otpFile,
        Optional<SignatureScheme> scheme) {
    static final String SCHEME = "remote";
    private static final Set<String> KNOWN = Set.of(
            "credential", "token-file", "client-id", "client-secret-file", "token-url", "otp-file", "vdx-scheme");
    private static final Set<String> SECRETS = Set.of("token", "client-secret", "pin", "pin-value", "otp", "password");

    static RemoteAddress parse(URI uri) throws SigningException {
        String rest = uri.getRawSchemeSpecificPart();
        int mark = rest.indexOf('?');
        URI base = address("address", mark < 0 ? rest : rest.substring(0, mark));
        Map<String, String> query = query(mark < 0 ? "" : rest.substring(mark + 1));
        if (query.containsKey("token-file") == query.containsKey("client-id")) {
            throw invalid("token-file", "give either token-file, or client-id and client-secret-file");
        }
        if (query.containsKey("client-id") != query.containsKey("client-secret-file")) {
            throw invalid("client-secret-file", "client-id and client-secret-file go together");
        }
        Optional<String> tokenAddress = Optional.ofNullable(query.get("token-url"));
        return new RemoteAddress(
                base,
                Optional.ofNullable(query.get("credential")),
                file("token-file", query),
                Optional.ofNullable(query.get("client-id")),
                file("client-secret-file", query),
                tokenAddress.isPresent() ? Optional.of(address("token-url", tokenAddress.get())) : Optional.empty(),
                file("otp-file", query),
                scheme(query));
    }

    private static Map<String, String> query(String text) throws SigningException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String part : List.of(text.split("&", -1))) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (SECRETS.contains(name)) {
                throw invalid(name, "a secret in a URI is seen by everybody on the machine; put it in a file");
            }
            if (equals < 0 || !KNOWN.contains(name)) {
                throw invalid(name, "not an attribute we heed here");
            }
            if (found.put(name, decoded(name, part.substring(equals + 1))) != null) {
                throw invalid(name, "given twice");
            }
        }
        return found;
    }

    private static String decoded(String name, String value) throws SigningException {
        try {
            // In a query of this kind a plus is a plus.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(name, "its percent-encoding is broken");
        }
    }

    /** https, or this machine: what is sent there is secret. */
    private static URI address(String name, String text) throws SigningException {
        try {
            URI address = new URI(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean own = address.getHost() != null
                    && (address.getHost().equals("localhost")
                            || address.getHost().startsWith("127.")
                            || address.getHost().equals("[::1]"));
            if (address.getHost() == null
                    || address.getRawUserInfo() != null
                    || address.getRawQuery() != null
                    || address.getRawFragment() != null
                    || !(scheme.equals("https") || (scheme.equals("http") && own))) {
                throw invalid(name, "not an https address such as https://sign.example/csc/v2");
            }
            return address;
        } catch (URISyntaxException e) {
            throw invalid(name, "not an address");
        }
    }

    private static Optional<Path> file(String name, Map<String, String> query) throws SigningException {
        try {
            return Optional.ofNullable(query.get(name)).map(Path::of);
        } catch (InvalidPathException e) {
            throw invalid(name, "not a path");
        }
    }

    private static Optional<SignatureScheme> scheme(Map<String, String> query) throws SigningException {
        String scheme = query.get("vdx-scheme");
        if (scheme == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (scheme) {
                    case "rsa-pss" -> SignatureScheme.RSA_PSS;
                    case "rsa-pkcs1" -> SignatureScheme.RSA_PKCS1;
                    default -> throw invalid("vdx-scheme", "rsa-pss or rsa-pkcs1");
                });
    }

    private static SigningException invalid(String attribute, String why) {
        return new SigningException(SigningProblem.KEY_URI_INVALID, attribute, why);
    }

    /** The address of one method (CSC API, 7). */
    URI method(String name) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + name);
    }

    /** Where it is, for people. */
    String host() {
        return base.getAuthority();
    }
}
