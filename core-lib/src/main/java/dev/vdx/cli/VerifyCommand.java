package dev.vdx.cli;

import dev.vdx.Verifier;
import dev.vdx.model.Outcome;
import dev.vdx.model.Policy;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx verify}: who signed, when, and was it changed since. */
final class VerifyCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "verify",
                "Verifies the signatures of files.",
                "ตรวจสอบลายมือชื่อในไฟล์: ผู้ใดลงนาม เมื่อใด และถูกแก้ไขหลังจากนั้นหรือไม่");
        spec.addOption(Options.values(
                "--trust",
                "PATH",
                "Whom you trust: a certificate (PEM, DER), a folder of them, or a PKCS#12 or JKS trust store."
                        + " Without it nobody is trusted."));
        spec.addOption(Options.values("--tsa-trust", "PATH", "Whom you trust for time; without it --trust serves."));
        spec.addOption(
                Options.values("--content", "FILE", "What a detached signature signs; all of it must be signed."));
        spec.addOption(Options.value(
                "--at", "INSTANT", "Verify as of this time (RFC 3339, such as 2026-11-24T10:15:00+07:00)."));
        spec.addOption(Options.flag("--offline", "Open no network connection."));
        spec.addOption(Options.value("--policy", "NAME", "The demands to judge by: strict (the default)."));
        spec.addOption(Options.value("--format", "FORMAT", "text (the default) or json, one object a line."));
        spec.addOption(Options.value(
                "--lang", "LANG", "en or th. Text is in your locale's language by default, JSON in English."));
        spec.addPositional(Options.positionals("FILE", "1..*", "The files to verify."));
        spec.usageMessage()
                .footer(
                        "",
                        "Exit code: 0 passed, 1 failed, 2 not proven, 3 not signed, 4 not readable;",
                        "of several files the worst. 64 wrong arguments, 66 no such file.",
                        "",
                        "Examples:",
                        "  vdx verify --trust anchors/ licence.pdf",
                        "  vdx verify --trust root.pem --format json *.pdf > report.jsonl",
                        "  vdx verify --lang th --offline --at 2026-11-24T00:00:00Z --trust root.pem x.pdf");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        refuseWhatIsNotThere(arguments);
        boolean json = arguments.choice("--format", "text", "text", "json").equals("json");
        Lang lang = json ? arguments.lang().orElse(Lang.EN) : arguments.lang().orElse(console.language());
        Optional<Instant> at = arguments.instant("--at");
        List<Path> files = Inputs.files(arguments.positionals());
        List<Path> content = Inputs.files(arguments.values("--content"));
        Verifier verifier = verifier(arguments, at, console);
        Outcome worst = Outcome.PASSED;
        boolean first = true;
        for (Path file : files) {
            Report report = report(verifier, file, content, console);
            worst = worst.worse(report.outcome());
            if (json) {
                console.out().print(report.toJson(lang) + "\n");
            } else {
                console.out()
                        .print((first ? "" : "\n")
                                + report.toText(lang, console.zone().get()));
            }
            console.out().flush();
            first = false;
        }
        return worst.exitCode();
    }

    private static void refuseWhatIsNotThere(Arguments arguments) throws Refusal {
        if (arguments.value("--format").filter("etsi"::equals).isPresent()) {
            throw Refusal.usage(
                    "--format etsi is not in this version; --format json holds the same facts",
                    "รุ่นนี้ยังไม่มี --format etsi ใช้ --format json ซึ่งมีข้อมูลเดียวกัน");
        }
        if (arguments.has("--content") && arguments.positionals().size() > 1) {
            throw Refusal.usage(
                    "--content belongs to one signature file; name only that one",
                    "--content ใช้กับไฟล์ลายมือชื่อครั้งละหนึ่งไฟล์ ให้ระบุเพียงไฟล์เดียว");
        }
        arguments.choice("--policy", Policy.STRICT.name(), Policy.STRICT.name());
    }

    private static Verifier verifier(Arguments arguments, Optional<Instant> at, Console console) throws Refusal {
        TrustAnchors anchors = anchors(arguments.values("--trust"));
        Verifier verifier = Verifier.trusting(anchors, console.clock());
        if (arguments.has("--tsa-trust")) {
            verifier = verifier.timestampsTrusting(anchors(arguments.values("--tsa-trust")));
        }
        if (arguments.has("--offline")) {
            verifier = verifier.offline();
        }
        return at.isPresent() ? verifier.at(at.get()) : verifier;
    }

    private static TrustAnchors anchors(List<String> names) throws Refusal {
        TrustAnchors all = TrustAnchors.none();
        for (String name : names) {
            try {
                all = all.and(TrustAnchors.load(Inputs.existing(name)));
            } catch (IOException e) {
                throw Refusal.input(
                        "cannot trust " + Reasons.of(e) + "; name a certificate, a folder of them or a trust store",
                        "ใช้เป็นที่เชื่อถือไม่ได้ " + Reasons.of(e)
                                + " ให้ระบุใบรับรอง โฟลเดอร์ของใบรับรอง หรือ trust store");
            }
        }
        return all;
    }

    private static Report report(Verifier verifier, Path file, List<Path> content, Console console) throws Refusal {
        Progress progress = Progress.start(console, "verifying " + file, "กำลังตรวจสอบ " + file);
        try {
            return verifier.verify(file, content);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + file + ": " + Reasons.of(e), "อ่าน " + file + " ไม่ได้: " + Reasons.of(e));
        } finally {
            progress.close();
        }
    }
}
