package dev.vdx.node.page;

import dev.vdx.model.Actor;
import dev.vdx.model.Change;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Outcome;
import dev.vdx.model.Severity;
import dev.vdx.model.SignatureKind;
import dev.vdx.report.Shown;
import dev.vdx.report.Told;
import dev.vdx.verify.SignatureVerdict;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What looking at a file came to, in plain words. */
record VerdictView(
        String icon,
        String tone,
        String answer,
        Optional<String> because,
        String file,
        String format,
        Moment checked,
        String policy,
        List<Todo> todo,
        List<Signature> signatures,
        Optional<Compared> compared,
        boolean drawable,
        Optional<String> note,
        List<Shot> pictures) {

    /** Whose move it is. */
    record Todo(String tone, Optional<String> message, String who, String next) {}

    /** A signature. */
    record Signature(
            String title,
            Badge state,
            String signerLabel,
            String signer,
            String when,
            String vouchedBy,
            String level,
            String id,
            Optional<String> unchanged,
            List<Altered> changes) {
        boolean changed() {
            return !changes.isEmpty();
        }
    }

    /** A kind of change after it. */
    record Altered(Badge state, String what, String place) {}

    /** Pages then and now. */
    record Compared(String lead, List<Pair> pages) {}

    /** A page then and now. */
    record Pair(String title, Optional<Shot> then, Optional<Shot> now) {
        boolean thenMissing() {
            return then.isEmpty();
        }

        boolean nowMissing() {
            return now.isEmpty();
        }
    }

    /** A picture. */
    record Shot(String title, String alt, String address) {}

    boolean signed() {
        return !signatures.isEmpty();
    }

    static VerdictView of(Examined examined, Visit visit, ZoneId zone) {
        Words words = visit.words();
        Told told = examined.report().told(visit.lang(), zone);
        List<SignatureVerdict> verdicts = examined.report().verdict().signatures();
        List<Signature> signatures = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            signatures.add(signature(told.signatures().get(i), verdicts.get(i), i + 1, verdicts.size(), words));
        }
        Badge band = Badge.of(told.outcome(), told.answer());
        Pictures pictures = examined.pictures();
        return new VerdictView(
                band.icon(),
                band.tone(),
                band.text(),
                told.because(),
                Shown.text(told.file()),
                told.format(),
                new Moment(Moment.of(told.time(), visit.lang(), zone).iso(), told.checked()),
                words.say("verdict_policy", told.policy()),
                todo(told, words),
                signatures,
                compared(examined, told, words),
                !pictures.now().isEmpty()
                        || (Examined.drawable(examined.report()) && told.outcome() != Outcome.UNREADABLE),
                note(pictures, words),
                pictures.now().stream()
                        .map(p -> new Shot(
                                words.say("pictures_page", p.page(), pictures.pages()),
                                words.say("pictures_alt", p.page(), pictures.pages()),
                                p.address()))
                        .toList());
    }

    private static List<Todo> todo(Told told, Words words) {
        Set<Told.Point> points = new LinkedHashSet<>(told.points());
        told.signatures().forEach(s -> points.addAll(s.points()));
        List<Todo> todo = new ArrayList<>();
        for (Told.Point point : points) {
            todo.add(new Todo(
                    point.severity() == Severity.ERROR ? tone(told.outcome()) : "plain",
                    Optional.of(point.message()),
                    words.say("todo_" + point.who().label()),
                    point.next()));
        }
        String you = words.say("todo_" + Actor.VERIFIER.label());
        if (told.outcome() == Outcome.PASSED) {
            todo.add(0, new Todo("good", Optional.empty(), you, words.say("todo_passed")));
        }
        if (told.outcome() == Outcome.UNSIGNED) {
            todo.add(0, new Todo("plain", Optional.empty(), you, words.say("todo_unsigned")));
        }
        return todo;
    }

    private static String tone(Outcome outcome) {
        return Badge.of(outcome, "").tone();
    }

    private static Signature signature(
            Told.Signature told, SignatureVerdict verdict, int number, int all, Words words) {
        boolean stamp = told.kind() == SignatureKind.DOCUMENT_TIMESTAMP;
        String holds = told.why().map(w -> told.holds() + ": " + w).orElse(told.holds());
        boolean inPlace = verdict.findings().stream().anyMatch(f -> f.code() == FindingCode.DIGEST_MISMATCH);
        return new Signature(
                words.say(stamp ? "stamp_title" : "signature_title", number, all),
                state(verdict.indication(), holds),
                words.say(stamp ? "stamp_signer" : "signature_signer"),
                told.signer(),
                told.when(),
                told.vouchedBy().orElseGet(() -> words.say("signature_vouched_nobody")),
                told.level(),
                told.id(),
                told.changes().isEmpty()
                        ? Optional.of(words.say(inPlace ? "changes_in_place" : "changes_none"))
                        : Optional.empty(),
                told.changes().stream().map(c -> altered(c, words)).toList());
    }

    private static Badge state(Indication indication, String text) {
        return switch (indication) {
            case TOTAL_PASSED, PASSED -> Badge.of(Icon.CHECK, "good", text);
            case TOTAL_FAILED, FAILED -> Badge.of(Icon.CROSS, "bad", text);
            case INDETERMINATE -> Badge.of(Icon.ALERT, "doubt", text);
        };
    }

    private static Altered altered(Told.Changed change, Words words) {
        String verdict = words.say("change_" + change.verdict().name());
        String place = words.say("change_place", change.place());
        return new Altered(
                change.verdict() == Change.Verdict.ALLOWED
                        ? Badge.of(Icon.CHECK, "plain", verdict)
                        : Badge.of(Icon.CROSS, "bad", verdict),
                change.what(),
                change.more() > 0 ? place + " " + words.say("change_more", change.more()) : place);
    }

    private static Optional<Compared> compared(Examined examined, Told told, Words words) {
        Pictures pictures = examined.pictures();
        if (pictures.signedPages().isEmpty()) {
            return Optional.empty();
        }
        List<SignatureVerdict> verdicts = examined.report().verdict().signatures();
        String signer = Examined.reference(examined.report())
                .map(s -> told.signatures().get(verdicts.indexOf(s)).signer())
                .orElse("");
        String lead = words.say(pictures.changed().isEmpty() ? "pictures_same" : "pictures_changed_lead", signer);
        return Optional.of(new Compared(
                lead,
                pictures.changed().stream().map(c -> pair(c, pictures, words)).toList()));
    }

    private static Pair pair(Pictures.Changed changed, Pictures pictures, Words words) {
        String title = words.say("pictures_page", changed.page(), pictures.pages());
        return new Pair(
                title,
                changed.then().map(p -> new Shot(title, words.say("pictures_alt_then", changed.page()), p.address())),
                changed.now().map(p -> new Shot(title, words.say("pictures_alt_now", changed.page()), p.address())));
    }

    private static Optional<String> note(Pictures pictures, Words words) {
        if (pictures.whole()) {
            return Optional.empty();
        }
        return Optional.of(
                pictures.now().isEmpty()
                        ? words.say("pictures_none")
                        : words.say("pictures_some", pictures.now().size(), pictures.pages()));
    }
}
