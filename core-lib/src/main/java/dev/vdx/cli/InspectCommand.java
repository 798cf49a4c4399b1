package dev.vdx.cli;

import dev.vdx.FileKind;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.Outcome;
import dev.vdx.model.Severity;
import dev.vdx.model.Source;
import dev.vdx.pdf.Carried;
import dev.vdx.pdf.PdfInspection;
import dev.vdx.pdf.PdfInspector;
import dev.vdx.pdf.prepared.Preparations;
import dev.vdx.report.Lang;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx inspect}: what is inside a file, without judgement. */
final class InspectCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "inspect",
                "Tells what is inside a PDF, without judging it.",
                "บอกสิ่งที่อยู่ในไฟล์ PDF โดยไม่ตัดสินว่าเชื่อถือได้หรือไม่");
        spec.addOption(Options.value("--format", "FORMAT", "text (the default) or json, one object."));
        spec.addOption(
                Options.value("--lang", "LANG", "en or th; your locale's language by default, JSON in English."));
        spec.addOption(Options.flag(
                "--before-signing",
                "Also look for what a signer should see first: hidden or covered text, fields that show something else,",
                "layers, actions, fonts or content that are not in the file, earlier versions."));
        spec.addPositional(Options.positionals("FILE", "1", "The file to look into."));
        spec.usageMessage()
                .footer(
                        "",
                        "Exit code: 0 told, 4 not readable, or not a PDF; 64 wrong arguments, 66 no such file;",
                        "with --before-signing 2 where something should be seen first.",
                        "",
                        "Examples:",
                        "  vdx inspect licence.pdf",
                        "  vdx inspect --before-signing draft.pdf");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        boolean json = arguments.choice("--format", "text", "text", "json").equals("json");
        Lang lang = arguments.lang().orElse(json ? Lang.EN : console.language());
        Path file = Inputs.files(arguments.positionals()).get(0);
        try (Source source = Source.file(file)) {
            Format format = FileKind.of(source);
            boolean ahead = arguments.has("--before-signing") && format == Format.PDF;
            Optional<List<Finding>> prepared =
                    ahead ? Optional.of(Preparations.in(source, Limits.DEFAULT)) : Optional.empty();
            Optional<ForMachines> forMachines =
                    format == Format.PDF ? Carried.in(source, Limits.DEFAULT, ForMachines::of) : Optional.empty();
            Inspection found = new Inspection(
                    file.toString(), format, source.size(), inside(source, format), forMachines, prepared);
            console.out().print(json ? new InspectionJson(lang).of(found) : new InspectionText(lang).of(found));
            return found.exitCode();
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + file + ": " + Reasons.of(e), "อ่าน " + file + " ไม่ได้: " + Reasons.of(e));
        }
    }

    private static PdfInspection inside(Source source, Format format) throws IOException {
        if (format == Format.PDF) {
            return PdfInspector.inspect(source, Limits.DEFAULT);
        }
        FindingCode code = source.size() == 0
                ? FindingCode.EMPTY_FILE
                : format == Format.UNKNOWN ? FindingCode.UNKNOWN_FORMAT : FindingCode.INSPECTS_PDF_ONLY;
        Finding why = code == FindingCode.INSPECTS_PDF_ONLY ? Finding.of(code, format.label()) : Finding.of(code);
        return new PdfInspection("", 0, false, Optional.empty(), List.of(), List.of(), List.of(), List.of(why));
    }

    /** What was found in one file. */
    record Inspection(
            String file,
            Format format,
            long size,
            PdfInspection inside,
            Optional<ForMachines> forMachines,
            Optional<List<Finding>> prepared) {

        /** A PDF has a revision at least; a part of it may still be unreadable. */
        boolean readable() {
            return !inside.revisions().isEmpty();
        }

        /** Where it was asked for, whether a signer should see something first. */
        int exitCode() {
            if (!readable()) {
                return Outcome.UNREADABLE.exitCode();
            }
            boolean warned =
                    prepared.orElse(List.of()).stream().anyMatch(f -> f.code().severity() != Severity.INFO);
            return warned ? Outcome.INDETERMINATE.exitCode() : Exit.DONE;
        }
    }
}
