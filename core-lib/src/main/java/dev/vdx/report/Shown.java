package dev.vdx.report;

import java.time.Instant;
import java.time.ZoneId;

/** Text from a document as people and logs may see it. */
public final class Shown {
    private Shown() {}

    /** The text without personal numbers (PDPA) and without characters that steer a terminal. */
    public static String text(String text) {
        return Plain.text(PersonalNumbers.withhold(NamesInText.readable(text)));
    }

    /** A time as people read it: of the Buddhist era in Thai. */
    public static String time(Instant time, Lang lang, ZoneId zone) {
        return Times.forPeople(time, lang, zone);
    }
}
