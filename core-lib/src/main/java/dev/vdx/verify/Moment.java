package dev.vdx.verify;

import dev.vdx.model.FindingCode;
import java.time.Instant;
import java.util.Optional;

/**
 * The times a signature is judged by.
 *
 * @param control the time for which validity is asked: {@code now}, or an earlier time at which the signature is proven
 *     to have existed
 * @param now the validation time
 * @param madeAfter a time before which the signature cannot have been made, where a content time-stamp proves one
 *     (EN 319 102-1, 5.3.4)
 */
record Moment(Instant control, Instant now, Optional<Instant> madeAfter) {

    static Moment of(Instant control, Instant now) {
        return new Moment(control, now, Optional.empty());
    }

    /** Whether an earlier time than the validation time is proven. */
    boolean proven() {
        return !control.equals(now);
    }

    /** Whether the signature was certainly made after that. */
    boolean certainlyAfter(Instant time) {
        return madeAfter.filter(t -> t.isAfter(time)).isPresent();
    }

    /** What it is called that an algorithm is too weak at the time asked. */
    FindingCode weak() {
        return proven() ? FindingCode.ALGORITHM_NOT_ACCEPTABLE_AT_SIGNING : FindingCode.ALGORITHM_NOT_ACCEPTABLE;
    }
}
