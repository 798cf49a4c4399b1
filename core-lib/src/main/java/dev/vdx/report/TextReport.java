package dev.vdx.report;

import dev.vdx.model.Actor;
import dev.vdx.model.Severity;
import dev.vdx.model.SignatureKind;
import java.util.List;

/** A report as lines for people. */
final class TextReport {
    private final Told told;
    private final Lang lang;
    private final StringBuilder out = new StringBuilder(1024);

    TextReport(Told told, Lang lang) {
        this.told = told;
        this.lang = lang;
    }

    String write() {
        line("", told.because().map(b -> told.answer() + " " + b).orElse(told.answer()));
        line("", Label.FILE.in(lang, told.file(), told.format()));
        line("", Label.CHECKED.in(lang, told.checked(), told.policy()));
        points("", told.points());
        int number = 0;
        for (Told.Signature signature : told.signatures()) {
            out.append('\n');
            signature(signature, ++number);
        }
        return out.toString();
    }

    private void signature(Told.Signature signature, int number) {
        boolean stamp = signature.kind() == SignatureKind.DOCUMENT_TIMESTAMP;
        Label kind = stamp ? Label.DOCUMENT_TIMESTAMP : Label.SIGNATURE;
        String holds =
                signature.why().map(w -> signature.holds() + " (" + w + ")").orElse(signature.holds());
        line("", kind.in(lang, number, told.signatures().size(), signature.id(), holds));
        line("  ", (stamp ? Label.STAMPED_BY : Label.SIGNED_BY).in(lang, signature.signer()));
        line("  ", Label.WHEN.in(lang, signature.when()));
        line("  ", Label.LEVEL.in(lang, signature.level()));
        signature.vouchedBy().ifPresent(v -> line("  ", Label.CHAIN.in(lang, v)));
        if (signature.changes().isEmpty()) {
            line("  ", Label.CHANGED_SINCE.in(lang, Label.NOTHING.in(lang)));
        }
        signature.changes().forEach(c -> line("  ", Label.CHANGED_SINCE.in(lang, changed(c))));
        points("  ", signature.points());
    }

    private String changed(Told.Changed change) {
        Label verdict = switch (change.verdict()) {
            case ALLOWED -> Label.CHANGE_ALLOWED;
            case FORBIDDEN -> Label.CHANGE_FORBIDDEN;
            case SUSPICIOUS -> Label.CHANGE_SUSPICIOUS;
        };
        String more = change.more() > 0 ? Label.MORE.in(lang, change.more()) : "";
        return verdict.in(lang, change.what(), change.place(), more);
    }

    private void points(String indent, List<Told.Point> points) {
        for (Told.Point point : points) {
            line(indent, (point.severity() == Severity.ERROR ? "! " : "- ") + point.message());
            line(indent + "  ", next(point.who()).in(lang, point.next()));
        }
    }

    private static Label next(Actor who) {
        return switch (who) {
            case SIGNER -> Label.NEXT_SIGNER;
            case VERIFIER -> Label.NEXT_VERIFIER;
            case OPERATOR -> Label.NEXT_OPERATOR;
        };
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }
}
