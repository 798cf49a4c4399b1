package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.exchange.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in, in memory only: a session ends half an hour after its last page, after a working day, and with the
 * process. Of its secret only a hash is kept. Safe for several threads.
 */
public final class Sessions {
    /** How long one lasts without a page being asked for. */
    public static final Duration IDLE = Duration.ofMinutes(30);

    private static final Duration LONGEST = Duration.ofHours(9);
    private static final int MOST = 1_000;
    private static final int SECRET_BYTES = 32;

    private final Clock clock;
    private final SecureRandom random;
    private final Map<Sha256, Session> sessions = new HashMap<>();

    public Sessions(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * A session.
     *
     * @param key the API key it was opened with
     * @param token goes into every form of its pages and must come back
     * @param began when it was opened
     * @param used when its last page was asked for
     */
    public record Session(String key, String token, Instant began, Instant used) {

        boolean over(Instant now) {
            return !now.isBefore(used.plus(IDLE)) || !now.isBefore(began.plus(LONGEST));
        }

        /** Whether a form is from a page of this session. */
        public boolean owns(String given) {
            return MessageDigest.isEqual(token.getBytes(US_ASCII), given.getBytes(US_ASCII));
        }
    }

    /** Opens one; the secret goes into a cookie and nowhere else. */
    public synchronized String open(String key) {
        Instant now = clock.instant();
        sessions.values().removeIf(s -> s.over(now));
        if (sessions.size() >= MOST) {
            sessions.entrySet().stream()
                    .min(Comparator.comparing(e -> e.getValue().used()))
                    .map(Map.Entry::getKey)
                    .ifPresent(sessions::remove);
        }
        String secret = secret();
        sessions.put(named(secret), new Session(key, secret(), now, now));
        return secret;
    }

    /** The session of this secret; it lasts on. */
    public synchronized Optional<Session> find(String secret) {
        Instant now = clock.instant();
        Sha256 name = named(secret);
        return Optional.ofNullable(sessions.get(name)).filter(s -> !s.over(now)).map(s -> {
            Session again = new Session(s.key(), s.token(), s.began(), now);
            sessions.put(name, again);
            return again;
        });
    }

    /** Ends it. */
    public synchronized void close(String secret) {
        sessions.remove(named(secret));
    }

    /** Something nobody can guess. */
    public String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Sha256 named(String secret) {
        return Sha256.of(secret.getBytes(US_ASCII));
    }
}
