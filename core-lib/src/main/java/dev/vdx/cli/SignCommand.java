package dev.vdx.cli;

import dev.vdx.Keys;
import dev.vdx.Signer;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Level;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.pending.Pending;
import dev.vdx.report.Subject;
import dev.vdx.seal.SealSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx sign}: signs or seals one document. */
final class SignCommand implements Command {

    /** What a signature over or beside another one has no place for, or finds in the file. */
    private static final List<String> SECOND_ALONE = Stream.concat(
                    PadesWishes.OPTIONS.stream(), Stream.of("--allow-later", "--as", "--attach", "--bulk"))
            .toList();

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "sign",
                "Signs or seals a document; the original stays as it is.",
                "ลงลายมือชื่อหรือประทับตราเอกสาร โดยไม่แตะต้องไฟล์ต้นฉบับ");
        spec.addOption(Options.value(
                "--key",
                "URI",
                "The key to sign with: file:agency.p12 (PKCS#12), pkcs11:token=…;object=…?module-path=…, or"
                        + " remote:https://…?credential=…&token-file=… (spec/keys.md)."));
        spec.addOption(Options.value("--key-password-env", "VAR", "The environment variable that holds its password."));
        spec.addOption(Options.value(
                "--key-password-file", "FILE", "The file whose first line is its password; or else none is used."));
        spec.addOption(Options.value(
                "--level",
                "LEVEL",
                "B, T with a trusted time, LT with what proves it later, LTA with a time-stamp over that too."
                        + " T where --tsa is given, else B."));
        spec.addOption(Options.flag(
                "--allow-later",
                "Where time-stamp or revocation services do not serve, sign at the level reached without them, and write down what is"
                        + " missing in OUT.pending.json; vdx extend --pending makes up for it."));
        Authorities.addTo(spec);
        spec.addOption(Options.values(
                "--trust",
                "PATH",
                "Where the signer's chain must end, for LT and LTA; any self-signed root without it."));
        spec.addOption(Options.values(
                "--tsa-trust", "PATH", "The same for the time-stamp authority; without it --trust serves."));
        spec.addOption(Options.value(
                "--as",
                "FORM",
                "pades (PDF, the default), jades (JSON that holds the file), cades (CMS that holds it), xades (within an"
                        + " XML file), xades-e-tax (the same as Thai e-Tax invoices), asic-e, or asic-s (containers with it);"
                        + " cades-detached, jades-detached or xades-detached: OUT is the signature alone, to keep beside FILE"
                        + " and verify with --content FILE."));
        spec.addOption(Options.flag(
                "--counter",
                "Counter-sign the one signature of a CMS, JSON or XML file or an ASiC container: sign its value, and put that into it."
                        + " Levels B and T."));
        spec.addOption(
                Options.flag(
                        "--parallel",
                        "Sign the content of a CMS, JSON, XML or ASiC-E file beside the signatures it has, which stay. Levels B and T."));
        spec.addOption(Options.value(
                "--seal",
                "SPEC",
                "Draw a visible seal: 'default', a JSON file, or key=value,key=value (keys: spec/seal.md)."));
        spec.addOption(Options.value(
                "--preview",
                "OUT.png",
                "Sign nothing; draw the pages that --seal goes on, with it, into a picture. Needs no key."));
        spec.addOption(Options.value("--field", "NAME", "The signature field to fill, or to make."));
        spec.addOption(Options.value(
                "--existing-field", "NAME", "The empty signature field to fill; refused where there is none."));
        spec.addOption(
                Options.value(
                        "--certify",
                        "ALLOWED",
                        "Certify as the author, as the first signature: no-changes (or 1), form-filling (2) or annotations (3) may follow."));
        spec.addOption(Options.values(
                "--lock",
                "FIELDS",
                "Form fields that must stay as they are: all, include:NAME or exclude:NAME; again for more names."));
        spec.addOption(Options.value("--reason", "TEXT", "Why it is signed."));
        spec.addOption(Options.value("--location", "TEXT", "Where it is signed."));
        spec.addOption(Options.values("--attach", "FILE[:RELATION]", "Files to put inside (not in this version)."));
        spec.addOption(
                Options.flag(
                        "--bulk",
                        "Many PDFs at once under one signature and one time-stamp; each verifies alone, with VDX (spec/bulk.md). OUT is a"
                                + " folder; what is in it already is left alone. A FILE may be a folder: all its *.pdf, at any depth."));
        spec.addOption(Options.value("--list", "FILE", "A file that names files to sign, one a line."));
        spec.addOption(Options.value("-o", "OUT", "The file to write; for several files the folder."));
        spec.addPositional(
                Options.positionals(
                        "FILE|FOLDER",
                        "0..*",
                        "The file to sign. Several, or the files of a folder, get a signature each, on all processors; what OUT has already is left alone."));
        spec.usageMessage()
                .footer(
                        "",
                        "Exit code: 0 signed, 1 this document or key must not be used so, 2 no time-stamp or revocation data to be had,",
                        "4 not readable, 64 wrong arguments, 66 no such file or key. On failure nothing is written.",
                        "With --allow-later: 0 also where the level is lower; a line of JSON on stdout says which is reached.",
                        "Of several files: a line of JSON a file on stdout; 1 also where one was refused, the others being signed.",
                        "What a signer may not have seen in a PDF is warned of (vdx inspect --before-signing).",
                        "",
                        "Examples (a key to try with: vdx sandbox DIR):",
                        "  vdx sign --key file:agency.p12 --key-password-env P12_PASSWORD -o out.pdf in.pdf",
                        "  vdx sign --key file:agency.p12 --key-password-file password.txt \\",
                        "      --tsa http://tsa.example/ --seal default --reason อนุมัติ -o out.pdf in.pdf",
                        "  vdx sign --seal anchor=ลงนาม,side=below --preview look.png in.pdf",
                        "  vdx sign --as cades-detached --key file:agency.p12 -o data.zip.p7s data.zip",
                        "  vdx sign --bulk --key file:agency.p12 --tsa http://tsa.example/ -o signed/ licences/");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        refuseWhatIsNotThere(arguments);
        SignatureForm form = form(arguments);
        if (arguments.has("--preview")) {
            return new SealPreviewing(arguments, console).run();
        }
        boolean bulk = arguments.has("--bulk");
        boolean several = bulk || several(arguments);
        refuseForSeveral(arguments, several);
        ManyInputs many = several ? ManyInputs.of(arguments, form) : ManyInputs.NONE;
        Path in = several ? many.folder() : one(arguments);
        Path out = several ? many.folder() : OutputFile.named(arguments, in);
        List<SealWish> seals = seals(arguments);
        PadesWishes.of(arguments);
        Level level = level(arguments);
        refuseForLevel(arguments, level);
        try {
            Signer signer = signer(arguments, form, level, seals, console);
            if (bulk) {
                return new BulkSigning(console, many).run(signer.bulk(), level);
            }
            if (several) {
                return new ManySigning(console, many, arguments).run(signer, level);
            }
            Optional<Pending> pending = signed(signer, arguments, in, out, console);
            if (form == SignatureForm.PADES && !second(arguments)) {
                Foresight.warn(in, console);
            }
            if (arguments.has("--allow-later")) {
                PendingText.signed(out, level, pending, console);
            }
            if (pending.isPresent()) {
                return Exit.DONE;
            }
        } catch (SigningException e) {
            throw SigningRefusal.of(e, arguments);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + in + " or write " + out + ": " + Reasons.of(e),
                    "อ่าน " + in + " หรือเขียน " + out + " ไม่ได้: " + Reasons.of(e));
        }
        String look = "vdx verify --trust ROOT.pem " + (level == Level.B ? "" : "--tsa-trust TSA-ROOT.pem ")
                + (form.detached() ? "--content " + ShellWord.of(in) + " " : "") + ShellWord.of(out);
        console.tell(
                "Signed at level " + level + ": " + out + ". Look at it with: " + look,
                "ลงลายมือชื่อระดับ " + level + " แล้ว: " + out + " ตรวจดูได้ด้วย: " + look);
        return Exit.DONE;
    }

    private static void refuseForLevel(Arguments arguments, Level level) throws Refusal {
        if (level.compareTo(Level.T) > 0 && arguments.has("--bulk")) {
            throw Refusal.usage(
                    "--bulk goes with --level B and T; sign at T, then raise each document: vdx extend --level "
                            + level,
                    "--bulk ใช้ได้กับ --level B และ T ให้ลงนามที่ระดับ T แล้วยกระดับทีละไฟล์ด้วย vdx extend --level "
                            + level);
        }
        if (arguments.has("--allow-later") && (arguments.has("--bulk") || level == Level.B)) {
            throw Refusal.usage(
                    "--allow-later goes with --level T, LT and LTA, and without --bulk",
                    "--allow-later ใช้ได้กับ --level T, LT และ LTA เท่านั้น และใช้คู่กับ --bulk ไม่ได้");
        }
        boolean tsa = arguments.has("--tsa");
        if (level != Level.B && !tsa) {
            throw Refusal.usage(
                    "--level " + level + " needs a time-stamp authority: --tsa URL",
                    "--level " + level + " ต้องระบุผู้ให้บริการประทับเวลาด้วย --tsa URL");
        }
        if (level == Level.B && tsa) {
            throw Refusal.usage(
                    "--level B takes no time-stamp; leave --tsa out, or use --level T",
                    "--level B ไม่ใช้ตราประทับเวลา ให้ตัด --tsa ออก หรือใช้ --level T");
        }
    }

    private static Signer signer(
            Arguments arguments, SignatureForm form, Level level, List<SealWish> seals, Console console)
            throws Refusal, SigningException, IOException {
        Optional<TimestampSource> timestamps = Authorities.of(arguments, console);
        SigningKey key = key(arguments, console);
        Signer signer = Signer.with(key).clock(console.clock()).level(level).as(form);
        signer = timestamps.isPresent() ? signer.timestamps(timestamps.get()) : signer;
        if (arguments.has("--trust")) {
            signer = signer.trusting(Anchors.of(arguments, "--trust"));
        }
        if (arguments.has("--tsa-trust")) {
            signer = signer.timestampsTrusting(Anchors.of(arguments, "--tsa-trust"));
        }
        return look(signer, arguments, seals, key, console);
    }

    private static Optional<Pending> signed(Signer signer, Arguments arguments, Path in, Path out, Console console)
            throws SigningException, IOException {
        Progress progress = Progress.start(console, "signing " + in, "กำลังลงลายมือชื่อ " + in);
        try {
            if (arguments.has("--counter")) {
                signer.counterSign(in, out);
            } else if (arguments.has("--parallel")) {
                signer.signParallel(in, out);
            } else if (arguments.has("--allow-later")) {
                return signer.signAllowingLater(in, out);
            } else {
                signer.sign(in, out);
            }
        } finally {
            progress.close();
        }
        return Optional.empty();
    }

    private static boolean several(Arguments arguments) throws Refusal {
        boolean folder = false;
        for (String each : arguments.positionals()) {
            folder |= Files.isDirectory(Arguments.path(each));
        }
        return folder || arguments.has("--list") || arguments.positionals().size() > 1;
    }

    private static void refuseForSeveral(Arguments arguments, boolean several) throws Refusal {
        for (String option : List.of("--counter", "--parallel", "--allow-later", "--existing-field")) {
            if (several && arguments.has(option) && !arguments.has("--bulk")) {
                throw Refusal.usage(option + " goes with one file", option + " ใช้ได้กับครั้งละหนึ่งไฟล์");
            }
        }
    }

    static Path one(Arguments arguments) throws Refusal {
        if (arguments.positionals().isEmpty()) {
            throw Refusal.usage(
                    "name a file to sign, or several, or a folder", "ระบุไฟล์ที่จะลงนาม หลายไฟล์ หรือโฟลเดอร์");
        }
        return Inputs.file(arguments.positionals().get(0));
    }

    private static boolean second(Arguments arguments) {
        return arguments.has("--counter") || arguments.has("--parallel");
    }

    private static void refuseWhatIsNotThere(Arguments arguments) throws Refusal {
        if (arguments.has("--counter") && arguments.has("--parallel")) {
            throw Refusal.usage("--counter does not go with --parallel", "--counter ใช้ร่วมกับ --parallel ไม่ได้");
        }
        for (String option : SECOND_ALONE) {
            if (second(arguments) && arguments.has(option)) {
                String what = arguments.has("--counter") ? "--counter" : "--parallel";
                throw Refusal.usage(what + " does not go with " + option, what + " ใช้ร่วมกับ " + option + " ไม่ได้");
            }
        }
        if (arguments.has("--attach")) {
            throw Refusal.usage("--attach is not in this version", "รุ่นนี้ยังไม่มี --attach");
        }
    }

    private static SignatureForm form(Arguments arguments) throws Refusal {
        String word = arguments.choice(
                "--as",
                SignatureForm.PADES.label(),
                Stream.of(SignatureForm.values()).map(SignatureForm::label).toArray(String[]::new));
        SignatureForm form = SignatureForm.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        for (String option : PadesWishes.OPTIONS) {
            if (form != SignatureForm.PADES && arguments.has(option)) {
                throw Refusal.usage(option + " goes with --as pades only", option + " ใช้ได้กับ --as pades เท่านั้น");
            }
        }
        if (form.detached() && arguments.has("--allow-later")) {
            throw Refusal.usage(
                    "--allow-later does not go with --as " + word
                            + ", for what raises it later does not know where FILE is;"
                            + " sign at --level B, then raise it: vdx extend --content FILE",
                    "--allow-later ใช้ร่วมกับ --as " + word + " ไม่ได้ เพราะตอนยกระดับภายหลังไม่ทราบว่า FILE อยู่ที่ใด"
                            + " ให้ลงนามที่ --level B แล้วยกระดับด้วย vdx extend --content FILE");
        }
        return form;
    }

    private static Level level(Arguments arguments) throws Refusal {
        String word = arguments.choice("--level", arguments.has("--tsa") ? "T" : "B", "B", "T", "LT", "LTA");
        return Level.valueOf(word);
    }

    static List<SealWish> seals(Arguments arguments) throws Refusal {
        Optional<String> spec = arguments.value("--seal");
        return spec.isPresent() ? SealReader.read(spec.get()) : List.of();
    }

    private static Signer look(Signer plain, Arguments arguments, List<SealWish> seals, SigningKey key, Console console)
            throws Refusal, SigningException {
        Signer signer = plain;
        Optional<String> field = arguments.value("--field");
        Optional<String> reason = arguments.value("--reason");
        Optional<String> location = arguments.value("--location");
        signer = PadesWishes.of(arguments).on(field.isPresent() ? signer.field(field.get()) : signer);
        signer = reason.isPresent() ? signer.reason(reason.get()) : signer;
        signer = location.isPresent() ? signer.location(location.get()) : signer;
        return signer.seal(specs(seals, agency(key), arguments, console));
    }

    /** The seals, made out to this agency where they name none. */
    static SealSpec[] specs(List<SealWish> seals, String agency, Arguments arguments, Console console)
            throws Refusal, SigningException {
        SealSpec[] specs = new SealSpec[seals.size()];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = seals.get(i)
                    .spec(
                            agency,
                            arguments.value("--reason"),
                            arguments.value("--location"),
                            console.clock().instant());
        }
        return specs;
    }

    static String agency(SigningKey key) {
        Subject subject = Subject.of(key.chain().get(0));
        return subject.attribute("O").or(() -> subject.attribute("CN")).orElse(subject.text());
    }

    static SigningKey key(Arguments arguments, Console console) throws Refusal, SigningException {
        Optional<String> key = arguments.value("--key");
        if (key.isEmpty()) {
            throw Refusal.usage(
                    "name a key to sign with: --key file:agency.p12 (make a test key with: vdx sandbox DIR)",
                    "ระบุกุญแจที่ใช้ลงนามด้วย --key file:agency.p12 (สร้างกุญแจทดลองได้ด้วย vdx sandbox DIR)");
        }
        URI uri = KeyNames.uri(key.get());
        char[] password = Passwords.of(arguments, console);
        try {
            return Keys.open(uri, password, console.clock());
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
