package dev.vdx.cli;

import dev.vdx.report.Lang;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
        spec.addOption(Options.values("--content", "FILE", "What a detached signature signs (not in this version)."));
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
        boolean json = arguments.choice("--format", "text", "text", "json").equals("json");
        Lang lang = arguments.lang().orElse(json ? Lang.EN : console.language());
        List<Path> files = Inputs.files(arguments.positionals());
        Instant at = arguments.instant("--at").orElseGet(() -> console.clock().instant());
        console.out().println(lang + " " + files + " " + at);
        return 0;
    }
}
