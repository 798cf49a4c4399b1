package dev.vdx.node.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** So many in any minute and no more, whoever asks: behind a proxy every stranger has one address. */
public final class Allowance {
    private final int most;
    private final Clock clock;
    private Instant began;
    private int taken;

    public Allowance(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.began = clock.instant();
    }

    synchronized boolean take() {
        Instant now = clock.instant();
        if (!now.isBefore(began.plus(Duration.ofMinutes(1)))) {
            began = now;
            taken = 0;
        }
        return ++taken <= most;
    }
}
