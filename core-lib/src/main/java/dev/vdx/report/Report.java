package dev.vdx.report;

import dev.vdx.model.Finding;
import dev.vdx.model.Outcome;
import dev.vdx.verify.Verdict;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What verification of one file came to, to be shown ({@code spec/report.md}). Immutable. */
public final class Report {
    private final String file;
    private final Verdict verdict;

    /**
     * A report.
     *
     * @param file name of the file as its reader knows it
     * @param verdict what validation came to
     */
    public Report(String file, Verdict verdict) {
        this.file = file;
        this.verdict = verdict;
    }

    /** The answer in one word. */
    public Outcome outcome() {
        return verdict.outcome();
    }

    /** What validation came to. */
    public Verdict verdict() {
        return verdict;
    }

    /** The same with one more finding about the file as a whole; a finding can only make the outcome worse. */
    public Report andFound(Finding finding) {
        return new Report(file, verdict.andFound(finding));
    }

    /** Name of the file. */
    public String file() {
        return file;
    }

    /** One JSON object on one line, without a line end ({@code spec/report.schema.json}); times in RFC 3339, UTC. */
    public String toJson(Lang lang) {
        return JsonReport.write(file, verdict, lang);
    }

    /** Lines for people, the answer in the first; times in UTC. */
    public String toText(Lang lang) {
        return toText(lang, ZoneOffset.UTC);
    }

    /** Lines for people, the answer in the first. */
    public String toText(Lang lang, ZoneId zone) {
        return new TextReport(told(lang, zone), lang).write();
    }

    /** The report in words, piece by piece, to be laid out; times in the given zone. */
    public Told told(Lang lang, ZoneId zone) {
        return new Teller(lang, zone).tell(file, verdict);
    }
}
