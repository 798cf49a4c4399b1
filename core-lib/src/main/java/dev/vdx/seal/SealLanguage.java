package dev.vdx.seal;

/** The language of the words a picture adds of its own (labels, dates). */
public enum SealLanguage {
    /** Thai, with years of the Buddhist era (CE + 543). */
    TH("th-TH"),
    /** English, with years of the common era. */
    EN("en-GB");

    private final String tag;

    SealLanguage(String tag) {
        this.tag = tag;
    }

    /** The BCP 47 tag, for the document's {@code /Lang}. */
    String tag() {
        return tag;
    }
}
