package dev.vdx.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.pending.Missing;
import dev.vdx.pending.Pending;
import dev.vdx.pending.PendingFile;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of documents at a lower level than was asked for, to people and to machines. */
final class PendingText {
    private PendingText() {}

    /** A line of JSON, and where the level is lower a warning in both languages. */
    static void signed(Path out, Level wanted, Optional<Pending> pending, Console console) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("file", out.toString())
                .put("level", pending.map(Pending::reached).orElse(wanted).name())
                .put("wanted", wanted.name());
        ArrayNode missing = line.putArray("missing");
        pending.map(Pending::missing).orElse(List.of()).forEach(each -> missing.add(each.label()));
        pending.ifPresent(
                each -> line.put("record", PendingFile.of(each.document()).toString())
                        .put("problem", each.reason().problem().name()));
        console.out().println(line);
        pending.ifPresent(each -> warn(each, console));
    }

    private static void warn(Pending pending, Console console) {
        Path folder = Optional.ofNullable(pending.document().getParent()).orElse(Path.of("."));
        console.say(
                "Signed at level " + pending.reached() + " only, not " + pending.wanted() + ": " + pending.document()
                        + ". Missing: " + words(pending, Lang.EN) + ". " + why(pending, Lang.EN)
                        + " When the service is back: vdx extend --pending " + ShellWord.of(folder),
                "ลงลายมือชื่อได้เพียงระดับ " + pending.reached() + " ไม่ถึง " + pending.wanted() + ": "
                        + pending.document()
                        + " ยังขาด" + words(pending, Lang.TH) + " " + why(pending, Lang.TH)
                        + " เมื่อบริการกลับมาใช้ได้ให้ใช้: vdx extend --pending " + ShellWord.of(folder));
    }

    private static String why(Pending pending, Lang lang) {
        SigningException reason = new SigningException(
                pending.reason().problem(), pending.reason().details().toArray(String[]::new));
        return Explained.of(reason, lang).message();
    }

    private static String words(Pending pending, Lang lang) {
        return pending.missing().stream()
                .map(each -> lang == Lang.TH ? thai(each) : english(each))
                .collect(Collectors.joining(", "));
    }

    private static String english(Missing missing) {
        return switch (missing) {
            case SIGNATURE_TIMESTAMP -> "a trusted time";
            case VALIDATION_DATA -> "what proves that no certificate was revoked";
            case ARCHIVE_TIMESTAMP -> "an archive time-stamp";
        };
    }

    private static String thai(Missing missing) {
        return switch (missing) {
            case SIGNATURE_TIMESTAMP -> "ตราประทับเวลา";
            case VALIDATION_DATA -> "ข้อมูลพิสูจน์ว่าใบรับรองไม่ถูกเพิกถอน";
            case ARCHIVE_TIMESTAMP -> "ตราประทับเวลาเพื่อเก็บรักษาระยะยาว";
        };
    }
}
