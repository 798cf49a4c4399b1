package dev.vdx.cli;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;

/** Why nothing was signed or extended, in both languages. */
final class SigningRefusal {
    private SigningRefusal() {}

    static Refusal of(SigningException e, Arguments arguments) {
        Explained english = Explained.of(e, Lang.EN);
        Explained thai = Explained.of(e, Lang.TH);
        boolean noPassword = !arguments.has("--key-password-env") && !arguments.has("--key-password-file");
        boolean hint = noPassword && e.problem() == SigningProblem.KEY_UNREADABLE;
        return Refusal.of(
                e.problem().exitCode(),
                english.message() + " " + english.next()
                        + (hint ? " Give it with --key-password-env VAR or --key-password-file FILE." : ""),
                thai.message() + " " + thai.next()
                        + (hint ? " ระบุรหัสผ่านด้วย --key-password-env VAR หรือ --key-password-file FILE" : ""));
    }
}
