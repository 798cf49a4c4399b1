package dev.vdx.report;

import dev.vdx.model.Actor;
import dev.vdx.model.Change;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.Outcome;
import dev.vdx.model.Severity;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.TimestampFacts;
import dev.vdx.verify.ChainStatus;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Verdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as lines for people: the answer, who signed, when, what changed, whose move it is and what to do. */
final class TextReport {
    private final String file;
    private final Verdict verdict;
    private final Lang lang;
    private final ZoneId zone;
    private final StringBuilder out = new StringBuilder(1024);

    TextReport(String file, Verdict verdict, Lang lang, ZoneId zone) {
        this.file = file;
        this.verdict = verdict;
        this.lang = lang;
        this.zone = zone;
    }

    String write() {
        line("", answer());
        line("", Label.FILE.in(lang, file, verdict.document().format().label()));
        line("", Label.CHECKED.in(lang, time(verdict.time()), verdict.policy().name()));
        findings("", verdict.findings());
        int number = 0;
        for (SignatureVerdict signature : verdict.signatures()) {
            out.append('\n');
            signature(signature, ++number);
        }
        return out.toString();
    }

    /** The outcome, and where it is not a pass, what decided it. */
    private String answer() {
        Outcome outcome = verdict.outcome();
        String answer = Texts.words(lang).get("outcome." + outcome.name());
        return deciding(outcome).map(f -> answer + " " + explain(f).message()).orElse(answer);
    }

    private Optional<Finding> deciding(Outcome outcome) {
        Effect effect = switch (outcome) {
            case PASSED, UNSIGNED -> Effect.NONE;
            case FAILED -> Effect.FAILED;
            case INDETERMINATE -> Effect.INDETERMINATE;
            case UNREADABLE -> Effect.UNREADABLE;
        };
        return effect == Effect.NONE
                ? Optional.empty()
                : Stream.concat(
                                verdict.findings().stream(),
                                verdict.signatures().stream().flatMap(s -> s.findings().stream()))
                        .filter(f -> f.code().effect() == effect)
                        .findFirst();
    }

    private void signature(SignatureVerdict signature, int number) {
        SignatureFacts facts = signature.facts();
        boolean stamp = facts.kind() == SignatureKind.DOCUMENT_TIMESTAMP;
        Texts words = Texts.words(lang);
        String state = words.get("indication." + signature.indication().name());
        String why = signature
                .subIndication()
                .map(s -> " (" + words.get("sub." + s.name()) + ")")
                .orElse("");
        Label kind = stamp ? Label.DOCUMENT_TIMESTAMP : Label.SIGNATURE;
        line("", kind.in(lang, number, verdict.signatures().size(), facts.id(), state + why));
        line(
                "  ",
                (stamp ? Label.STAMPED_BY : Label.SIGNED_BY)
                        .in(
                                lang,
                                facts.signer()
                                        .certificate()
                                        .map(TextReport::name)
                                        .orElse(Label.NO_NAME.in(lang))));
        line("  ", Label.WHEN.in(lang, when(signature)));
        line("  ", Label.LEVEL.in(lang, signature.level()));
        chain(signature);
        changes(facts.changesAfter().entries());
        findings("  ", signature.findings());
    }

    private String when(SignatureVerdict signature) {
        if (signature.timeProven()) {
            Instant best = signature.bestSignatureTime();
            return signature.timestamps().stream()
                    .map(t -> t.facts())
                    .filter(t -> t.time().equals(best))
                    .findFirst()
                    .flatMap(t -> t.signer().certificate())
                    .map(c -> Label.TIME_PROVEN_BY.in(lang, time(best), name(c)))
                    .orElseGet(() -> Label.TIME_PROVEN.in(lang, time(best)));
        }
        SignatureFacts facts = signature.facts();
        return Stream.concat(facts.token().stream(), facts.timestamps().stream())
                .findFirst()
                .map(this::stamped)
                .or(() -> facts.signer().claimedSigningTime().map(t -> Label.TIME_CLAIMED.in(lang, time(t))))
                .orElseGet(() -> Label.TIME_UNKNOWN.in(lang));
    }

