package dev.vdx.cli;

import dev.vdx.model.Nearest;
import dev.vdx.model.Policy;
import dev.vdx.policy.PolicyException;
import dev.vdx.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code --policy} says: the name of a policy of ours, or a file. */
final class PolicyArgument {
    private PolicyArgument() {}

    static Policy of(Arguments arguments) throws Refusal {
        Optional<String> given = arguments.value("--policy");
        if (given.isEmpty() || given.get().equals(Policy.STRICT.name())) {
            return Policy.STRICT;
        }
        Optional<Policy> ours = PolicyFile.builtIn(given.get());
        return ours.isPresent() ? ours.get() : read(given.get());
    }

    private static Policy read(String name) throws Refusal {
        boolean word = !name.contains("/") && !name.contains(".");
        if (word && !Files.exists(Arguments.path(name))) {
            String near = Nearest.to(name, PolicyFile.BUILT_IN)
                    .map(n -> "; did you mean " + n + "?")
                    .orElse("");
            throw Refusal.usage(
                    "--policy " + name + ": choose one of " + String.join(", ", PolicyFile.BUILT_IN)
                            + ", or name a JSON file" + near,
                    "--policy " + name + ": เลือกได้จาก " + String.join(", ", PolicyFile.BUILT_IN)
                            + " หรือระบุไฟล์ JSON");
        }
        Path file = Inputs.file(name);
        try {
            return PolicyFile.read(file);
        } catch (PolicyException e) {
            throw Refusal.usage(
                    "--policy " + name + ": " + e.getMessage(),
                    "--policy " + name + ": ไฟล์นโยบายไม่ถูกต้อง (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + name + ": " + Reasons.of(e), "อ่าน " + name + " ไม่ได้: " + Reasons.of(e));
        }
    }
}
