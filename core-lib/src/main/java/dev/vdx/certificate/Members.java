package dev.vdx.certificate;

import dev.vdx.model.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An object of a page description, of which all members are known. */
final class Members {
    private final String path;
    private final Value.Group group;

    /** @throws CertificateException it has others than these; says which it may have meant */
    Members(String path, Value.Group group, List<String> known) throws CertificateException {
        this.path = path;
        this.group = group;
        for (String name : group.members().keySet()) {
            if (!known.contains(name)) {
                String near = Nearest.to(name, known)
                        .map(n -> "did you mean '" + n + "'?")
                        .orElse("known are " + String.join(", ", known));
                throw new CertificateException(at(name) + ": no such member; " + near);
            }
        }
    }

    int count() {
        return group.members().size();
    }

    Optional<String> text(String name) throws CertificateException {
        Optional<Value> value = Optional.ofNullable(group.members().get(name));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(text(at(name), value.get()));
    }

    String required(String name) throws CertificateException {
        return text(name).orElseThrow(() -> new CertificateException(at(name) + ": is missing"));
    }

    List<String> texts(String name) throws CertificateException {
        List<String> texts = new ArrayList<>();
        for (Value value : items(name)) {
            texts.add(text(at(name), value));
        }
        return texts;
    }

    double number(String name, double otherwise) throws CertificateException {
        Optional<Value> value = Optional.ofNullable(group.members().get(name));
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Value.Text text
                && !text.quoted()
                && text.text().matches("[0-9]{1,3}(\\.[0-9]{1,3})?")) {
            return Double.parseDouble(text.text());
        }
        throw new CertificateException(at(name) + ": is no number such as 1 or 2.5");
    }

    Optional<Members> object(String name, List<String> known) throws CertificateException {
        Optional<Value> value = Optional.ofNullable(group.members().get(name));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Members(at(name), object(at(name), value.get()), known));
    }

    List<Members> objects(String name, List<String> known) throws CertificateException {
        List<Members> objects = new ArrayList<>();
        for (Value value : items(name)) {
            String place = at(name) + "[" + (objects.size() + 1) + "]";
            objects.add(new Members(place, object(place, value), known));
        }
        return objects;
    }

    CertificateException wrong(String why) {
        return new CertificateException(path + ": " + why);
    }

    private List<Value> items(String name) throws CertificateException {
        Optional<Value> value = Optional.ofNullable(group.members().get(name));
        if (value.isEmpty()) {
            return List.of();
        } else if (value.get() instanceof Value.Items items) {
            return items.values();
        }
        throw new CertificateException(at(name) + ": is no list");
    }

    private static Value.Group object(String place, Value value) throws CertificateException {
        if (value instanceof Value.Group object) {
            return object;
        }
        throw new CertificateException(place + ": is no object");
    }

    private static String text(String place, Value value) throws CertificateException {
        if (value instanceof Value.Text text && text.quoted()) {
            return text.text();
        }
        throw new CertificateException(place + ": is no text");
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
