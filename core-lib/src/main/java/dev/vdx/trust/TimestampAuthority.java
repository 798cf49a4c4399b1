package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.cms.CmsException;
import dev.vdx.cms.TimestampRequest;
import dev.vdx.cms.TimestampResponse;
import dev.vdx.cms.TimestampSource;
import dev.vdx.cms.TimestampToken;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A time-stamp authority asked over HTTP (RFC 3161, 3.4). Whatever goes wrong is a {@link SigningException} of one of
 * the {@code TIMESTAMP_} problems, its details the host and the reason. An authority that says when it wants to be asked again (Retry-After with
 * 429 or 503) is left alone until then. Safe for several threads; its settings are immutable.
 */
public final class TimestampAuthority implements TimestampSource {
    private static final int LARGEST_ANSWER = 256 << 10;
    private static final int NONCE_BITS = 64;
    private static final int MOST_TRIED = 64;
    private static final String QUERY = "application/timestamp-query";
    private static final String REPLY = "application/timestamp-reply";

    private final URI address;
    private final Clock clock;
    private final SecureRandom random;
    private final Access access;
    private final Standing standing;

    /** How it is asked. */
    private record Access(
            Duration timeout,
            Optional<String> authorization,
            TrustAnchors anchors,
            Optional<Tls> tls,
            int limit,
            Optional<String> policy) {}

    private TimestampAuthority(URI address, Clock clock, SecureRandom random, Access access, Standing standing) {
        this.address = address;
        this.clock = clock;
        this.random = random;
        this.access = access;
        this.standing = standing;
    }

    /** The same authority, asked otherwise; what it asked of us holds on. */
    private TimestampAuthority with(Access other) {
        return new TimestampAuthority(address, clock, random, other, standing);
    }

