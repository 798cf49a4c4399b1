package dev.vdx.report;

import dev.vdx.model.Finding;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Step;
import dev.vdx.verify.Verdict;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The path a validation took through EN 319 102-1, step by step as it was kept, in words. */
final class Explanation {
    private final Lang lang;
    private final ZoneId zone;
    private final Texts words;

    Explanation(Lang lang, ZoneId zone) {
        this.lang = lang;
        this.zone = zone;
        this.words = Texts.words(lang);
    }

    /** Of all signatures, as lines; empty where no steps were kept. */
    String text(Verdict verdict) {
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (SignatureVerdict signature : verdict.signatures()) {
            number++;
            if (!signature.steps().isEmpty()) {
                out.append('\n');
                line(out, "", Saying.HEADING.in(lang, number, signature.facts().id()));
                steps(out, signature.steps());
            }
        }
        return out.toString();
    }

    private void steps(StringBuilder out, List<Step> steps) {
        int about = 0;
        for (Step step : steps) {
            if (step.timestamp() != about && step.timestamp() > 0) {
                line(out, "  ", Saying.TIMESTAMP_HEADING.in(lang, step.timestamp()));
            }
            about = step.timestamp();
            String indent = about > 0 ? "    " : "  ";
            line(
                    out,
                    indent,
                    Saying.STEP.in(
                            lang,
                            step.block().clause(),
                            sentence(step),
                            words.get("indication." + step.indication().name())));
            for (Finding finding : step.findings()) {
                line(
                        out,
                        indent + "  ",
                        "- " + Explained.of(finding, lang, zone).message());
            }
        }
    }

    private static void line(StringBuilder out, String indent, String text) {
        out.append(indent).append(Plain.text(text)).append('\n');
    }

    /** What one step was about and found out. */
    String sentence(Step step) {
        List<String> details =
                Times.forPeople(step.details().stream().map(Explained::shown).toList(), lang, zone);
        return switch (step.block()) {
            case DOCUMENT ->
                details.get(0).equals("true") && details.get(2).equals("0")
                        ? Saying.DOCUMENT_WHOLE.in(lang)
                        : Saying.DOCUMENT_REVISION.in(lang, details.get(2), details.get(1));
            case FORMAT -> Saying.FORMAT.in(lang);
            case IDENTIFICATION ->
                details.get(0).isEmpty()
                        ? Saying.IDENTIFICATION_NONE.in(lang)
                        : Saying.IDENTIFICATION.in(lang, details);
            case CONTEXT -> Saying.CONTEXT.in(lang, details);
            case REVOCATION -> revocation(details);
            case CHAIN -> details.isEmpty() ? Saying.CHAIN_NONE.in(lang) : Saying.CHAIN.in(lang, details);
            case CRYPTOGRAPHY -> Saying.CRYPTOGRAPHY.in(lang, details);
            case ACCEPTANCE -> Saying.ACCEPTANCE.in(lang, details);
            case IMPRINT -> Saying.IMPRINT.in(lang, stamp(details));
            case TIMESTAMP -> Saying.TIMESTAMP.in(lang, stamp(details));
            case PROOF ->
                details.get(2).equals("0")
                        ? Saying.PROOF_BY_DOCUMENT_TIMESTAMP.in(lang, details.subList(0, 2))
                        : Saying.PROOF_BY_TIMESTAMP.in(lang, details);
            case TIME -> time(details);
            case POLICY -> Saying.POLICY.in(lang, details);
            case CONCLUSION ->
                step.subIndication().isEmpty()
                        ? Saying.CONCLUSION.in(lang, step.indication().label())
                        : Saying.CONCLUSION_BECAUSE.in(
                                lang,
                                step.indication().label(),
                                step.subIndication().get().name(),
                                words.get("sub." + step.subIndication().get().name()));
        };
    }

    private String revocation(List<String> details) {
        String origin = details.get(3).isEmpty() ? "" : words.get(Saying.origin(details.get(3)));
        return Saying.REVOCATION.in(
                lang,
                details.get(0),
                words.get(Saying.status(details.get(1))),
                details.get(2),
                origin,
                details.get(4),
                details.get(5));
    }

    private List<String> stamp(List<String> details) {
        String kind = words.get(Saying.kind(details.get(0)));
        return Stream.concat(Stream.of(kind), details.stream().skip(1)).toList();
    }

    private String time(List<String> details) {
        Saying saying = details.get(1).equals("true") ? Saying.TIME_PROVEN : Saying.TIME_NOT_PROVEN;
        String said = saying.in(lang, details.get(0));
        return details.get(2).isEmpty() ? said : said + " " + Saying.MADE_AFTER.in(lang, details.get(2));
    }
}
