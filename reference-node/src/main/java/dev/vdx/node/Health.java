package dev.vdx.node;

import dev.vdx.exchange.Directory;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.node.http.Readiness;
import dev.vdx.node.peers.Peers;
import dev.vdx.node.store.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Whether a running node can do its work, and how old its directory is. */
final class Health {
    private final Peers peers;
    private final Database database;
    private final Clock clock;
    private final Instant started;

    Health(Peers peers, Database database, Clock clock) {
        this.peers = peers;
        this.database = database;
        this.clock = clock;
        this.started = clock.instant();
    }

    Readiness readiness() {
        try {
            database.read(t -> t.outbox().count("waiting"));
        } catch (RuntimeException e) {
            return new Readiness(List.of("the database does not answer"), List.of());
        }
        List<String> notes = peers.trouble().stream().map(this::old).toList();
        try {
            peers.directory();
            return new Readiness(List.of(), notes);
        } catch (ExchangeException e) {
            return new Readiness(List.of(e.detail()), notes);
        }
    }

    private String old(String trouble) {
        String since = peers.checked()
                .map(c -> "was last found to be the newest " + age().toMinutes() + " minutes ago")
                .orElse("was not found to be the newest since this node was started");
        return "the directory that holds " + since + ": " + trouble;
    }

    /** Since the directory was last found to be the newest; where it never was, since the start. */
    private Duration age() {
        return Duration.between(peers.checked().orElse(started), clock.instant());
    }

    void meters(MeterRegistry registry) {
        gauge(registry, "vdx_directory_age_seconds", h -> h.age().toSeconds());
        gauge(
                registry,
                "vdx_directory_edition",
                h -> h.directory().map(d -> (double) d.sequence()).orElse(Double.NaN));
        gauge(
                registry,
                "vdx_directory_holds_seconds",
                h -> h.directory()
                        .map(d -> (double) Duration.between(clock.instant(), d.validUntil())
                                .toSeconds())
                        .orElse(Double.NaN));
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Health> value) {
        Gauge.builder(name, this, value).strongReference(true).register(registry);
    }

    private Optional<Directory> directory() {
        try {
            return Optional.of(peers.directory());
        } catch (ExchangeException e) {
            return Optional.empty();
        }
    }
}
