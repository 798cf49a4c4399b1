package dev.vdx.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.node.page.Examined;
import dev.vdx.node.page.Examiner;
import dev.vdx.node.page.Pages;
import dev.vdx.node.page.Visit;
import dev.vdx.node.push.Refusal;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Verify: a person brings a file and sees what it is worth. Of the file nothing is kept and nothing is logged. */
public final class VerifyRoutes {
    private static final String LIMITS = "org.eclipse.jetty.multipartConfig";
    private static final int FORM_BYTES = 64 << 10;

    private final Pages pages;
    private final Examiner examiner;
    private final PageAnswers answers;
    private final Allowance allowance;

    /**
     * Verify for whoever can reach the listener, signed in or not.
     *
     * @param allowance how many files strangers may bring
     */
    public VerifyRoutes(Pages pages, Examiner examiner, Allowance allowance) {
        this.pages = pages;
        this.examiner = examiner;
        this.answers = new PageAnswers(pages);
        this.allowance = allowance;
    }

    /** On a listener where nobody signs in. */
    void register(JavalinConfig config) {
        PageAnswers.register(config);
        config.routes.get(
                "/verify", answers.page(PageAnswers::anonymous, ctx -> show(ctx, PageAnswers.anonymous(ctx))));
        config.routes.post("/verify", answers.page(PageAnswers::anonymous, ctx -> {
            Visit visit = PageAnswers.anonymous(ctx);
            if (!allowance.take()) {
                throw new Refusal(429, "too-many", "too many files in a short time");
            }
            examine(ctx, visit, token -> true);
        }));
    }

    void show(Context ctx, Visit visit) {
        PageAnswers.show(ctx, pages.verify(visit, examiner.largest(), Optional.empty()));
    }

    /** Whether a form is from a page of ours. */
    interface FormCheck {
        boolean owns(String token);
    }

    void examine(Context ctx, Visit visit, FormCheck check) throws Refusal, IOException {
        try (Examiner.Desk desk = examiner.desk()) {
            ctx.req()
                    .setAttribute(
                            LIMITS,
                            new MultipartConfigElement(
                                    desk.folder().toString(), examiner.largest(), examiner.largest() + FORM_BYTES, 0));
            Optional<Part> part = file(ctx, check);
            if (part.isEmpty()) {
                again(ctx, visit, 422, "no-file");
                return;
            }
            Path file = desk.folder().resolve("file");
            try (InputStream in = part.get().getInputStream()) {
                Files.copy(in, file);
            }
            part.get().delete();
            String name = name(part.get());
            Examined examined = desk.examine(file, name, visit.reader().isEmpty());
            PageAnswers.show(ctx, pages.verdict(visit, examined));
        } catch (TooLargeException e) {
            again(ctx, visit, 413, "over-limit");
        }
    }

    private void again(Context ctx, Visit visit, int status, String problem) {
        ctx.status(status);
        PageAnswers.show(ctx, pages.verify(visit, examiner.largest(), Optional.of(problem)));
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** The file of the form, if one was chosen. */
    private Optional<Part> file(Context ctx, FormCheck check) throws Refusal, IOException {
        if (ctx.req().getContentLengthLong() > examiner.largest() + FORM_BYTES) {
            throw new TooLargeException();
        }
        try {
            if (!check.owns(text(ctx, "token"))) {
                throw new Refusal(403, "form-stale", "the form is not from a page of this session");
            }
            return Optional.ofNullable(ctx.req().getPart("file"))
                    .filter(p -> p.getSize() > 0
                            || !Optional.ofNullable(p.getSubmittedFileName())
                                    .orElse("")
                                    .isEmpty());
        } catch (ServletException e) {
            if (overLimit(e)) {
                throw new TooLargeException();
            }
            throw new Refusal(400, "broken-off", "no form with a file came");
        }
    }

    /** Jetty says so by an IllegalStateException underneath. */
    private static boolean overLimit(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException) {
                return true;
            }
        }
        return false;
    }

    private static String text(Context ctx, String name) throws IOException, ServletException {
        Part part = ctx.req().getPart(name);
        if (part == null) {
            return "";
        }
        try (InputStream in = part.getInputStream()) {
            return new String(in.readNBytes(200), UTF_8);
        }
    }

    private static String name(Part part) {
        String name = Optional.ofNullable(part.getSubmittedFileName()).orElse("");
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.substring(0, Math.min(255, last.length()));
    }
}
