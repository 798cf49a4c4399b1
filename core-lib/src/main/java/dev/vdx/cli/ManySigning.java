package dev.vdx.cli;

import dev.vdx.BulkDocument;
import dev.vdx.Signer;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code vdx sign} of folders, lists and several files, a signature each: one line of JSON a document, how far it is, and a summary.
 * What is there already is left as it is, so a run that was stopped goes on.
 */
final class ManySigning {
    private static final int LEFT_OUT = 1;
    /** After so many in a row failed alike by a service, the rest would only wait for it. */
    private static final int MOST_ALIKE = 3;

    private final Console console;
    private final ManyInputs inputs;
    private final Arguments arguments;
    private final SigningLines lines;
    private volatile boolean stopped;
    private int signed;
    private int kept;
    private int refused;
    private int alike;
    private Optional<SigningProblem> last = Optional.empty();
    private Optional<SigningException> down = Optional.empty();

    private enum Outcome {
        SIGNED,
        KEPT,
        REFUSED,
        LEFT
    }

    private record Result(Outcome outcome, Optional<SigningException> why) {
        static Result of(Outcome outcome) {
            return new Result(outcome, Optional.empty());
        }
    }

    ManySigning(Console console, ManyInputs inputs, Arguments arguments) {
        this.console = console;
        this.inputs = inputs;
        this.arguments = arguments;
        this.lines = new SigningLines(console);
    }

    @SuppressWarnings("try") // held, not used
    int run(Signer signer, Level level) throws Refusal {
        ManyProgress progress = new ManyProgress(inputs.documents().size(), System.nanoTime());
        // Stopped, the program ends when the hook is let go: what is to be said is said before.
        try (StopHook stopping = StopHook.of(() -> stopped = true)) {
            try (progress) {
                progress.show(console);
                InOrder.run(
                        inputs.documents().size(),
                        n -> one(signer, inputs.documents().get(n)),
                        (n, result) -> {
                            take(inputs.documents().get(n), result);
                            progress.finished(result.outcome() == Outcome.SIGNED);
                        });
            } finally {
                tell(level, progress.pace(System.nanoTime()));
            }
        }
        if (down.isPresent()) {
            throw SigningRefusal.of(down.get(), arguments);
        }
        return refused > 0 ? LEFT_OUT : Exit.DONE;
    }

    private Result one(Signer signer, BulkDocument document) {
        if (stopped) {
            return Result.of(Outcome.LEFT);
        } else if (Files.exists(document.out())) {
            return Result.of(Outcome.KEPT);
        }
        try {
            Path folder = document.out().toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            signer.sign(document.in(), document.out());
            return Result.of(Outcome.SIGNED);
        } catch (SigningException e) {
            return new Result(Outcome.REFUSED, Optional.of(e));
        } catch (IOException e) {
            return new Result(
                    Outcome.REFUSED,
                    Optional.of(new SigningException(
                            e, SigningProblem.FILE_FAILED, document.in().toString(), Reasons.of(e))));
        }
    }

    private void take(BulkDocument document, Result result) {
        switch (result.outcome()) {
            case SIGNED -> {
                signed++;
                alike = 0;
                lines.signed(document);
            }
            case KEPT -> {
                kept++;
                lines.kept(document);
            }
            case REFUSED -> {
                refused++;
                SigningException why = result.why().orElseThrow();
                lines.refused(document, why);
                failed(why);
            }
            case LEFT -> {
                // Counted by what is missing.
            }
        }
    }

    private void failed(SigningException why) {
        alike = last.filter(why.problem()::equals).isPresent() ? alike + 1 : 1;
        last = Optional.of(why.problem());
        if (alike >= MOST_ALIKE && why.problem().passes()) {
            // What is under way on other processors comes to its end and is told too.
            stopped = true;
            down = Optional.of(why);
        }
    }

    private void tell(Level level, String pace) {
        int left = inputs.documents().size() - signed - kept - refused;
        console.tell(
                "Signed at level " + level + " into " + inputs.folder() + ": " + signed + " (" + pace
                        + "); there already: "
                        + kept + "; refused: " + refused
                        + (left > 0 ? "; left: " + left + ", run the same command again." : "."),
                "ลงลายมือชื่อระดับ " + level + " แล้ว " + signed + " เอกสาร ไว้ที่ " + inputs.folder() + " (" + pace
                        + ") มีอยู่แล้ว " + kept + " ลงนามไม่ได้ " + refused
                        + (left > 0 ? " เหลืออีก " + left + " ให้สั่งคำสั่งเดิมอีกครั้ง" : ""));
    }
}
