package dev.vdx.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nothing was signed, and nothing was written; says why. */
public final class SigningException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SigningProblem problem;
    private final transient List<String> details;

    public SigningException(SigningProblem problem, String... details) {
        this(null, problem, details);
    }

    public SigningException(@Nullable Throwable cause, SigningProblem problem, String... details) {
        super(problem + (details.length == 0 ? "" : ": " + String.join(", ", details)), cause);
        this.problem = problem;
        this.details = List.of(details);
    }

    /** What the matter is. */
    public SigningProblem problem() {
        return problem;
    }

    /** What fills the placeholders of its message. */
    public List<String> details() {
        return details;
    }
}
