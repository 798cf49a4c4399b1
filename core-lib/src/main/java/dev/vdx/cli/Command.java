package dev.vdx.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of {@code vdx}. */
interface Command {

    /** Its name, options and help, without those that every command has. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return the exit code
     * @throws Refusal if it cannot be done
     */
    int run(ParseResult arguments, Console console) throws Refusal;
}
