package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.report.Lang;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What the pages say in one language: {@code words_en.properties}, {@code words_th.properties}, with the same keys. */
final class Words {
    private static final Map<Lang, Words> ALL = new EnumMap<>(Lang.class);

    static {
        for (Lang lang : Lang.values()) {
            ALL.put(lang, read(lang));
        }
    }

    private final Map<String, String> texts;

    private Words(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    static Words of(Lang lang) {
        return Objects.requireNonNull(ALL.get(lang));
    }

    private static Words read(Lang lang) {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(
                        Words.class.getResourceAsStream("words_" + lang.code() + ".properties"));
                Reader reader = new InputStreamReader(in, UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return new Words(texts);
    }

    /** All of them, for templates. */
    Map<String, String> all() {
        return texts;
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    /** The text with {@code {0}}, {@code {1}}… filled in. */
    String say(String key, Object... details) {
        String text = find(key).orElseThrow(() -> new IllegalStateException("no words for " + key));
        for (int i = 0; i < details.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(details[i]));
        }
        return text;
    }
}
