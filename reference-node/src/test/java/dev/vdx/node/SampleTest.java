package dev.vdx.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.node.Configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration: samples are read, the README names every key, what is unknown is refused. */
class SampleTest {
    private static final Path SAMPLES = Path.of("..", "samples", "two-nodes");

    @TempDir
    Path folder;

    @Test
    void theSamplesHaveKnownKeysOnly() throws Exception {
        Configuration a = Configuration.read(SAMPLES.resolve("a").resolve("node.properties"), Map.of());
        assertEquals("sandbox:agency-a", a.required(Setting.PARTY));
        Configuration b = Configuration.read(SAMPLES.resolve("b").resolve("node.properties"), Map.of());
        assertTrue(b.text(Setting.DATABASE_URL).startsWith("jdbc:postgresql:"));
    }

    @Test
    void theReadmeNamesEveryKeyWithItsDefault() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Setting setting : Setting.values()) {
            String row = "| `" + setting.key() + "` | "
                    + (setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`");
            assertTrue(readme.contains(row), setting.key());
            assertFalse(setting.meaning().isBlank(), setting.key());
        }
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() throws Exception {
        Path file = Files.writeString(folder.resolve("node.properties"), "exchange.prot = 1\n");
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> Configuration.read(file, Map.of()));
        assertTrue(String.valueOf(e.getMessage()).endsWith("the nearest is exchange.port"), e.getMessage());
    }

    @Test
    void theEnvironmentOverridesAndIsAsStrict() throws Exception {
        Path file = Files.writeString(folder.resolve("node.properties"), "exchange.port = 1\n");
        Configuration configuration = Configuration.read(file, Map.of("VDX_NODE_EXCHANGE_PORT", "2", "HOME", "/"));
        assertEquals(2, configuration.number(Setting.EXCHANGE_PORT, 65_535));
        ConfigurationException e = assertThrows(
                ConfigurationException.class, () -> Configuration.read(file, Map.of("VDX_NODE_EXCHANGE_PROT", "2")));
        assertTrue(String.valueOf(e.getMessage()).endsWith("the nearest is VDX_NODE_EXCHANGE_PORT"), e.getMessage());
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("node.properties"), "data = a\ndata = b\n");
        assertThrows(ConfigurationException.class, () -> Configuration.read(file, Map.of()));
    }
}
