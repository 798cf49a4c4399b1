package dev.vdx.cli;

import dev.vdx.Signer;
import dev.vdx.model.Certification;
import dev.vdx.model.FieldLock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@code vdx sign} is asked of a PDF alone: which field, and what the signature forbids. */
record PadesWishes(Optional<String> existingField, Optional<Certification> certification, Optional<FieldLock> lock) {
    /** What goes with no other form. */
    static final List<String> OPTIONS = List.of(
            "--seal", "--preview", "--field", "--existing-field", "--certify", "--lock", "--reason", "--location");

    private static final String INCLUDE = "include:";
    private static final String EXCLUDE = "exclude:";

    static PadesWishes of(Arguments arguments) throws Refusal {
        if (arguments.has("--field") && arguments.has("--existing-field")) {
            throw Refusal.usage(
                    "name one field: --field or --existing-field",
                    "ระบุช่องลงนามช่องเดียว ด้วย --field หรือ --existing-field อย่างใดอย่างหนึ่ง");
        }
        return new PadesWishes(arguments.value("--existing-field"), certification(arguments), lock(arguments));
    }

    Signer on(Signer plain) {
        Signer signer = existingField.map(plain::existingField).orElse(plain);
        signer = certification.map(signer::certify).orElse(signer);
        return lock.map(signer::lock).orElse(signer);
    }

    private static Optional<Certification> certification(Arguments arguments) throws Refusal {
        if (!arguments.has("--certify")) {
            return Optional.empty();
        }
        String word = arguments.choice("--certify", "", "no-changes", "form-filling", "annotations", "1", "2", "3");
        return Optional.of(
                switch (word) {
                    case "no-changes", "1" -> Certification.NO_CHANGES;
                    case "form-filling", "2" -> Certification.FORM_FILLING;
                    default -> Certification.ANNOTATIONS;
                });
    }

    private static Optional<FieldLock> lock(Arguments arguments) throws Refusal {
        List<String> wishes = arguments.values("--lock");
        if (wishes.isEmpty()) {
            return Optional.empty();
        } else if (wishes.equals(List.of("all"))) {
            return Optional.of(FieldLock.all());
        }
        String kind = wishes.get(0).startsWith(INCLUDE) ? INCLUDE : EXCLUDE;
        Set<String> names = new LinkedHashSet<>();
        for (String wish : wishes) {
            if (!wish.startsWith(kind) || wish.length() == kind.length()) {
                throw Refusal.usage(
                        "--lock " + wish + ": write all once, or include:NAME or exclude:NAME for each name, not both",
                        "--lock " + wish
                                + ": ใช้ all ครั้งเดียว หรือ include:ชื่อ หรือ exclude:ชื่อ ต่อหนึ่งช่อง ไม่ปนกัน");
            }
            names.add(wish.substring(kind.length()));
        }
        FieldLock.Action action = kind.equals(INCLUDE) ? FieldLock.Action.INCLUDE : FieldLock.Action.EXCLUDE;
        return Optional.of(new FieldLock(action, names));
    }
}
