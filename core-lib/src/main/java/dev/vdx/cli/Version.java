package dev.vdx.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Which vdx this is, and what it runs on. */
final class Version {
    private Version() {}

    static String number() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the jar");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    static String text() {
        return "vdx " + number() + System.lineSeparator() + "Java " + System.getProperty("java.version") + ", "
                + System.getProperty("java.vendor") + System.lineSeparator() + "cryptography: "
                + CryptographyText.ofProviders();
    }
}
