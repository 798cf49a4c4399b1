package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.node.store.Direction;
import dev.vdx.node.store.MessageState;
import dev.vdx.report.Lang;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages say the same things, and nothing goes into a page unescaped. */
class WordsTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path TEMPLATES = Path.of("src", "main", "resources", "dev", "vdx", "node", "page");
    private static final Pattern EVENT = Pattern.compile("\"((?:message|receipt|request|payload)\\.[a-z-]+)\"");

    private static String all(Path folder, String end) throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(end)).sorted().toList()) {
                text.append(Files.readString(file, UTF_8));
            }
        }
        return text.toString();
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void bothLanguagesHaveTheSameWordsWithTheSameDetails() {
        assertEquals(
                new TreeSet<>(Words.of(Lang.EN).all().keySet()),
                new TreeSet<>(Words.of(Lang.TH).all().keySet()));
        Words.of(Lang.EN)
                .all()
                .forEach((key, text) -> assertEquals(
                        found(Pattern.compile("\\{([0-9])}"), text),
                        found(Pattern.compile("\\{([0-9])}"), Words.of(Lang.TH).say(key)),
                        key));
    }

    @Test
    void everyStateAndEveryEventHasItsWords() throws Exception {
        for (Direction direction : Direction.values()) {
            for (MessageState state : MessageState.values()) {
                assertFalse(Words.of(Lang.TH)
                        .say(direction.label() + "_" + state.label())
                        .isEmpty());
            }
        }
        Set<String> events = found(EVENT, all(SOURCES, ".java"));
        events.remove("message.json");
        events.remove("message.asice");
        assertTrue(events.size() > 8, events.toString());
        for (String event : events) {
            assertTrue(
                    Words.of(Lang.EN).find("event_" + event.replace('.', '_')).isPresent(), event);
        }
    }

    @Test
    void everyWordATemplateAsksForIsThereAndNothingIsUnescaped() throws Exception {
        String templates = all(TEMPLATES, ".html");
        Set<String> asked = found(Pattern.compile("\\{\\{w\\.([A-Za-z_]+)}}"), templates);
        assertTrue(asked.size() > 40, asked.toString());
        asked.forEach(key -> assertTrue(Words.of(Lang.EN).find(key).isPresent(), key));
        assertFalse(templates.contains("{{{") || templates.contains("{{&"), "everything is escaped");
        assertFalse(templates.contains("style=") || templates.contains("onclick"), "nothing inline");
    }
}
