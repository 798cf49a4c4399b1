package dev.vdx.trust;

import dev.vdx.model.Finding;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The network as one document's evidence may use it: within limits, remembering what came and what failed. What came
 * stays until newer is due; a failure is not asked again for a while. Safe for several threads; a {@link Visit} is not.
 */
final class Network {
    private static final long REMEMBERED_BYTES = 32L << 20;
    private static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(30);
    private static final Duration CERTIFICATE_REMEMBERED = Duration.ofDays(1);

    private final Fetcher fetcher;
    private final FetchLimits limits;
    private final Clock clock;
    private final Memory<Question, Remembered> memory = new Memory<>(REMEMBERED_BYTES);

    /** What was asked of an address; the fingerprint is that of the body sent, none for a GET. */
    private record Question(URI address, Optional<Fingerprint> body) {}

    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    private record Remembered(Optional<byte[]> answer, String failure, Instant until) {}

    /** Bytes, and whether they were remembered. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    record Answer(byte[] bytes, boolean remembered) {}

    Network(Fetcher fetcher, FetchLimits limits, Clock clock) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Begins the evidence of one document.
     *
     * @param offline only what is remembered
     * @param complaints takes a finding for each address that failed
     */
    Visit visit(boolean offline, java.util.function.Consumer<Finding> complaints) {
        return new Visit(offline, complaints);
    }

    /** Allowance and complaints of one document. */
    final class Visit {
        private final boolean offline;
        private final java.util.function.Consumer<Finding> complaints;
        private final long began = System.nanoTime();
        private final Map<String, byte[]> taken = new HashMap<>();
        private int fetches;

        private Visit(boolean offline, java.util.function.Consumer<Finding> complaints) {
            this.offline = offline;
            this.complaints = complaints;
        }

        Optional<Answer> certificates(URI address) {
            return ask(address, "application/pkix-cert", Optional.empty(), limits.answer());
        }

        Optional<Answer> crl(URI address) {
            return ask(address, "application/pkix-crl", Optional.empty(), limits.list());
        }

        Optional<Answer> ocsp(URI address, byte[] request) {
            return ask(
                    address,
                    "application/ocsp-response",
                    Optional.of(new FetchRequest.Body("application/ocsp-request", request)),
                    limits.answer());
        }

        /** Whether a good answer from there is remembered. */
        boolean knows(URI address, Optional<byte[]> body) {
            return memory.get(question(address, body))
                    .filter(r -> r.answer().isPresent() && r.until().isAfter(clock.instant()))
                    .isPresent();
        }

        /** Holds an answer that says something, for as long as the visit lasts. */
        void take(String sha256, byte[] answer) {
            taken.put(sha256, answer);
        }

        Optional<byte[]> taken(String sha256) {
            return Optional.ofNullable(taken.get(sha256));
        }

        /** Keeps a good answer until newer is due; without such a time it is not kept. */
        void keep(URI address, Optional<byte[]> body, byte[] answer, Optional<Instant> until) {
            until.filter(time -> time.isAfter(clock.instant()))
                    .ifPresent(time -> memory.put(
                            question(address, body), new Remembered(Optional.of(answer), "", time), answer.length));
        }

        void keepCertificates(URI address, byte[] answer) {
            keep(address, Optional.empty(), answer, Optional.of(clock.instant().plus(CERTIFICATE_REMEMBERED)));
        }

        /** An answer that came but was no good: complained of, and not asked for again for a while. */
        void reject(URI address, Optional<byte[]> body, String why) {
            fail(question(address, body), why);
        }

        private Optional<Answer> ask(URI address, String accept, Optional<FetchRequest.Body> body, int largest) {
            Question question = question(address, body.map(FetchRequest.Body::bytes));
            Optional<Remembered> known =
                    memory.get(question).filter(r -> r.until().isAfter(clock.instant()));
            if (known.isPresent()) {
                if (known.get().answer().isEmpty()) {
                    complaints.accept(Unusable.fetch(host(address), known.get().failure()));
                }
                return known.get().answer().map(bytes -> new Answer(bytes, true));
            }
            return offline
                    ? Optional.empty()
                    : fetch(question, new FetchRequest(address, accept, body, largest, left()));
        }

        private Optional<Answer> fetch(Question question, FetchRequest request) {
            if (fetches++ >= limits.fetches()
                    || request.timeout().isNegative()
                    || request.timeout().isZero()) {
                complaints.accept(
                        Unusable.fetch(host(question.address()), "limit of fetches for one document reached"));
                return Optional.empty();
            }
            try {
                return Optional.of(new Answer(fetcher.fetch(request), false));
            } catch (FetchException e) {
                fail(question, e.reason());
                return Optional.empty();
            }
        }

        private void fail(Question question, String why) {
            memory.put(
                    question,
                    new Remembered(Optional.empty(), why, clock.instant().plus(FAILURE_REMEMBERED)),
                    1_000);
            complaints.accept(Unusable.fetch(host(question.address()), why));
        }

        private Duration left() {
            Duration left = limits.total().minusNanos(System.nanoTime() - began);
            return left.compareTo(limits.each()) < 0 ? left : limits.each();
        }
    }

    private static Question question(URI address, Optional<byte[]> body) {
        return new Question(address, body.map(Fingerprint::of));
    }

    private static String host(URI address) {
        return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    }
}
