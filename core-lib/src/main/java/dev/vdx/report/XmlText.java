package dev.vdx.report;

/** Text as XML 1.0 may hold it: what it cannot, and what would harm a terminal, replaced. */
final class XmlText {
    private XmlText() {}

    static String of(String text) {
        return Plain.text(text).replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
    }
}
