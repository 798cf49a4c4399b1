package dev.vdx.certificate;

import dev.vdx.model.Nearest;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SealLanguage;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Puts a record's fields where texts have placeholders, and remembers which fields were put somewhere. */
final class Placeholders {
    private static final List<String> FORMS = List.of("date", "number", "thaiDigits");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,20})?");

    /** A year from here on is most likely one of the Buddhist era, written where the common era belongs. */
    private static final int LOOKS_BUDDHIST = 2400;

    private final Value.Group record;
    private final SealLanguage language;
    private final Set<String> used = new HashSet<>();

    Placeholders(Value.Group record, SealLanguage language) {
        this.record = record;
        this.language = language;
    }

    /** The items of a list; a single value stands for a list of one. */
    List<Value> each(String path) throws CertificateException {
        Value value = find(record, "", path, path);
        return value instanceof Value.Items items ? items.values() : List.of(value);
    }

    /** A text with its placeholders filled. */
    String fill(String where, String text) throws CertificateException {
        return fill(where, text, record, "", 0);
    }

    /**
     * The same for one item of a list.
     *
     * @param list the list's path
     * @param number from 1
     */
    String fill(String where, String text, Value item, String list, int number) throws CertificateException {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
                filled.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                if (end < 0) {
                    throw new CertificateException(where + ": '{' is not closed; a brace itself is written {{");
                }
                filled.append(placeholder(where, text.substring(i + 1, end), item, list, number));
                i = end;
            } else if (c == '}') {
                throw new CertificateException(where + ": '}' closes nothing; a brace itself is written }}");
            } else {
                filled.append(c);
            }
        }
        return filled.toString();
    }

    private String placeholder(String where, String inside, Value item, String list, int number)
            throws CertificateException {
        String[] parts = inside.split("\\|", -1);
        String path = parts[0].strip();
        String text =
                number > 0 && path.equals("#") ? Integer.toString(number) : value(where, path, item, list, number);
        for (int i = 1; i < parts.length; i++) {
            text = form(where + ": {" + inside + "}", parts[i].strip(), text);
        }
        return text;
    }

    private String value(String where, String path, Value item, String list, int number) throws CertificateException {
        Value value = number > 0 && path.equals(".") ? item : find(item, list, path, where);
        if (value instanceof Value.Text text) {
            used.add(path.equals(".") ? list : list.isEmpty() ? path : list + "." + path);
            return text.text();
        }
        throw new CertificateException(where + ": {" + path + "} is " + value.kind() + ", not a value"
                + (value instanceof Value.Items ? "; set it in a table with each" : ""));
    }

    private static Value find(Value from, String list, String path, String where) throws CertificateException {
        Value value = from;
        String inRecord = list.isEmpty() ? "the record" : "an item of " + list;
        for (String name : path.split("\\.", -1)) {
            if (!(value instanceof Value.Group group)) {
                throw new CertificateException(where + ": {" + path + "}: '" + name + "' is looked for in "
                        + value.kind() + " of " + inRecord);
            }
            if (!group.members().containsKey(name)) {
                String near = Nearest.to(name, group.members().keySet())
                        .map(n -> "did you mean '" + n + "'?")
                        .orElse("there are " + String.join(", ", group.members().keySet()));
                throw new CertificateException(
                        where + ": {" + path + "}: " + inRecord + " has no '" + name + "'; " + near);
            }
            value = group.members().get(name);
        }
        return value;
    }

    private String form(String where, String form, String text) throws CertificateException {
        return switch (form) {
            case "date" -> CertificatePdf.day(day(where, text), language);
            case "number" -> grouped(where, text);
            case "thaiDigits" -> thaiDigits(text);
            default ->
                throw new CertificateException(where + ": no such form '" + form + "'; "
                        + Nearest.to(form, FORMS)
                                .map(n -> "did you mean '" + n + "'?")
                                .orElse("known are " + String.join(", ", FORMS)));
        };
    }

    static LocalDate day(String where, String text) throws CertificateException {
        try {
            LocalDate day = text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                    : OffsetDateTime.parse(text).toLocalDate();
            if (day.getYear() >= LOOKS_BUDDHIST) {
                throw new CertificateException(
                        where + ": '" + text
                                + "' looks like a year of the Buddhist era; records keep the common era, the page shows the other");
            }
            return day;
        } catch (DateTimeException e) {
            throw new CertificateException(
                    where + ": '" + text + "' is no day such as 2026-11-24, nor a time after RFC 3339", e);
        }
    }

    private static String grouped(String where, String text) throws CertificateException {
        if (!NUMBER.matcher(text).matches()) {
            throw new CertificateException(where + ": '" + text + "' is no number such as 1234.5");
        }
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        return whole.replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", ",") + text.substring(whole.length());
    }

    private static String thaiDigits(String text) {
        StringBuilder thai = new StringBuilder(text);
        for (int i = 0; i < thai.length(); i++) {
            char c = thai.charAt(i);
            if (c >= '0' && c <= '9') {
                thai.setCharAt(i, (char) (c - '0' + '\u0E50'));
            }
        }
        return thai.toString();
    }

    /**
     * Refuses a record with facts for machines that no one sees on the page.
     *
     * @param notShown paths that need not be seen, with all that is in them
     */
    void checkAllShown(List<String> notShown) throws CertificateException {
        Set<String> fields = new LinkedHashSet<>();
        collect("", record, fields);
        for (String path : notShown) {
            if (fields.stream().noneMatch(f -> within(f, path))) {
                throw new CertificateException("notShown: the record has no '" + path + "'");
            }
        }
        List<String> unseen = new ArrayList<>();
        for (String field : new TreeSet<>(fields)) {
            if (!used.contains(field) && notShown.stream().noneMatch(path -> within(field, path))) {
                unseen.add(field);
            }
        }
        if (!unseen.isEmpty()) {
            throw new CertificateException("the record's " + String.join(", ", unseen)
                    + " would be in the files for machines but nowhere on the page; show it, or name it in notShown");
        }
    }

    private static boolean within(String field, String path) {
        return field.equals(path) || field.startsWith(path + ".");
    }

    private static void collect(String path, Value value, Set<String> fields) {
        if (value instanceof Value.Group group) {
            group.members()
                    .forEach((name, member) -> collect(path.isEmpty() ? name : path + "." + name, member, fields));
        } else if (value instanceof Value.Items items) {
            items.values().forEach(item -> collect(path, item, fields));
        } else {
            fields.add(path);
        }
    }
}
