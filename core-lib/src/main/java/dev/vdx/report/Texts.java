package dev.vdx.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** One file of texts in one language; every key is there, a test sees to it. */
final class Texts {
    private static final Map<String, Texts> LOADED = new ConcurrentHashMap<>();

    private final Properties properties;

    private Texts(Properties properties) {
        this.properties = properties;
    }

    /** What was found and what to do, by {@code FindingCode}. */
    static Texts findings(Lang lang) {
        return load("findings", lang);
    }

    /** Everything else. */
    static Texts words(Lang lang) {
        return load("words", lang);
    }

    String get(String key) {
        String text = properties.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text for " + key);
        }
        return text;
    }

    String fill(String key, List<String> details) {
        return new Template(get(key)).fill(details);
    }

    Properties all() {
        return properties;
    }

    private static Texts load(String file, Lang lang) {
        return LOADED.computeIfAbsent(file + "_" + lang.code() + ".properties", Texts::read);
    }

    private static Texts read(String name) {
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            Properties properties = new Properties();
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            return new Texts(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
