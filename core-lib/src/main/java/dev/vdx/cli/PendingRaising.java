package dev.vdx.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.Extender;
import dev.vdx.PendingListener;
import dev.vdx.PendingResult;
import dev.vdx.model.SigningException;
import dev.vdx.pending.Pending;
import dev.vdx.report.Explained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code vdx extend --pending}: one line of JSON a document, and a summary. */
final class PendingRaising implements PendingListener {
    private static final int STUCK = 1;
    private static final int WAITING = 2;

    private final Console console;

    PendingRaising(Console console) {
        this.console = console;
    }

    /** The folder, with nothing else named. */
    static Path folder(Arguments arguments) throws Refusal {
        for (String option : List.of("--level", "--content", "-o")) {
            if (arguments.has(option)) {
                throw Refusal.usage(
                        "--pending takes no " + option + ": the records say what to raise, and how far",
                        "--pending ใช้คู่กับ " + option + " ไม่ได้ เพราะบันทึกระบุไว้แล้วว่าจะยกระดับไฟล์ใดถึงระดับใด");
            }
        }
        if (!arguments.positionals().isEmpty()) {
            throw Refusal.usage(
                    "--pending DIR takes no FILE: it raises all that is pending in DIR",
                    "--pending DIR ไม่ต้องระบุไฟล์ เพราะจะยกระดับทุกไฟล์ที่ค้างอยู่ในโฟลเดอร์นั้น");
        }
        String name = arguments.value("--pending").orElse("");
        Path folder = Inputs.existing(name);
        if (!Files.isDirectory(folder)) {
            throw Refusal.input(
                    "--pending " + name + " is no folder; name the folder the documents are in",
                    "--pending " + name + " ไม่ใช่โฟลเดอร์ ให้ระบุโฟลเดอร์ที่เก็บเอกสาร");
        }
        return folder;
    }

    int run(Extender extender, Path folder) throws SigningException, IOException {
        PendingResult result = extender.raisePending(folder, this);
        console.tell(
                "Raised in " + folder + ": " + result.raised() + "; waiting for a service: " + result.waiting()
                        + "; need somebody to look at them: " + result.stuck() + ".",
                "ยกระดับแล้ว " + result.raised() + " เอกสารใน " + folder + " รอบริการอยู่ " + result.waiting()
                        + " ต้องมีผู้ตรวจดู " + result.stuck());
        return result.stuck() > 0 ? STUCK : result.waiting() > 0 ? WAITING : Exit.DONE;
    }

    @Override
    public void raised(Pending document) {
        print(line(document.document(), "raised")
                .put("level", document.reached().name()));
    }

    @Override
    public void remains(Path record, SigningException why) {
        Explained explained = Explained.of(why, console.language());
        print(line(record, "pending")
                .put("problem", why.problem().name())
                .put("message", explained.message())
                .put("next", explained.next()));
    }

    private static ObjectNode line(Path file, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("outcome", outcome);
    }

    private void print(ObjectNode line) {
        console.out().println(line);
        console.out().flush();
    }
}
