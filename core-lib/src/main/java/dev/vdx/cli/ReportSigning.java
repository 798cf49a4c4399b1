package dev.vdx.cli;

import dev.vdx.Keys;
import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.json.JsonSigner;
import dev.vdx.key.SigningKey;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Signs what {@code verify} found ({@code --report OUT --report-key URI}): JSON lines as JAdES, XML of ETSI in an ASiC-E container, both
 * baseline B.
 */
final class ReportSigning {
    private final Path out;
    private final SigningKey key;
    private final boolean etsi;
    private final Lang lang;
    private final List<String> reports = new ArrayList<>();

    private ReportSigning(Path out, SigningKey key, boolean etsi, Lang lang) {
        this.out = out;
        this.key = key;
        this.etsi = etsi;
        this.lang = lang;
    }

    /** What the command line asks for; the key is opened before anything is verified. */
    static Optional<ReportSigning> of(Arguments arguments, List<Path> files, boolean etsi, Console console)
            throws Refusal {
        Optional<String> out = arguments.value("--report");
        Optional<String> key = arguments.value("--report-key");
        if (out.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (out.isEmpty() || key.isEmpty()) {
            throw Refusal.usage(
                    "--report OUT and --report-key URI go together: the file to write, and the key to sign it with",
                    "--report OUT ต้องใช้คู่กับ --report-key URI: ไฟล์ที่จะเขียน และกุญแจที่ใช้ลงนาม");
        }
        Path path = Arguments.path(out.get());
        for (Path file : files) {
            OutputFile.check("--report", path, file);
        }
        char[] password = Passwords.of(arguments, console);
        try {
            SigningKey opened = Keys.open(KeyNames.uri("--report-key", key.get()), password, console.clock());
            return Optional.of(
                    new ReportSigning(path, opened, etsi, arguments.lang().orElse(Lang.EN)));
        } catch (SigningException e) {
            throw refused(e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    void add(Report report) {
        reports.add(etsi ? report.toEtsi(lang) : report.toJson(lang));
    }

    /** Writes all of them; the file appears whole or not at all. */
    void write(Instant now) throws Refusal {
        byte[] content = String.join("\n", reports).getBytes(StandardCharsets.UTF_8);
        try {
            OutputFile.write(out, etsi ? container(content, now) : json(content, now));
        } catch (SigningException e) {
            throw refused(e);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot write " + out + ": " + Reasons.of(e), "เขียน " + out + " ไม่ได้: " + Reasons.of(e));
        }
    }

    private byte[] json(byte[] content, Instant now) throws SigningException {
        return JsonSigner.with(key).sign(content, Optional.of(reports.size() == 1 ? "json" : "jsonl"), now);
    }

    private byte[] container(byte[] content, Instant now) throws SigningException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AsicWriter.with(key)
                .write(List.of(new AsicEntry("report.xml", "application/xml", Source.bytes(content))), now, bytes);
        return bytes.toByteArray();
    }

    /** Not one of the exit codes of an outcome: nothing is said of the files. */
    private static Refusal refused(SigningException e) {
        Explained english = Explained.of(e, Lang.EN);
        Explained thai = Explained.of(e, Lang.TH);
        return Refusal.input(
                "the report cannot be signed: " + english.message() + " " + english.next(),
                "ลงนามรายงานไม่ได้: " + thai.message() + " " + thai.next());
    }
}
