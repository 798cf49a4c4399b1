package dev.vdx.report;

import dev.vdx.model.Finding;
import dev.vdx.model.Outcome;
import dev.vdx.verify.Verdict;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** What verification of one file came to, to be shown ({@code spec/report.md}). Immutable. */
public final class Report {
    private final String file;
    private final Verdict verdict;
    private final Optional<String> sha256;

    /**
     * A report.
     *
     * @param file name of the file as its reader knows it
     * @param verdict what validation came to
     */
    public Report(String file, Verdict verdict) {
        this(file, verdict, Optional.empty());
    }

    private Report(String file, Verdict verdict, Optional<String> sha256) {
        this.file = file;
        this.verdict = verdict;
        this.sha256 = sha256;
    }

    /**
     * The same, also saying which bytes it is about; for reports that are kept or signed.
     *
     * @param digest SHA-256 of the file that was verified, in hexadecimal
     */
    public Report about(String digest) {
        return new Report(file, verdict, Optional.of(digest));
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
        return new Report(file, verdict.andFound(finding), sha256);
    }

    /** Name of the file. */
    public String file() {
        return file;
    }

    /** One JSON object on one line, without a line end ({@code spec/report.schema.json}); times in RFC 3339, UTC. */
    public String toJson(Lang lang) {
        return JsonReport.write(file, sha256, verdict, lang);
    }

    /** XML after ETSI TS 119 102-2, V1.4.1; messages in this language. */
    public String toEtsi(Lang lang) {
        return EtsiReport.write(file, sha256, verdict, lang);
    }

    /** Lines for people, the answer in the first; times in UTC. */
    public String toText(Lang lang) {
        return toText(lang, ZoneOffset.UTC);
    }

    /** Lines for people, the answer in the first. */
    public String toText(Lang lang, ZoneId zone) {
        return new TextReport(told(lang, zone), lang).write();
    }

    /**
     * The steps of validation in words, signature by signature; empty unless the verifier was asked to explain
     * ({@code Verifier.explaining}).
     */
    public String explanation(Lang lang, ZoneId zone) {
        return new Explanation(lang, zone).text(verdict);
    }

    /** The report in words, piece by piece, to be laid out; times in the given zone. */
    public Told told(Lang lang, ZoneId zone) {
        return new Teller(lang, zone).tell(file, verdict);
    }
}
