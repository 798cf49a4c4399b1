package dev.vdx.cli;

import dev.vdx.model.Nearest;
import dev.vdx.report.Lang;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The {@code vdx} command ({@code spec/cli.md}). */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), Console.ofProcess()));
    }

    /** Runs one command. */
    static int run(List<String> args, Console console) {
        int code;
        try {
            code = dispatch(args, console);
        } catch (Refusal refusal) {
            console.say("vdx: " + refusal.in(Lang.EN), "vdx: " + refusal.in(Lang.TH));
            code = refusal.exitCode();
        } catch (OutOfMemoryError e) {
            console.say(
                    "vdx: out of memory; give it more: VDX_OPTS=-Xmx1g vdx …",
                    "vdx: หน่วยความจำไม่พอ เพิ่มได้ด้วย VDX_OPTS=-Xmx1g vdx …");
            code = Exit.DEFECT;
        } catch (RuntimeException | Error defect) {
            code = Defect.tell(defect, console);
        }
        console.err().flush();
        console.out().flush();
        if (console.out().checkError() && code == Exit.DONE) {
            console.say("vdx: what was written to standard output got lost", "vdx: เขียนผลลัพธ์ออกไม่สำเร็จ");
            return Exit.DEFECT;
        }
        return code;
    }

    private static int dispatch(List<String> args, Console console) throws Refusal {
        String first = args.isEmpty() ? "" : args.get(0);
        switch (first) {
            case "-h", "--help", "help" -> {
                return help(args, console);
            }
            case "-V", "--version", "version" -> {
                console.out().println(Version.text());
                return Exit.DONE;
            }
            case "" -> {
                console.err().println(Commands.overview());
                return Exit.USAGE;
            }
            default -> {
                return run(command(first), args.subList(1, args.size()), console);
            }
        }
    }

    private static int help(List<String> args, Console console) throws Refusal {
        if (args.size() > 1) {
            usage(command(args.get(1)), console);
        } else {
            console.out().println(Commands.overview());
        }
        return Exit.DONE;
    }

    private static Command command(String name) throws Refusal {
        Optional<Command> command = Commands.named(name);
        if (command.isEmpty()) {
            String near = Nearest.to(name, Commands.NAMES)
                    .map(n -> " (did you mean " + n + "?)")
                    .orElse("");
            throw Refusal.usage(
                    "no command " + name + near + "; vdx --help lists them",
                    "ไม่มีคำสั่ง " + name + near + " ดูรายการได้จาก vdx --help");
        }
        return command.get();
    }

    private static int run(Command command, List<String> args, Console console) throws Refusal {
        CommandLine line = line(command);
        ParseResult parsed;
        try {
            parsed = line.parseArgs(args.toArray(String[]::new));
        } catch (ParameterException e) {
            // "vdx verify", say.
            String name = command.spec().name();
            throw Refusal.usage(
                    e.getMessage() + "; " + name + " --help tells more",
                    "คำสั่งไม่ถูกต้อง ดูวิธีใช้ได้จาก " + name + " --help");
        }
        if (parsed.isUsageHelpRequested()) {
            usage(command, console);
            return Exit.DONE;
        }
        if (parsed.isVersionHelpRequested()) {
            console.out().println(Version.text());
            return Exit.DONE;
        }
        return command.run(parsed, console);
    }

    private static void usage(Command command, Console console) {
        line(command).usage(console.out(), Ansi.OFF);
    }

    private static CommandLine line(Command command) {
        CommandSpec spec = command.spec();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("This help.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("The version of vdx.")
                .build());
        spec.usageMessage().sortOptions(false);
        // A file may be called @list or ${x}.
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setUsageHelpAutoWidth(false);
    }
}
