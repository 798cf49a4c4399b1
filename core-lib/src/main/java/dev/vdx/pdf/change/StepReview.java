package dev.vdx.pdf.change;

import dev.vdx.model.ChangeRule;
import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares one revision with the next. */
final class StepReview {
    private final PdfFile file;
    private final RoleMap roles;
    private final Frozen frozen;

    StepReview(PdfFile file, RoleMap roles, Frozen frozen) {
        this.file = file;
        this.roles = roles;
        this.frozen = frozen;
    }

    List<Judged> review(Revision before, Revision after) {
        try {
            return judged(before, after);
        } catch (PdfException e) {
            return List.of(Judged.limit(e.reason()));
        }
    }

    private List<Judged> judged(Revision before, Revision after) {
        Set<Integer> touched = touched(before, after);
        Step step = new Step(file, before, after, roles, touched);
        step.signing(signing(step, touched));
        List<Judged> all = new ArrayList<>(new TrailerRule(step).judge());
        for (int number : after.hiddenNumbers()) {
            if (touched.contains(number)) {
                // Some readers follow the hidden part and some do not: two documents under one signature.
                all.add(Judged.suspicious("object " + number, "/XRefStm"));
            }
        }
        ObjectJudge judge = new ObjectJudge(step, frozen);
        // Containers first: they tell which lists and restated values are judged with them.
        List<Integer> later = new ArrayList<>();
        for (int number : touched) {
            file.budget().object();
            if (after.object(number)
                    .filter(o -> o.value() instanceof PdfDictionary)
                    .isPresent()) {
                all.add(judge.judge(number));
            } else {
                later.add(number);
            }
        }
        for (int number : later) {
            all.add(judge.judge(number));
        }
        all.addAll(new ByteReview(file).review(after));
        freeze(step, touched);
        return all;
    }

    private static Set<Integer> touched(Revision before, Revision after) {
        Set<Integer> touched = new LinkedHashSet<>();
        for (int number : after.numbers()) {
            if (number != 0 && !before.entry(number).equals(after.entry(number))) {
                touched.add(number);
            }
        }
        return touched;
    }

    /** DOCUMENT_TIMESTAMP where nothing else is signed or put up for signing, and nothing shows. */
    private ChangeRule signing(Step step, Set<Integer> touched) {
        boolean timestamp = false;
        boolean signature = false;
        for (int number : touched) {
            Optional<PdfDictionary> field = field(step.after(), number);
            if (field.isEmpty() || step.unchanged(number)) {
                continue;
            }
            PdfDictionary old = field(step.before(), number).orElse(PdfDictionary.EMPTY);
            if (!field.get().get("V").equals(old.get("V"))) {
                step.redrawn(number, field.get());
            }
            if (RoleRules.isSignature(field.get(), step.after())) {
                step.after().array(field.get(), "Kids").items().forEach(step::kidOfSigning);
                boolean stamp = new CoverRule(step).signingOf(field.get()) == ChangeRule.DOCUMENT_TIMESTAMP;
                timestamp |= stamp;
                signature |= !stamp;
            }
        }
        return timestamp && !signature ? ChangeRule.DOCUMENT_TIMESTAMP : ChangeRule.NEW_SIGNATURE;
    }

    private Optional<PdfDictionary> field(Revision view, int number) {
        return view.object(number)
                .filter(o -> Role.FIELD.in(roles.of(number)) && o.value() instanceof PdfDictionary)
                .map(o -> (PdfDictionary) o.value());
    }

    private void freeze(Step step, Set<Integer> touched) {
        for (int number : touched) {
            Optional<IndirectObject> object = step.after().object(number);
            if (Role.FIELD.in(roles.of(number))
                    && object.isPresent()
                    && object.get().value() instanceof PdfDictionary field
                    && field.get("V") != PdfNull.NULL) {
                frozen.freeze(step.after(), number, field);
            }
        }
    }
}
