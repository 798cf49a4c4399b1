package dev.vdx.report;

import dev.vdx.model.Finding;
import dev.vdx.model.SigningException;
import java.time.ZoneId;
import java.util.List;

/**
 * What happened and what to do next, in one language.
 *
 * @param message what happened
 * @param next what to do now
 */
public record Explained(String message, String next) {

    /** Of a finding; times among its details stay in RFC 3339. */
    public static Explained of(Finding finding, Lang lang) {
        return of(finding, shown(finding.details()), lang);
    }

    /** Of a failed signing. */
    public static Explained of(SigningException failure, Lang lang) {
        Texts texts = Texts.words(lang);
        String key = "problem." + failure.problem().name();
        return new Explained(texts.fill(key + ".message", shown(failure.details())), texts.get(key + ".next"));
    }

    static Explained of(Finding finding, Lang lang, ZoneId zone) {
        return of(finding, Times.forPeople(shown(finding.details()), lang, zone), lang);
    }

    private static Explained of(Finding finding, List<String> details, Lang lang) {
        Texts texts = Texts.findings(lang);
        String code = finding.code().name();
        return new Explained(texts.fill(code + ".message", details), texts.get(code + ".next"));
    }

    private static List<String> shown(List<String> details) {
        return details.stream().map(Explained::shown).toList();
    }

    /** A detail as it may be shown. */
    static String shown(String detail) {
        return PersonalNumbers.withhold(NamesInText.readable(detail));
    }
}
