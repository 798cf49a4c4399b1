package dev.vdx.node.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.vdx.node.push.Refusal;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Access tokens (RFC 9068) of the agency's own identity provider, checked against its published keys. */
public final class TokenCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MOST_KEYS_BYTES = 256 << 10;
    private static final int MOST_TOKEN = 8 << 10;
    private static final Duration KEEP = Duration.ofMinutes(5);
    private static final Duration OUTAGE = Duration.ofHours(1);
    private static final Pattern CLIENT = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private final TokenRules rules;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * A check.
     *
     * @param tls whom it trusts as the issuer's server
     */
    public TokenCheck(TokenRules rules, SSLSocketFactory tls, Clock clock) {
        this.rules = rules;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                rules.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()),
                JWKSourceBuilder.create(rules.keys(), new Retriever(tls))
                        .cache(KEEP.toMillis(), PATIENCE_MILLIS)
                        .refreshAheadCache(false)
                        .outageTolerant(OUTAGE.toMillis())
                        .build()));
        Claims claims = new Claims(rules, clock);
        claims.setMaxClockSkew((int) rules.skew().toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Claims(TokenRules rules, Clock clock) {
            super(
                    rules.audience(),
                    new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
                    Set.of("exp", "scope"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }

    /** Follows no redirect: the keys are where the operator says, nowhere else. */
    private static final class Retriever extends DefaultResourceRetriever {
        Retriever(SSLSocketFactory tls) {
            super(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_KEYS_BYTES, true, tls);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }

    /** Who shows this token. */
    Caller caller(String token) throws Refusal {
        if (token.length() > MOST_TOKEN) {
            throw bad("it is too long");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getKeyID() == null) {
                throw bad("it does not say by which key it was signed");
            }
            JWTClaimsSet claims = processor.process(jwt, null);
            return new Caller("client " + client(claims), scopes(claims));
        } catch (KeySourceException e) {
            LOG.warn("the keys of the token issuer cannot be had: {}", e.getMessage());
            throw new Refusal(503, "token-keys-unavailable", "the keys of the token issuer cannot be had just now");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            // What a library says of a token may quote it; the caller learns no more than that it is no good.
            LOG.info("an access token is refused: {}", e.getClass().getSimpleName());
            throw bad("it is not one this node takes");
        }
    }

    private static Refusal bad(String why) {
        return new Refusal(401, "token-invalid", "the access token is refused: " + why);
    }

    /** The client the token was issued to; the person, if there is one, is nobody's business here. */
    private static String client(JWTClaimsSet claims) throws ParseException, Refusal {
        String client = Optional.ofNullable(claims.getStringClaim("client_id"))
                .or(() -> Optional.ofNullable(claims.getClaim("azp"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast))
                .orElse("");
        if (!CLIENT.matcher(client).matches()) {
            throw bad("it names no client (client_id)");
        }
        return client;
    }

    private List<String> scopes(JWTClaimsSet claims) throws ParseException {
        return Stream.of(Optional.ofNullable(claims.getStringClaim("scope"))
                        .orElse("")
                        .split(" "))
                .filter(s -> s.startsWith(rules.prefix()))
                .map(s -> s.substring(rules.prefix().length()))
                .filter(LocalListener.SCOPES::contains)
                .toList();
    }
}