    /**
     * The authority at this address, asked by the machine's clock and with its randomness.
     *
     * @throws IllegalArgumentException if it is no http or https address, or has a password in it
     */
    public static TimestampAuthority http(URI address) {
        return http(address, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * The authority at this address.
     *
     * @param clock by which its certificate must be valid
     * @param random makes the nonces
     * @throws IllegalArgumentException if it is no http or https address, or has a password in it
     */
    public static TimestampAuthority http(URI address, Clock clock, SecureRandom random) {
        if (!Http.isHttp(address)) {
            throw new IllegalArgumentException(
                    "a time-stamp authority has an http or https address, without user and password in it");
        }
        Access usual = new Access(
                Duration.ofSeconds(15),
                Optional.empty(),
                TrustAnchors.none(),
                Optional.empty(),
                Integer.MAX_VALUE,
                Optional.empty());
        return new TimestampAuthority(address, clock, random, usual, new Standing());
    }

    /**
     * With user and password (HTTP Basic, RFC 7617), sent with every request.
     *
     * @throws IllegalArgumentException if they would travel unencrypted to another machine
     */
    public TimestampAuthority user(String name, char[] password) {
        if (!"https".equalsIgnoreCase(address.getScheme()) && !isLoopback(address.getHost())) {
            throw new IllegalArgumentException("a password is sent over https only");
        }
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user's name holds no colon");
        }
        byte[] bytes = (name + ":" + new String(password)).getBytes(UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(bytes);
        return with(new Access(
                access.timeout, Optional.of(basic), access.anchors, access.tls, access.limit, access.policy));
    }

    /**
     * With a client certificate in TLS.
     *
     * @param pkcs12 file with the one key and its certificates
     * @param password opens it; not kept
     * @throws IllegalArgumentException if the address is no https address
     * @throws SigningException KEY_UNREADABLE for a file or password that is no good
     */
    public TimestampAuthority clientCertificate(Path pkcs12, char[] password) throws SigningException {
        requireTls();
        Tls tls = access.tls.orElse(Tls.PLAIN).identifiedBy(pkcs12, password);
        return with(new Access(
                access.timeout, access.authorization, access.anchors, Optional.of(tls), access.limit, access.policy));
    }

    /**
     * Whose TLS certificate must lead to one of these, in place of those that Java trusts.
     *
     * @throws IllegalArgumentException if the address is no https address
     */
    public TimestampAuthority tlsTrusting(TrustAnchors servers) {
        requireTls();
        Tls tls = access.tls.orElse(Tls.PLAIN).trusting(servers);
        return with(new Access(
                access.timeout, access.authorization, access.anchors, Optional.of(tls), access.limit, access.policy));
    }

    private void requireTls() {
        if (!"https".equalsIgnoreCase(address.getScheme())) {
            throw new IllegalArgumentException("TLS needs an https address");
        }
    }

    /** With another time for a whole exchange; 15 seconds by default. */
    public TimestampAuthority timeout(Duration longest) {
        return with(new Access(longest, access.authorization, access.anchors, access.tls, access.limit, access.policy));
    }

    /** Whose certificate must lead to one of these; by default any will do, and whoever verifies decides. */
    public TimestampAuthority trusting(TrustAnchors newAnchors) {
        return with(
                new Access(access.timeout, access.authorization, newAnchors, access.tls, access.limit, access.policy));
    }

    /**
     * Asks it at most this often in any 24 hours; counted by this object and all that were made of it.
     *
     * @throws IllegalArgumentException for a number below 1
     */
    public TimestampAuthority limit(int inADay) {
        if (inADay < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
        return with(
                new Access(access.timeout, access.authorization, access.anchors, access.tls, inADay, access.policy));
    }

    /**
     * Wants tokens under this policy (RFC 3161, 2.4.1), and takes no other.
     *
     * @param oid dotted identifier, as the authority publishes it
     * @throws IllegalArgumentException if it is no identifier
     */
    public TimestampAuthority policy(String oid) {
        new TimestampRequest(DigestAlgorithm.SHA256, new byte[32], Optional.empty(), Optional.of(oid));
        return with(new Access(
                access.timeout, access.authorization, access.anchors, access.tls, access.limit, Optional.of(oid)));
    }

    /** Where it is asked. */
    public URI address() {
        return address;
    }

    @Override
    public List<URI> addresses() {
        // A query may be how it knows us.
        return address.getRawQuery() == null ? List.of(address) : List.of();
    }

    @Override
    public byte[] timestamp(DigestAlgorithm algorithm, byte[] digest) throws SigningException {
        Optional<String> hindrance = standing.asking(clock.instant(), access.limit);
        if (hindrance.isPresent()) {
            throw problem(SigningProblem.TIMESTAMP_LIMITED, hindrance.get());
        }
        try {
            return asked(algorithm, digest);
        } catch (SigningException e) {
            standing.failed(clock.instant());
            throw e;
        }
    }

    /** Whether it failed so lately that another is asked first. */
    boolean failedLately() {
        return standing.failedLately(clock.instant());
    }

    private byte[] asked(DigestAlgorithm algorithm, byte[] digest) throws SigningException {
        BigInteger nonce = new BigInteger(NONCE_BITS, random);
        TimestampRequest request = new TimestampRequest(algorithm, digest, Optional.of(nonce), access.policy);
        byte[] token = token(exchange(request.encoded()), request);
        requireAcceptable(token);
        return token;
    }

    private byte[] token(byte[] answer, TimestampRequest request) throws SigningException {
        try {
            return TimestampResponse.token(answer, request);
        } catch (SigningException e) {
            throw new SigningException(e, e.problem(), address.getHost(), String.join(" ", e.details()));
        }
    }

    private byte[] exchange(byte[] question) throws SigningException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .header("Content-Type", QUERY)
                .header("Accept", REPLY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(question));
        access.authorization.ifPresent(value -> builder.header("Authorization", value));
        HttpAnswer answer;
        try {
            answer = access.tls.isPresent()
                    ? Http.send(access.tls.get().client(), builder, LARGEST_ANSWER, access.timeout)
                    : Http.send(builder, LARGEST_ANSWER, access.timeout);
        } catch (FetchException e) {
            throw problem(SigningProblem.TIMESTAMP_UNREACHABLE, e.reason());
        }
        if (answer.status() == 429
                || (answer.status() == 503 && answer.retryAfter().isPresent())) {
            standing.rest(clock.instant(), answer.retryAfter());
        }
        if (answer.status() == 429) {
            throw problem(
                    SigningProblem.TIMESTAMP_LIMITED,
                    answer.retryAfter()
                            .map(after -> "HTTP 429, retry after " + after)
                            .orElse("HTTP 429"));
        }
        if (answer.status() != 200) {
            throw problem(SigningProblem.TIMESTAMP_REFUSED, refusal(answer));
        }
        if (answer.isPage()) {
            throw problem(SigningProblem.TIMESTAMP_UNSOUND, "HTML page");
        }
        if (!answer.type().equals(REPLY)) {
            throw problem(
                    SigningProblem.TIMESTAMP_UNSOUND,
                    answer.type().isEmpty() ? "answer without a content type" : "content type " + answer.type());
        }
        return answer.body();
    }

    private static String refusal(HttpAnswer answer) {
        String status = "HTTP " + answer.status();
        if (answer.status() >= 300 && answer.status() < 400) {
            return status + ", a redirect"
                    + answer.location().map(to -> " to " + to).orElse("");
        }
        return status
                + answer.retryAfter().map(after -> ", retry after " + after).orElse("");
    }

    /** Signs nothing a verifier would not take: certificate valid now, and of somebody trusted where that was asked. */
    private void requireAcceptable(byte[] token) throws SigningException {
        TimestampFacts facts;
        try {
            facts = TimestampToken.parse(token).facts(TimestampKind.SIGNATURE, digest -> Optional.empty());
        } catch (CmsException e) {
            throw problem(
                    SigningProblem.TIMESTAMP_UNSOUND,
                    String.join(", ", e.finding().details()));
        }
        SignerFacts signer = facts.signer();
        X509Certificate certificate = signer.certificate()
                .orElseThrow(() -> problem(SigningProblem.TIMESTAMP_UNSOUND, "token without its certificate"));
        Instant now = clock.instant();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw problem(
                    SigningProblem.TIMESTAMP_UNSOUND,
                    "its certificate expired at " + certificate.getNotAfter().toInstant());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw problem(
                    SigningProblem.TIMESTAMP_UNSOUND,
                    "its certificate is valid from "
                            + certificate.getNotBefore().toInstant());
        }
        if (!access.anchors.certificates().isEmpty()) {
            CertificatePool pool = new CertificatePool()
                    .add(signer.certificates())
                    .add(facts.validationData().certificates());
            if (new ChainBuilder(pool, access.anchors, new CertificateChecks(), new AtomicInteger(MOST_TRIED))
                    .build(certificate)
                    .isEmpty()) {
                throw problem(
                        SigningProblem.TIMESTAMP_UNSOUND,
                        "its certificate leads to no trusted authority: " + certificate.getSubjectX500Principal());
            }
        }
    }

    private SigningException problem(SigningProblem problem, String reason) {
        return new SigningException(problem, address.getHost(), reason);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return "TimestampAuthority[" + address + "]";
    }
}
