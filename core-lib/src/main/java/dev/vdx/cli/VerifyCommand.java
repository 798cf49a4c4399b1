package dev.vdx.cli;

import dev.vdx.Verifier;
import dev.vdx.exchange.CheckedFile;
import dev.vdx.model.Policy;
import dev.vdx.report.Lang;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
                "--directory",
                "FILE",
                "A signed directory of parties: trust their seals, for what each of them has to sign."));
        spec.addOption(Options.values(
                "--directory-trust",
                "PATH",
                "Whom you trust to sign a directory. Evidence of a message brings the directory itself."));
        spec.addOption(Options.value(
                "--at", "INSTANT", "Verify as of this time (RFC 3339, such as 2026-11-24T10:15:00+07:00)."));
        spec.addOption(Options.flag("--offline", "Open no network connection."));
        spec.addOption(Options.value(
                "--diff-images",
                "DIR",
                "Draw every page of a PDF that looks different since it was signed, before and after, into DIR."));
        spec.addOption(Options.value(
                "--policy",
                "NAME|FILE",
                "The demands to judge by: strict (the default), thai, or a JSON file (spec/policies.md)."));
        spec.addOption(Options.value(
                "--format",
                "FORMAT",
                "text (the default), json, one object a line, or etsi, XML after ETSI TS 119 102-2 (one FILE)."));
        spec.addOption(Options.flag("--explain", "Tell each step of the validation after EN 319 102-1 (text, json)."));
        spec.addOption(Options.value(
                "--report",
                "OUT",
                "Also write the report to a file, signed: as JAdES, or with --format etsi in an ASiC-E container."));
        spec.addOption(Options.value("--report-key", "URI", "The key to sign it with: file:agency.p12 (PKCS#12)."));
        spec.addOption(Options.value("--key-password-env", "VAR", "The environment variable that holds its password."));
        spec.addOption(Options.value("--key-password-file", "FILE", "The file whose first line is its password."));
        spec.addOption(Options.value(
                "--lang", "LANG", "en or th. Text is in your locale's language by default, JSON in English."));
        spec.addOption(Options.value("--list", "LIST", "Also verify the files named in LIST, one a line."));
        spec.addOption(
                Options.value(
                        "--results",
                        "FILE",
                        "Also note what came of each file in FILE, a line each; the same command, stopped and run again, goes on from there."));
        spec.addPositional(Options.positionals(
                "FILE|FOLDER", "0..*", "The files to verify; of a folder all in it, told in one line each."));
        spec.usageMessage()
                .footer(
                        "",
                        "Exit code: 0 passed, 1 failed, 2 not proven, 3 not signed, 4 not readable;",
                        "of several files the worst. 64 wrong arguments, 66 a file that is not there or not to be opened.",
                        "",
                        "Examples:",
                        "  vdx verify --trust anchors/ licence.pdf",
                        "  vdx verify --trust root.pem --format json *.pdf > report.jsonl",
                        "  vdx verify --trust root.pem --results so-far.jsonl archive/",
                        "  vdx verify --explain --policy thai --trust root.pem licence.pdf",
                        "  vdx verify --lang th --offline --at 2026-11-24T00:00:00Z --trust root.pem x.pdf");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        refuseWhatIsNotThere(arguments);
        String format = arguments.choice("--format", "text", "text", "json", "etsi");
        boolean text = format.equals("text");
        Lang lang = arguments.lang().orElse(text ? console.language() : Lang.EN);
        Optional<Instant> at = arguments.instant("--at");
        VerifyInputs inputs = VerifyInputs.of(arguments);
        refuseForMany(arguments, inputs);
        List<Path> content = Inputs.files(arguments.values("--content"));
        Verification verification = verification(arguments, at, content, console);
        Optional<String> folder = arguments.value("--diff-images");
        Optional<DifferencePictures> pictures = folder.isPresent()
                ? Optional.of(DifferencePictures.into(Arguments.path(folder.get()), console))
                : Optional.empty();
        Optional<ReportSigning> signing = ReportSigning.of(arguments, inputs.files(), format.equals("etsi"), console);
        boolean kept = signing.isPresent() || format.equals("etsi");
        Verification reported = kept ? file -> KeptReport.of(file, () -> verification.of(file)) : verification;
        VerifyOutput output = new VerifyOutput(console, format, lang, inputs.many());
        try (VerifyRun run = VerifyRun.of(arguments, inputs, console)) {
            run.each(reported, output, (file, all) -> {
                for (CheckedFile checked : all) {
                    pictures.ifPresent(
                            p -> p.draw(file, checked.report().verdict().document()));
                    signing.ifPresent(s -> s.add(checked.report()));
                }
            });
        }
        if (signing.isPresent()) {
            signing.get().write(console.clock().instant());
        }
        return output.exitCode();
    }

    /** Verifies one of the files named; evidence gives several reports. */
    interface Verification {
        List<CheckedFile> of(Path file) throws IOException, Refusal;
    }

    private static Verification verification(
            Arguments arguments, Optional<Instant> at, List<Path> content, Console console) throws Refusal {
        Policy policy = PolicyArgument.of(arguments);
        TrustAnchors anchors = Anchors.of(arguments, "--trust");
        if (!arguments.has("--directory-trust")) {
            Verifier verifier = verifier(arguments, policy, anchors, times(arguments, anchors), at, console);
            return file -> List.of(new CheckedFile(verifier.verify(file, content), Optional.empty(), Optional.empty()));
        }
        TrustAnchors times = times(arguments, anchors);
        Optional<String> directory = arguments.value("--directory");
        DirectoryTrust trust = new DirectoryTrust(
                all -> verifier(arguments, policy, all, times, at, console),
                Anchors.of(arguments, "--directory-trust"),
                anchors,
                directory.isPresent() ? Optional.of(Inputs.file(directory.get())) : Optional.empty(),
                at.map(time -> Clock.fixed(time, ZoneOffset.UTC)).orElse(console.clock()));
        return trust::verify;
    }

    private static void refuseWhatIsNotThere(Arguments arguments) throws Refusal {
        if (arguments.value("--format").filter("etsi"::equals).isPresent()) {
            refuseForEtsi(arguments);
        }
        if (arguments.has("--directory") && !arguments.has("--directory-trust")) {
            throw Refusal.usage(
                    "--directory needs --directory-trust: whom you trust to sign it",
                    "--directory ต้องใช้คู่กับ --directory-trust ซึ่งระบุผู้ที่ท่านเชื่อถือให้ลงนามบัญชีรายชื่อ");
        }
        if (arguments.has("--directory-trust") && arguments.has("--content")) {
            throw Refusal.usage(
                    "--content and --directory-trust do not go together in this version",
                    "รุ่นนี้ใช้ --content ร่วมกับ --directory-trust ไม่ได้");
        }
    }

    private static void refuseForMany(Arguments arguments, VerifyInputs inputs) throws Refusal {
        boolean etsi = arguments.value("--format").filter("etsi"::equals).isPresent();
        if (arguments.has("--content") && (inputs.many() || inputs.files().size() > 1)) {
            throw Refusal.usage(
                    "--content belongs to one signature file; name only that one",
                    "--content ใช้กับไฟล์ลายมือชื่อครั้งละหนึ่งไฟล์ ให้ระบุเพียงไฟล์เดียว");
        }
        if (etsi && (inputs.many() || inputs.files().size() > 1)) {
            throw Refusal.usage(
                    "--format etsi writes one report; name one file",
                    "--format etsi เขียนรายงานครั้งละหนึ่งฉบับ ให้ระบุเพียงไฟล์เดียว");
        }
        for (String other : List.of("--report", "--diff-images")) {
            if (arguments.has("--results") && arguments.has(other)) {
                throw Refusal.usage(
                        "--results does not go with " + other + ", which would lack the files of an earlier run",
                        "--results ใช้ร่วมกับ " + other + " ไม่ได้ เพราะจะขาดไฟล์ที่ตรวจไว้ก่อน");
            }
        }
        if (arguments.has("--explain")
                && inputs.many()
                && !arguments.value("--format").filter("json"::equals).isPresent()) {
            throw Refusal.usage(
                    "--explain of a folder or a list needs --format json; text is one line a file there",
                    "ใช้ --explain กับโฟลเดอร์หรือรายการต้องใช้ --format json เพราะข้อความมีเพียงบรรทัดเดียวต่อไฟล์");
        }
    }

    /** One XML document speaks of one file; it has its own way to tell what was done. */
    private static void refuseForEtsi(Arguments arguments) throws Refusal {
        for (String other : List.of("--explain", "--directory-trust")) {
            if (arguments.has(other)) {
                throw Refusal.usage(
                        other + " goes with --format text or json", other + " ใช้ได้กับ --format text หรือ json");
            }
        }
    }

    /** Whom to trust for time. */
    private static TrustAnchors times(Arguments arguments, TrustAnchors anchors) throws Refusal {
        return arguments.has("--tsa-trust") ? Anchors.of(arguments, "--tsa-trust") : anchors;
    }

    private static Verifier verifier(
            Arguments arguments,
            Policy policy,
            TrustAnchors anchors,
            TrustAnchors times,
            Optional<Instant> at,
            Console console) {
        Verifier verifier = Verifier.trusting(anchors, console.clock())
                .timestampsTrusting(times)
                .policy(policy);
        if (arguments.has("--offline")) {
            verifier = verifier.offline();
        }
        if (arguments.has("--explain")) {
            verifier = verifier.explaining();
        }
        return at.isPresent() ? verifier.at(at.get()) : verifier;
    }
}
