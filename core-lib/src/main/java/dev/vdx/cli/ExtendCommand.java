package dev.vdx.cli;

import dev.vdx.Extender;
import dev.vdx.cms.TimestampSource;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx extend}: makes the signatures of a document last. */
final class ExtendCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "extend",
                "Makes the signatures of a PDF, CMS, JSON or XML file, or of an ASiC container, last, or last longer; the original stays as it is.",
                "ทำให้ลายมือชื่อในไฟล์ PDF, CMS, JSON, XML หรือ ASiC ตรวจสอบได้นานขึ้น โดยไม่แตะต้องไฟล์ต้นฉบับ");
        spec.addOption(
                Options.value(
                        "--level",
                        "LEVEL",
                        "T adds a trusted time, LT what proves signatures later, LTA a time-stamp over that; LTA again renews it."));
        Authorities.addTo(spec);
        spec.addOption(Options.values(
                "--trust",
                "PATH",
                "Whom you trust to sign: a certificate, a folder of them, or a trust store. Without it chains may end at any",
                "self-signed root: the document is extended, and trusted by nobody for that."));
        spec.addOption(Options.values("--tsa-trust", "PATH", "Whom you trust for time; without it --trust serves."));
        spec.addOption(Options.values("--content", "FILE", "What a detached signature in CMS, JSON or XML signs."));
        spec.addOption(Options.value(
                "--pending",
                "DIR",
                "Instead of a FILE: raise all that vdx sign --allow-later left behind in DIR, each in its place and to the level that was"
                        + " asked for then."));
        spec.addOption(Options.value("-o", "OUT", "The file to write."));
        spec.addPositional(Options.positionals("FILE", "0..1", "The file to extend."));
        spec.usageMessage()
                .footer(
                        "",
                        "Exit code: 0 extended, 1 a signature is not valid or a certificate revoked, 2 not proven, or no time-stamp or",
                        "revocation data to be had, 3 not signed, 4 not readable, 64 wrong arguments, also a level that is there already,",
                        "66 no such file. On failure nothing is written.",
                        "With --pending: a line of JSON a document on stdout; 0 all are raised, 2 some wait for a service, 1 some stay for",
                        "another reason. Without --tsa the authorities asked when it was signed are asked.",
                        "",
                        "Example:",
                        "  vdx extend --level LTA --tsa http://tsa.example/ --trust anchors/ -o lasting.pdf signed.pdf",
                        "  vdx extend --pending signed/ --trust anchors/");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        return arguments.has("--pending") ? pending(arguments, console) : one(arguments, console);
    }

    private static int pending(Arguments arguments, Console console) throws Refusal {
        Path folder = PendingRaising.folder(arguments);
        Progress progress = Progress.start(
                console, "raising what is pending in " + folder, "กำลังยกระดับเอกสารที่ค้างอยู่ใน " + folder);
        try (progress) {
            return new PendingRaising(console).run(extender(Level.LTA, arguments, console), folder);
        } catch (SigningException e) {
            throw SigningRefusal.of(e, arguments);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + folder + " or write to it: " + Reasons.of(e),
                    "อ่านหรือเขียนในโฟลเดอร์ " + folder + " ไม่ได้: " + Reasons.of(e));
        }
    }

    private static Extender extender(Level level, Arguments arguments, Console console)
            throws Refusal, SigningException {
        Optional<TimestampSource> tsa = Authorities.of(arguments, console);
        Extender extender = Extender.to(level).clock(console.clock());
        extender = tsa.isPresent() ? extender.timestamps(tsa.get()) : extender;
        if (arguments.has("--trust")) {
            extender = extender.trusting(Anchors.of(arguments, "--trust"));
        }
        return arguments.has("--tsa-trust")
                ? extender.timestampsTrusting(Anchors.of(arguments, "--tsa-trust"))
                : extender;
    }

    private static int one(Arguments arguments, Console console) throws Refusal {
        if (!arguments.has("--level")) {
            throw Refusal.usage(
                    "say how far to extend: --level T, LT or LTA", "ระบุระดับที่ต้องการด้วย --level T, LT หรือ LTA");
        }
        Level level = Level.valueOf(arguments.choice("--level", "LT", "T", "LT", "LTA"));
        if (arguments.positionals().size() != 1) {
            throw Refusal.usage(
                    "name one file to extend, or a folder with --pending DIR",
                    "ระบุไฟล์ที่จะยกระดับหนึ่งไฟล์ หรือระบุโฟลเดอร์ด้วย --pending DIR");
        }
        Path in = Inputs.file(arguments.positionals().get(0));
        List<Path> content = Inputs.files(arguments.values("--content"));
        Path out = OutputFile.named(arguments, in);
        if (!arguments.has("--tsa") && level != Level.LT) {
            throw Refusal.usage(
                    "--level " + level + " needs a time-stamp authority: --tsa URL",
                    "--level " + level + " ต้องระบุผู้ให้บริการประทับเวลาด้วย --tsa URL");
        }
        Progress progress = Progress.start(console, "extending " + in, "กำลังต่ออายุลายมือชื่อใน " + in);
        try {
            extender(level, arguments, console).extend(in, content, out);
        } catch (SigningException e) {
            throw SigningRefusal.of(e, arguments);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + in + " or write " + out + ": " + Reasons.of(e),
                    "อ่าน " + in + " หรือเขียน " + out + " ไม่ได้: " + Reasons.of(e));
        } finally {
            progress.close();
        }
        String beside = content.stream()
                .map(each -> "--content " + ShellWord.of(each) + " ")
                .collect(Collectors.joining());
        String look = "vdx verify --trust ROOT.pem --tsa-trust TSA-ROOT.pem " + beside + ShellWord.of(out);
        console.tell(
                "Extended to level " + level + ": " + out + ". Look at it with: " + look,
                "ต่ออายุลายมือชื่อเป็นระดับ " + level + " แล้ว: " + out + " ตรวจดูได้ด้วย: " + look);
        return Exit.DONE;
    }
}
