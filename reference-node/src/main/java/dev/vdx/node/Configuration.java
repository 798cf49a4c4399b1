package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.model.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The configuration: one properties file in UTF-8, then {@code VDX_NODE_…} of the environment. Immutable. */
public final class Configuration {
    private static final String PREFIX = "VDX_NODE_";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private final Path folder;
    private final Map<Setting, String> values;

    private Configuration(Path folder, Map<Setting, String> values) {
        this.folder = folder;
        this.values = Map.copyOf(values);
    }

    /** The configuration is not sound; the message says which key, in one line. */
    public static final class ConfigurationException extends Exception {
        private static final long serialVersionUID = 1L;

        ConfigurationException(String message) {
            super(message);
        }
    }

    /**
     * Reads it.
     *
     * @throws ConfigurationException for a key that is unknown, there twice, missing or not sound
     * @throws IOException if the file cannot be read
     */
    public static Configuration read(Path file, Map<String, String> environment)
            throws IOException, ConfigurationException {
        Once properties = new Once();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
        }
        if (properties.twice.isPresent()) {
            throw new ConfigurationException(file + ": " + properties.twice.get() + " is there twice");
        }
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (String key : properties.stringPropertyNames()) {
            Setting setting = Setting.of(key).orElseThrow(() -> unknown(file + ": " + key, nearest(key, Setting::key)));
            values.put(setting, properties.getProperty(key).strip());
        }
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (entry.getKey().startsWith(PREFIX)) {
                Setting setting = Arrays.stream(Setting.values())
                        .filter(s -> s.variable().equals(entry.getKey()))
                        .findFirst()
                        .orElseThrow(() -> unknown(entry.getKey(), nearest(entry.getKey(), Setting::variable)));
                values.put(setting, entry.getValue().strip());
            }
        }
        Path parent = file.toAbsolutePath().getParent();
        return new Configuration(parent == null ? Path.of("/") : parent, values);
    }

    private static final class Once extends Properties {
        private static final long serialVersionUID = 1L;

        private transient Optional<Object> twice = Optional.empty();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                twice = Optional.of(key);
            }
            return super.put(key, value);
        }

        @Override
        @SuppressWarnings("EqualsHashCode")
        public synchronized boolean equals(Object other) {
            return this == other;
        }

        @Override
        public synchronized int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private static ConfigurationException unknown(String what, String nearest) {
        return new ConfigurationException(what + " is not known; the nearest is " + nearest);
    }

    private static String nearest(String word, Function<Setting, String> name) {
        return Nearest.among(word, Arrays.stream(Setting.values()).map(name).toList())
                .orElseThrow();
    }

    String text(Setting setting) {
        return values.getOrDefault(setting, setting.otherwise());
    }

    String required(Setting setting) throws ConfigurationException {
        String value = text(setting);
        if (value.isEmpty()) {
            throw new ConfigurationException(setting.key() + " is missing: " + setting.meaning());
        }
        return value;
    }

    Path path(Setting setting) throws ConfigurationException {
        return folder.resolve(required(setting));
    }

    Optional<Path> optionalPath(Setting setting) {
        return text(setting).isEmpty() ? Optional.empty() : Optional.of(folder.resolve(text(setting)));
    }

    Duration duration(Setting setting) throws ConfigurationException {
        try {
            return Duration.parse(text(setting));
        } catch (DateTimeException e) {
            throw new ConfigurationException(setting.key() + " is no ISO 8601 duration, such as PT5M");
        }
    }

    long number(Setting setting, long most) throws ConfigurationException {
        try {
            long value = Long.parseLong(text(setting));
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for one out of range.
        }
        throw new ConfigurationException(setting.key() + " is no whole number from 0 to " + most);
    }

    /** The https address a setting names (http on loopback); absent where it names a file instead. */
    Optional<URI> address(Setting setting) throws ConfigurationException {
        String text = text(setting);
        if (!text.startsWith("http://") && !text.startsWith("https://")) {
            return Optional.empty();
        }
        try {
            URI address = new URI(text);
            if (address.getHost() == null || address.getUserInfo() != null) {
                throw new ConfigurationException(setting.key() + " is no address with a host and without a password");
            }
            if (address.getScheme().equals("http")
                    && !LOOPBACK.matcher(address.getHost()).matches()) {
                throw new ConfigurationException(setting.key() + ": plain HTTP goes to loopback only; use https");
            }
            return Optional.of(address);
        } catch (URISyntaxException e) {
            throw new ConfigurationException(setting.key() + " is no address");
        }
    }

    /** One of an enum's words, in lower case. */
    <E extends Enum<E>> E word(Setting setting, E[] words) throws ConfigurationException {
        for (E word : words) {
            if (word.name().toLowerCase(Locale.ROOT).equals(text(setting))) {
                return word;
            }
        }
        throw new ConfigurationException(setting.key() + " is one of "
                + Arrays.toString(words).toLowerCase(Locale.ROOT) + ", not " + text(setting));
    }

    Optional<String> optionalPassword(Setting setting) throws ConfigurationException, IOException {
        return text(setting).isEmpty() ? Optional.empty() : Optional.of(password(setting));
    }

    String password(Setting setting) throws ConfigurationException, IOException {
        return Files.readString(path(setting), UTF_8).strip();
    }
}
