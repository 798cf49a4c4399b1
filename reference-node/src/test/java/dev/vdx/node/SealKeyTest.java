package dev.vdx.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.node.Configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kind of key a node opens; keys on tokens themselves are core-lib's to test. */
class SealKeyTest {
    @TempDir
    private Path home;

    private Configuration configuration(String... lines) throws Exception {
        Files.writeString(home.resolve("pin"), "1234\n");
        Path file = Files.writeString(home.resolve("node.properties"), String.join("\n", lines) + "\n");
        return Configuration.read(file, Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:token=t?module-path=/nowhere/library.so, TOKEN_UNUSABLE",
        "PKCS11:token=t?module-path=/nowhere/library.so, TOKEN_UNUSABLE",
        "pkcs11:token=t;pin-value=1234?module-path=/nowhere/library.so, KEY_URI_INVALID",
        "pkcs11:token=t, KEY_URI_INVALID",
        "remote:http://127.0.0.1:9/csc/v2?token-file=pin, REMOTE_UNREACHABLE",
        "remote:https://sign.example/csc/v2?token=1234, KEY_URI_INVALID",
        "seal.p12, KEY_UNREADABLE"
    })
    void aKeyIsAFileOnATokenOrInAService(String key, SigningProblem problem) throws Exception {
        Configuration configuration = configuration("key=" + key, "key.password.file=pin");
        SigningException e = assertThrows(SigningException.class, () -> SealKey.open(configuration, Clock.systemUTC()));
        assertEquals(problem, e.problem());
    }

    @Test
    void whatIsNoUriIsTheConfigurationsFault() throws Exception {
        Configuration configuration = configuration("key=pkcs11:token=my token", "key.password.file=pin");
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> SealKey.open(configuration, Clock.systemUTC()));
        assertTrue(e.getMessage().startsWith("key is no URI"), e.getMessage());
    }

    @Test
    void theLimitOfTimeStampsIsAWholeNumber() throws Exception {
        Files.createDirectory(home.resolve("trust"));
        Configuration configuration = configuration("tsa=https://tsa.example/", "tsa.trust=trust", "tsa.limit=many");
        ConfigurationException e = assertThrows(
                ConfigurationException.class, () -> Stamps.of(configuration, Clock.systemUTC(), new SecureRandom()));
        assertTrue(e.getMessage().startsWith("tsa.limit is no whole number"), e.getMessage());
    }
}
