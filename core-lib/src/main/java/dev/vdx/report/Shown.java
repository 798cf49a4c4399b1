package dev.vdx.report;

/** Text from a document as people and logs may see it. */
public final class Shown {
    private Shown() {}

    /** The text without personal numbers (PDPA) and without characters that steer a terminal. */
    public static String text(String text) {
        return Plain.text(PersonalNumbers.withhold(NamesInText.readable(text)));
    }
}
