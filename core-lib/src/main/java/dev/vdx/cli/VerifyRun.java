package dev.vdx.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.exchange.CheckedFile;
import dev.vdx.exchange.Sha256;
import dev.vdx.model.Outcome;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One run over the files of {@code vdx verify}: on all processors, in order, and where it is asked for on from an earlier one. */
final class VerifyRun implements AutoCloseable {
    private static final List<String> JUDGE_BY_ANCHORS = List.of("--trust", "--tsa-trust", "--directory-trust");
    private static final List<String> JUDGE_BY = List.of("--at", "--policy", "--directory");

    private final VerifyInputs inputs;
    private final Console console;
    private final Optional<ResultsFile> results;

    private VerifyRun(VerifyInputs inputs, Console console, Optional<ResultsFile> results) {
        this.inputs = inputs;
        this.console = console;
        this.results = results;
    }

    /** Is told of each file that was verified. */
    interface Also {
        void verified(Path file, List<CheckedFile> all) throws Refusal;
    }

    private record Result(List<CheckedFile> all, ObjectNode looked, Optional<Refusal> refusal) {}

    static VerifyRun of(Arguments arguments, VerifyInputs inputs, Console console) throws Refusal {
        Optional<Path> file = arguments.pathOf("--results");
        if (file.isEmpty()) {
            return new VerifyRun(inputs, console, Optional.empty());
        }
        for (Path each : inputs.files()) {
            OutputFile.check("--results", file.get(), each);
        }
        return new VerifyRun(inputs, console, Optional.of(ResultsFile.open(file.get(), judgedBy(arguments))));
    }

    private static String judgedBy(Arguments arguments) throws Refusal {
        // Another version may judge otherwise.
        StringBuilder all = new StringBuilder(Version.number()).append(' ').append(arguments.has("--offline"));
        for (String option : JUDGE_BY) {
            String value = arguments.value(option).orElse("");
            all.append('\n').append(option).append(' ').append(value).append(contentOf(value));
        }
        for (String option : JUDGE_BY_ANCHORS) {
            TrustAnchors anchors = arguments.has(option) ? Anchors.of(arguments, option) : TrustAnchors.none();
            all.append('\n').append(option);
            anchors.certificates().stream()
                    .map(VerifyRun::encoded)
                    .sorted()
                    .forEach(c -> all.append(' ').append(c));
        }
        return all.toString();
    }

    /** A policy or a directory may have changed under the same name. */
    private static String contentOf(String value) throws Refusal {
        Path path = Arguments.path(value);
        try {
            return !value.isEmpty() && Files.isRegularFile(path)
                    ? Sha256.of(Files.readAllBytes(path)).hex()
                    : "";
        } catch (IOException e) {
            throw FileLists.unreadable(path, e);
        }
    }

    private static String encoded(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    void each(VerifyCommand.Verification verification, VerifyOutput output, Also also) throws Refusal {
        List<Path> files = new ArrayList<>();
        for (Path file : inputs.files()) {
            Optional<Outcome> before = results.flatMap(r -> r.of(file));
            before.ifPresent(output::count);
            if (before.isEmpty()) {
                files.add(file);
            }
        }
        if (files.size() == 1 && !inputs.many()) {
            Path file = files.get(0);
            Progress progress = Progress.start(console, "verifying " + file, "กำลังตรวจสอบ " + file);
            Result result;
            try {
                result = checked(verification, file);
            } finally {
                progress.close();
            }
            take(file, result, output, also);
            return;
        }
        ManyProgress progress = new ManyProgress(files.size(), System.nanoTime());
        try (progress) {
            progress.show(console);
            InOrder.run(files.size(), n -> checked(verification, files.get(n)), (n, result) -> {
                take(files.get(n), result, output, also);
                progress.finished(false);
            });
        }
        if (inputs.many()) {
            output.summary(files.size(), inputs.files().size() - files.size(), progress.pace(System.nanoTime()));
        }
    }

    private static Result checked(VerifyCommand.Verification verification, Path file) {
        ObjectNode looked = ResultsFile.looked(file);
        try {
            return new Result(verification.of(file), looked, Optional.empty());
        } catch (IOException e) {
            return new Result(List.of(), looked, Optional.of(FileLists.unreadable(file, e)));
        } catch (Refusal e) {
            return new Result(List.of(), looked, Optional.of(e));
        }
    }

    private void take(Path file, Result result, VerifyOutput output, Also also) throws Refusal {
        if (result.refusal().isPresent() && inputs.many()) {
            output.notOpened(result.refusal().get());
            return;
        } else if (result.refusal().isPresent()) {
            throw result.refusal().get();
        }
        Outcome outcome = output.show(result.all());
        also.verified(file, result.all());
        if (results.isPresent()) {
            results.get().add(result.looked(), outcome);
        }
    }

    @Override
    public void close() throws Refusal {
        if (results.isPresent()) {
            results.get().close();
        }
    }
}
