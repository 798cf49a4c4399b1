package dev.vdx.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class InspectCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Options.command("x");
    }

    @Override
    public int run(ParseResult arguments, Console console) throws Refusal {
        return 0;
    }
}
