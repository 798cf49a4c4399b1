package dev.vdx.exchange;

import org.jspecify.annotations.Nullable;

/** A message, receipt or directory is not what it should be; says why in one word and in one sentence. */
public final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExchangeProblem problem;
    private final String detail;

    public ExchangeException(ExchangeProblem problem, String detail) {
        this(problem, detail, null);
    }

    public ExchangeException(ExchangeProblem problem, String detail, @Nullable Throwable cause) {
        super(problem.code() + ": " + detail, cause);
        this.problem = problem;
        this.detail = detail;
    }

    /** What the matter is. */
    public ExchangeProblem problem() {
        return problem;
    }

    /** Where and how; English, without content of documents or personal data. */
    public String detail() {
        return detail;
    }
}
