package dev.vdx.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx extend}: known, and refused. */
final class ExtendCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "extend", "Makes a signature last (not in this version).", "ต่ออายุลายมือชื่อ (ยังไม่มีในรุ่นนี้)");
        spec.addOption(Options.value("--level", "LEVEL", "T, LT or LTA."));
        spec.addOption(Options.value("--tsa", "URL", "The time-stamp authority to ask."));
        spec.addOption(Options.values("--trust", "PATH", "Whom you trust."));
        spec.addOption(Options.value("-o", "OUT", "The file to write."));
        spec.addPositional(Options.positionals("FILE", "1", "The file to extend."));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        throw Refusal.usage(
                "extend is not in this version; nothing was written. To have a trusted time in a new signature:"
                        + " vdx sign --level T --tsa URL",
                "รุ่นนี้ยังไม่มีคำสั่ง extend และไม่ได้เขียนไฟล์ใด หากต้องการเวลาที่เชื่อถือได้ในลายมือชื่อใหม่ ใช้"
                        + " vdx sign --level T --tsa URL");
    }
}
