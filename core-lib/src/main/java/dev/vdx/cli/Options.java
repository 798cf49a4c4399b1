package dev.vdx.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Builds the options of a command; every value is read as it stands and understood by {@link Arguments}. */
final class Options {
    private Options() {}

    static CommandSpec command(String name, String... header) {
        CommandSpec spec = CommandSpec.create().name("vdx " + name);
        spec.usageMessage().header(header);
        return spec;
    }

    static OptionSpec flag(String name, String... description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    static OptionSpec value(String name, String label, String... description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** May be given several times. */
    static OptionSpec values(String name, String label, String... description) {
        return OptionSpec.builder(name)
                .type(java.util.List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    static PositionalParamSpec positionals(String label, String arity, String... description) {
        return PositionalParamSpec.builder()
                .index("0..*")
                .type(java.util.List.class)
                .auxiliaryTypes(String.class)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .paramLabel(label)
                .description(description)
                .build();
    }
}
