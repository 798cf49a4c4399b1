package dev.vdx.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vdx.model.AlgorithmDates;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.KeyFamily;
import dev.vdx.model.Level;
import dev.vdx.model.Policy;
import dev.vdx.model.Reaction;
import dev.vdx.model.SignatureDemands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("..", "spec", "policy.schema.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean schemaAllows(String json) throws IOException {
        return SCHEMA.validate(JSON.readTree(json)).isEmpty();
    }

    private static Policy parsed(String json) throws PolicyException {
        return PolicyFile.parse(json.replace('\'', '"').getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "thai"})
    void thePoliciesThatComeWithItAreFilesTheSchemaAllows(String name) throws IOException {
        try (InputStream in = PolicyFile.class.getResourceAsStream(name + ".json")) {
            String json = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
            assertEquals(Set.of(), SCHEMA.validate(JSON.readTree(json)));
        }
        Policy policy = PolicyFile.builtIn(name).orElseThrow();
        assertEquals(name, policy.label());
    }

    @Test
    void strictIsWhatItsFileSays() {
        assertEquals(Policy.STRICT, PolicyFile.builtIn("strict").orElseThrow());
        assertEquals(Optional.empty(), PolicyFile.builtIn("lenient"));
    }

    @Test
    void theSchemaAndTheReaderKnowTheSameWords() throws IOException {
        String schema = Files.readString(Path.of("..", "spec", "policy.schema.json"));
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            assertTrue(schema.contains('"' + digest.jcaName() + '"'), digest.jcaName());
        }
        for (KeyFamily family : KeyFamily.values()) {
            assertTrue(schema.contains('"' + family.label() + '"'), family.label());
        }
        for (FindingCode code : SignatureDemands.DEPARTURES) {
            assertTrue(schema.contains('"' + code.name() + '"'), code.name());
        }
        for (Reaction reaction : Reaction.values()) {
            assertTrue(schema.contains('"' + reaction.label() + '"'), reaction.label());
        }
    }

    @Test
    void whatIsNotSaidIsAsInStrict() throws PolicyException {
        Policy policy = parsed("{'name': 'ours', 'algorithms': {'digests': {'SHA-1': '2016-01-01'},"
                + " 'keys': {'RSA': {'4096': 'open'}}}, 'revocation': {'maximumAge': 'P2D'}}");
        assertEquals(Instant.parse("2016-01-01T00:00:00Z"), policy.algorithms().end(DigestAlgorithm.SHA1));
        assertEquals(AlgorithmDates.OPEN, policy.algorithms().end(DigestAlgorithm.SHA256));
        assertEquals(AlgorithmDates.NEVER, policy.algorithms().end(KeyFamily.RSA, 3072), "a family's sizes as a whole");
        assertEquals(AlgorithmDates.OPEN, policy.algorithms().end(KeyFamily.EC, 256));
        assertEquals(Optional.of(Duration.ofDays(2)), policy.revocation().maximumAge());
        assertEquals(Duration.ofMinutes(5), policy.revocation().clockSkew());
        assertEquals(Level.B, policy.signature().level());
        assertEquals(Reaction.WARN, policy.signature().departures().get(FindingCode.NOT_BASELINE));
    }

    @Test
    void aFileIsNamedWithItsDigest(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("p.json"), "{\"name\":\"ours\"}");
        String label = PolicyFile.read(file).label();
        assertTrue(label.matches("ours sha256:[0-9a-f]{64}"), label);
        Path other = Files.writeString(dir.resolve("q.json"), "{\"name\": \"ours\"}");
        assertNotEquals(label, PolicyFile.read(other).label());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'x','signatur':{}} | signatur: no such key; did you mean 'signature'?",
                "{'name':'x','signature':{'lvel':'T'}} | signature.lvel: no such key; did you mean 'level'?",
                "{'name':'x','signature':{'level':'LTV'}} | signature.level: 'LTV' is none of",
                "{'name':'x','signature':{'departures':{'DIGEST_MISMATCH':'accept'}}} | signature.departures.DIGEST_MISMATCH: no such key",
                "{'name':'x','signature':{'departures':{'CHANGED_AFTER_SIGNING':'warn'}}} | no such key",
                "{'name':'x','signature':{'departures':{'NOT_BASELINE':'ignore'}}} | 'ignore' is none of refuse, warn, accept",
                "{'name':'x','signature':{'certificatePolicies':['1.2.03']}} | no object identifier",
                "{'name':'x','signature':{'certificatePolicies':[]}} | leave it out",
                "{'name':'x','signature':{'timestampDelay':'1 day'}} | no length of time",
                "{'name':'x','revocation':{'clockSkew':'PT25H'}} | not between",
                "{'name':'x','revocation':{'maximumAge':'-PT1H'}} | not between",
                "{'name':'x','algorithms':{'digests':{'SHA256':'open'}}} | did you mean 'SHA-256'?",
                "{'name':'x','algorithms':{'digests':{'SHA-1':'2569-01-01'}}} | Buddhist era; write 2026-01-01",
                "{'name':'x','algorithms':{'digests':{'SHA-1':'2026-02-30'}}} | there is no day",
                "{'name':'x','algorithms':{'digests':{'SHA-1':'soon'}}} | no day such as",
                "{'name':'x','algorithms':{'keys':{'RSA':{'big':'open'}}}} | a number of bits",
                "{'name':'x','algorithms':{'keys':{'RSA':'open'}}} | algorithms.keys.RSA: has to be an object",
                "{'name':'strict'} | VDX's own",
                "{'name':'Ours!'} | small letters",
                "{} | name: is missing",
                "[] | has to be an object",
                "{'name':5} | name: has to be a text",
                "{'name':'x'} {} | something follows",
                "{'name':'x','name':'y'} | line 1",
                "{'name':'x' | line 1",
                "{'name':'x','about':[[[[[[[[[[1]]]]]]]]]]} | about: has to be a text",
            })
    void whatIsNoPolicyIsRefusedAndSaysWhy(String json, String why) {
        PolicyException refused = assertThrows(PolicyException.class, () -> parsed(json));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'x','signatur':{}}",
                "{'name':'x','signature':{'level':'LTV'}}",
                "{'name':'x','signature':{'departures':{'DIGEST_MISMATCH':'accept'}}}",
                "{'name':'x','signature':{'timestampDelay':'1 day'}}",
                "{'name':'x','algorithms':{'digests':{'SHA-1':'soon'}}}",
                "{'name':'Ours!'}",
                "{}"
            })
    void theSchemaRefusesThemToo(String json) throws IOException {
        assertFalse(schemaAllows(json.replace('\'', '"')));
        assertTrue(schemaAllows("{\"name\":\"x\",\"signature\":{\"level\":\"T\",\"timestampDelay\":\"PT24H\"}}"));
    }

    @Test
    void aPolicyIsShort() {
        byte[] long_ = ("{\"name\":\"x\",\"about\":\"" + "x".repeat(PolicyFile.LARGEST) + "\"}").getBytes(UTF_8);
        assertThrows(PolicyException.class, () -> PolicyFile.parse(long_));
        StringBuilder many = new StringBuilder("{'name':'x','algorithms':{'keys':{'RSA':{");
        for (int bits = 1; bits <= 101; bits++) {
            many.append("'").append(bits).append("':'open',");
        }
        String keys = many.substring(0, many.length() - 1) + "}}}}";
        assertTrue(assertThrows(PolicyException.class, () -> parsed(keys))
                .getMessage()
                .contains("more than 100"));
    }
}
