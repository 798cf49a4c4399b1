package dev.vdx.cli;

import dev.vdx.BulkDocument;
import dev.vdx.model.SignatureForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of {@code vdx sign} where there are many.
 *
 * @param documents each with where it goes: in the folder by its name, or for one of a folder by its way within that
 * @param folder where all of them go
 */
record ManyInputs(List<BulkDocument> documents, Path folder) {
    static final ManyInputs NONE = new ManyInputs(List.of(), Path.of(""));

    static ManyInputs of(Arguments arguments, SignatureForm form) throws Refusal {
        boolean bulk = arguments.has("--bulk");
        if (bulk && form != SignatureForm.PADES) {
            throw Refusal.usage("--bulk signs PDFs only; leave --as out", "--bulk ลงนามได้เฉพาะ PDF ให้ตัด --as ออก");
        }
        Optional<Path> out = arguments.pathOf("-o");
        if (out.isEmpty()) {
            throw Refusal.usage(
                    "name the folder to write to: -o OUT (the originals are never changed)",
                    "ระบุโฟลเดอร์ผลลัพธ์ด้วย -o OUT (ไฟล์ต้นฉบับจะไม่ถูกแก้ไข)");
        }
        if (Files.exists(out.get()) && !Files.isDirectory(out.get())) {
            throw Refusal.usage(
                    "-o " + out.get() + " is no folder; for many files name one, new or not",
                    "-o " + out.get() + " ไม่ใช่โฟลเดอร์ เมื่อลงนามหลายไฟล์ให้ระบุโฟลเดอร์");
        }
        Found found = new Found(out.get(), form);
        for (String each : arguments.positionals()) {
            Path path = Inputs.existing(each);
            if (Files.isDirectory(path)) {
                found.folder(path);
            } else {
                found.file(Inputs.file(each));
            }
        }
        if (arguments.has("--list")) {
            found.list(Inputs.file(arguments.value("--list").orElseThrow()));
        }
        if (found.documents.isEmpty()) {
            throw Refusal.usage(
                    "there is nothing to sign; name files, folders with " + found.kinds()
                            + " in them, or a --list of files",
                    "ไม่มีเอกสารให้ลงนาม ระบุไฟล์ โฟลเดอร์ที่มี " + found.kinds() + " หรือรายการด้วย --list");
        }
        return new ManyInputs(found.documents, out.get());
    }

    private static final class Found {
        private final Path out;
        private final List<BulkDocument> documents = new ArrayList<>();
        private final Map<Path, Path> taken = new HashMap<>();

        private final SignatureForm form;

        Found(Path out, SignatureForm form) {
            this.out = out;
            this.form = form;
        }

        /** What a folder is searched for. */
        String kinds() {
            return switch (form) {
                case PADES -> "*.pdf";
                case XADES, XADES_E_TAX -> "*.xml";
                default -> "*";
            };
        }

        /** What is put around or beside a file has a name of its own. */
        private String ending() {
            return switch (form) {
                case PADES, XADES, XADES_E_TAX -> "";
                case JADES, JADES_DETACHED -> ".jws";
                case CADES -> ".p7m";
                case CADES_DETACHED -> ".p7s";
                case XADES_DETACHED -> ".xades";
                case ASIC_E -> ".asice";
                case ASIC_S -> ".asics";
            };
        }

        void file(Path in) throws Refusal {
            add(in, String.valueOf(in.getFileName()));
        }

        void folder(Path folder) throws Refusal {
            if (absolute(out).startsWith(absolute(folder))) {
                throw Refusal.usage(
                        "-o " + out + " is within " + folder
                                + ", whose documents are to be signed; name a folder outside",
                        "-o " + out + " อยู่ภายใน " + folder + " ซึ่งเป็นโฟลเดอร์ต้นฉบับ ให้ระบุโฟลเดอร์อื่น");
            }
            for (Path each : FileLists.within(folder, this::wanted)) {
                add(each, folder.relativize(each).toString());
            }
        }

        private boolean wanted(Path path) {
            String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
            return name.endsWith(kinds().substring(1));
        }

        /** A name that is not there is told when its turn comes, and the others go on. */
        void list(Path list) throws Refusal {
            for (String line : FileLists.lines(list)) {
                file(Arguments.path(line));
            }
        }

        private void add(Path in, String name) throws Refusal {
            Path to = out.resolve(name + ending());
            Path other = taken.putIfAbsent(absolute(to), in);
            if (other != null) {
                throw Refusal.usage(
                        other + " and " + in + " would both become " + to + "; sign them into two folders",
                        other + " และ " + in + " จะถูกเขียนลง " + to + " เหมือนกัน ให้ลงนามลงคนละโฟลเดอร์");
            }
            try {
                if (Files.exists(to) && Files.exists(in) && Files.isSameFile(to, in)) {
                    throw Refusal.usage(
                            in + " would be written over itself; name another folder with -o",
                            in + " จะถูกเขียนทับตัวเอง ให้ระบุโฟลเดอร์อื่นด้วย -o");
                }
            } catch (IOException e) {
                throw FileLists.unreadable(to, e);
            }
            documents.add(new BulkDocument(in, to));
        }

        private static Path absolute(Path path) {
            return path.toAbsolutePath().normalize();
        }
    }
}