    private String stamped(TimestampFacts token) {
        String authority = token.signer().certificate().map(TextReport::name).orElseGet(() -> Label.NO_NAME.in(lang));
        return Label.TIME_STAMPED.in(lang, time(token.time()), authority);
    }

    private void chain(SignatureVerdict signature) {
        List<String> above = signature.chain().stream()
                .skip(1)
                .map(ChainStatus::certificate)
                .map(TextReport::name)
                .toList();
        signature
                .anchor()
                .map(a -> Label.ANCHOR.in(lang, name(a)))
                .ifPresent(a -> line(
                        "  ",
                        Label.CHAIN.in(
                                lang,
                                Stream.concat(above.stream(), Stream.of(a)).collect(Collectors.joining(", ")))));
    }

    /** One line a kind of change, those not allowed first. */
    private void changes(List<Change> entries) {
        if (entries.isEmpty()) {
            line("  ", Label.CHANGED_SINCE.in(lang, Label.NOTHING.in(lang)));
            return;
        }
        for (Change.Verdict kind :
                List.of(Change.Verdict.SUSPICIOUS, Change.Verdict.FORBIDDEN, Change.Verdict.ALLOWED)) {
            Map<ChangeRule, Set<String>> byRule = new EnumMap<>(ChangeRule.class);
            entries.stream()
                    .filter(e -> e.verdict() == kind)
                    .forEach(e -> byRule.computeIfAbsent(e.rule(), r -> new LinkedHashSet<>())
                            .add(e.path().isEmpty() ? e.object() : e.path()));
            Label verdictWord = switch (kind) {
                case ALLOWED -> Label.CHANGE_ALLOWED;
                case FORBIDDEN -> Label.CHANGE_FORBIDDEN;
                case SUSPICIOUS -> Label.CHANGE_SUSPICIOUS;
            };
            byRule.forEach((rule, places) -> line(
                    "  ",
                    Label.CHANGED_SINCE.in(
                            lang,
                            verdictWord.in(
                                    lang,
                                    Texts.words(lang).get("change." + rule.name()),
                                    places.iterator().next(),
                                    places.size() > 1 ? Label.MORE.in(lang, places.size() - 1) : ""))));
        }
    }

    /** Same sentences once; what changes nothing any more, or never did, is left to the JSON report. */
    private void findings(String indent, List<Finding> findings) {
        boolean failed = findings.stream().anyMatch(f -> f.code().effect() == Effect.FAILED);
        Set<Explained> said = new LinkedHashSet<>();
        for (Finding finding : findings) {
            Explained explained = explain(finding);
            boolean matters = failed
                    ? finding.code().effect() == Effect.FAILED
                    : finding.code().severity() != Severity.INFO;
            if (!matters || !said.add(explained)) {
                continue;
            }
            line(indent, (finding.code().severity() == Severity.ERROR ? "! " : "- ") + explained.message());
            line(indent + "  ", next(finding.code().who()).in(lang, explained.next()));
        }
    }

    private static Label next(Actor who) {
        return switch (who) {
            case SIGNER -> Label.NEXT_SIGNER;
            case VERIFIER -> Label.NEXT_VERIFIER;
            case OPERATOR -> Label.NEXT_OPERATOR;
        };
    }

    private Explained explain(Finding finding) {
        return Explained.of(finding, lang, zone);
    }

    private static String name(X509Certificate certificate) {
        return Subject.of(certificate).forPeople();
    }

    private String time(Instant time) {
        return Times.forPeople(time, lang, zone);
    }

    private void line(String indent, String text) {
        out.append(indent).append(Plain.text(text)).append('\n');
    }
}
