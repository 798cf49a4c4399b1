package dev.vdx.cli;

import dev.vdx.SealPreview;
import dev.vdx.model.SigningException;
import dev.vdx.pdf.sign.SignatureRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code vdx sign --preview}: what the document will look like with its seals. No key is needed, and nothing is signed. */
final class SealPreviewing {
    private static final List<String> SIGNING =
            List.of("-o", "--bulk", "--list", "--allow-later", "--counter", "--parallel");

    private final Arguments arguments;
    private final Console console;

    SealPreviewing(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
    }

    int run() throws Refusal {
        for (String option : SIGNING) {
            if (arguments.has(option)) {
                throw Refusal.usage(
                        "--preview signs nothing, so it does not go with " + option,
                        "--preview ไม่ลงนาม จึงใช้ร่วมกับ " + option + " ไม่ได้");
            }
        }
        if (!arguments.has("--seal")) {
            throw Refusal.usage(
                    "--preview needs a seal to show: --seal SPEC", "--preview ต้องมีตราให้แสดง: --seal SPEC");
        }
        if (arguments.positionals().size() > 1) {
            throw Refusal.usage("--preview goes with one file", "--preview ใช้ได้กับครั้งละหนึ่งไฟล์");
        }
        List<SealWish> seals = SignCommand.seals(arguments);
        Path in = SignCommand.one(arguments);
        Path out = Arguments.path(arguments.value("--preview").orElseThrow());
        OutputFile.check("--preview", out, in);
        DifferencePictures.noteFontsElsewhere();
        try {
            SealPreview preview = SealPreview.of(in, look(seals));
            OutputFile.write(out, preview.png());
            String pages = preview.pages().stream().map(String::valueOf).collect(Collectors.joining(", "));
            console.tell(
                    "Nothing was signed. " + out + " shows page " + pages + " with the seal.",
                    "ยังไม่ได้ลงนาม ดูหน้า " + pages + " พร้อมตราได้ที่ " + out);
            return Exit.DONE;
        } catch (SigningException e) {
            throw SigningRefusal.of(e, arguments);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot draw " + in + " or write " + out + ": " + Reasons.of(e),
                    "วาด " + in + " หรือเขียน " + out + " ไม่ได้: " + Reasons.of(e));
        }
    }

    private SignatureRequest look(List<SealWish> seals) throws Refusal, SigningException, IOException {
        PadesWishes wishes = PadesWishes.of(arguments);
        SignatureRequest look = SignatureRequest.at(console.clock().instant())
                .showing(SignCommand.specs(seals, agency(), arguments, console));
        Optional<String> field = arguments.value("--field");
        look = field.isPresent() ? look.inField(field.get()) : look;
        look = wishes.existingField().isPresent()
                ? look.inExistingField(wishes.existingField().get())
                : look;
        look = wishes.certification().isPresent()
                ? look.certifying(wishes.certification().get())
                : look;
        return wishes.lock().isPresent() ? look.locking(wishes.lock().get()) : look;
    }

    /** The name in the certificate where a key is named, or words in its stead. */
    private String agency() throws Refusal, SigningException {
        return arguments.has("--key")
                ? SignCommand.agency(SignCommand.key(arguments, console))
                : "[" + (console.language() == dev.vdx.report.Lang.TH ? "ชื่อตามใบรับรอง" : "name in the certificate")
                        + "]";
    }
}
