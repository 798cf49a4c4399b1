package dev.vdx.node.page;

import dev.vdx.report.Lang;
import dev.vdx.report.Times;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A point in time on a page.
 *
 * @param iso for machines
 * @param words for people, with its distance from UTC; in Thai with the year of the Buddhist era
 */
record Moment(String iso, String words) {
    static Moment of(Instant time, Lang lang, ZoneId zone) {
        return new Moment(Times.rfc3339(time), Times.forPeople(time, lang, zone));
    }
}
