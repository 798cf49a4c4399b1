package dev.vdx.pdf.object;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A dictionary (ISO 32000-2, 7.3.7), in the order of the file. An entry whose value is null is the same as no entry.
 * Where a key stands twice the last value counts, and {@link #duplicates()} tells, since readers differ.
 */
public final class PdfDictionary implements PdfObject {
    public static final PdfDictionary EMPTY = new PdfDictionary(Map.of(), false);

    private final Map<String, PdfObject> entries;
    private final boolean duplicates;

    private PdfDictionary(Map<String, PdfObject> entries, boolean duplicates) {
        this.entries = entries;
        this.duplicates = duplicates;
    }

    /** A dictionary with these entries, in this order. */
    public static PdfDictionary of(Map<String, PdfObject> entries) {
        return new PdfDictionary(new LinkedHashMap<>(entries), false);
    }

    /** The map is handed over, not copied. */
    static PdfDictionary owning(Map<String, PdfObject> entries, boolean duplicates) {
        return new PdfDictionary(entries, duplicates);
    }

    /** The value of a key as it stands there, references unresolved; {@link PdfNull} where there is none. */
    public PdfObject get(String key) {
        return entries.getOrDefault(key, PdfNull.NULL);
    }

    /** Whether there is a value other than null. */
    public boolean has(String key) {
        return get(key) != PdfNull.NULL;
    }

    /** Whether the value of a key is this name. */
    public boolean is(String key, String name) {
        return get(key) instanceof PdfName value && value.is(name);
    }

    /** The value of a key if it is a direct integer. */
    public Optional<Long> integer(String key) {
        return get(key) instanceof PdfNumber number && number.isInteger()
                ? Optional.of(number.integer())
                : Optional.empty();
    }

    /** The keys in the order of the file. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** The entries in the order of the file. */
    public Map<String, PdfObject> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** Whether a key stands in it more than once. */
    public boolean duplicates() {
        return duplicates;
    }

    /** The same with one entry more, or another value. */
    public PdfDictionary with(String key, PdfObject value) {
        Map<String, PdfObject> copy = new LinkedHashMap<>(entries);
        copy.put(key, value);
        return new PdfDictionary(copy, duplicates);
    }

    /** The same without some keys. */
    public PdfDictionary without(String... keys) {
        Map<String, PdfObject> copy = new LinkedHashMap<>(entries);
        List.of(keys).forEach(copy::remove);
        return new PdfDictionary(copy, duplicates);
    }

    /** Keys whose values differ between this and another dictionary, those of this one first. */
    public List<String> differences(PdfDictionary other) {
        List<String> differing = new ArrayList<>();
        for (Map.Entry<String, PdfObject> entry : entries.entrySet()) {
            if (!entry.getValue().equals(other.get(entry.getKey()))) {
                differing.add(entry.getKey());
            }
        }
        for (String key : other.entries.keySet()) {
            if (!entries.containsKey(key) && other.has(key)) {
                differing.add(key);
            }
        }
        return differing;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PdfDictionary that
                && (this == that || differences(that).isEmpty());
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<String, PdfObject> entry : entries.entrySet()) {
            if (entry.getValue() != PdfNull.NULL) {
                hash += entry.getKey().hashCode() ^ entry.getValue().hashCode();
            }
        }
        return hash;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
