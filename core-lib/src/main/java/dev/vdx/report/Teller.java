package dev.vdx.report;

import dev.vdx.model.Change;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.verify.ChainStatus;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Verdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a verdict into words: the answer, who signed, when, what changed, whose move it is and what to do. */
final class Teller {
    private final Lang lang;
    private final ZoneId zone;
    private final Texts words;

    Teller(Lang lang, ZoneId zone) {
        this.lang = lang;
        this.zone = zone;
        this.words = Texts.words(lang);
    }

    Told tell(String file, Verdict verdict) {
        Outcome outcome = verdict.outcome();
        return new Told(
                outcome,
                words.get("outcome." + outcome.name()),
                deciding(verdict).map(f -> plain(explain(f).message())),
                plain(file),
                verdict.document().format().label(),
                time(verdict.time()),
                verdict.time(),
                verdict.policy().label(),
                points(verdict.findings()),
                verdict.signatures().stream().map(this::signature).toList());
    }

    private static Optional<Finding> deciding(Verdict verdict) {
        Effect effect = switch (verdict.outcome()) {
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

    private Told.Signature signature(SignatureVerdict signature) {
        SignatureFacts facts = signature.facts();
        return new Told.Signature(
                plain(facts.id()),
                facts.kind(),
                words.get("indication." + signature.indication().name()),
                signature.subIndication().map(s -> words.get("sub." + s.name())),
                plain(facts.signer().certificate().map(Teller::name).orElse(Label.NO_NAME.in(lang))),
                plain(when(signature)),
                plain(signature.level()),
                vouchedBy(signature).map(Plain::text),
                changes(facts.changesAfter().entries()),
                points(signature.findings()));
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
        String authority = token.signer().certificate().map(Teller::name).orElseGet(() -> Label.NO_NAME.in(lang));
        return Label.TIME_STAMPED.in(lang, time(token.time()), authority);
    }

    private Optional<String> vouchedBy(SignatureVerdict signature) {
        Stream<String> above =
                signature.chain().stream().skip(1).map(ChainStatus::certificate).map(Teller::name);
        return signature
                .anchor()
                .map(a -> Stream.concat(above, Stream.of(Label.ANCHOR.in(lang, name(a))))
                        .collect(Collectors.joining(", ")));
    }

    /** One a kind of change, those not allowed first. */
    private List<Told.Changed> changes(List<Change> entries) {
        List<Told.Changed> changes = new ArrayList<>();
        for (Change.Verdict verdict :
                List.of(Change.Verdict.SUSPICIOUS, Change.Verdict.FORBIDDEN, Change.Verdict.ALLOWED)) {
            Map<ChangeRule, Set<String>> byRule = new EnumMap<>(ChangeRule.class);
            entries.stream()
                    .filter(e -> e.verdict() == verdict)
                    .forEach(e -> byRule.computeIfAbsent(e.rule(), r -> new LinkedHashSet<>())
                            .add(e.path().isEmpty() ? e.object() : e.path()));
            byRule.forEach((rule, places) -> changes.add(new Told.Changed(
                    verdict,
                    words.get("change." + rule.name()),
                    plain(places.iterator().next()),
                    places.size() - 1)));
        }
        return changes;
    }

    /** Same sentences once; what changes nothing any more is left to the JSON report. */
    private List<Told.Point> points(List<Finding> findings) {
        boolean failed = findings.stream().anyMatch(f -> f.code().effect() == Effect.FAILED);
        return findings.stream()
                .filter(f -> !failed || f.code().effect() == Effect.FAILED)
                .map(this::point)
                .distinct()
                .toList();
    }

    private Told.Point point(Finding finding) {
        Explained explained = explain(finding);
        return new Told.Point(
                finding.severity(), finding.code().who(), plain(explained.message()), plain(explained.next()));
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

    private static String plain(String text) {
        return Plain.text(text);
    }
}
