package dev.vdx.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.Source;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signatures over files that are not in theirs: told by digest, all of what is given must be signed. */
class DetachedTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static String signature;

    @BeforeAll
    static void make() throws Exception {
        TestAuthority authority = TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX root", KeyKind.EC_P256, NOW, NOW.plus(Duration.ofDays(9)), 0),
                Addresses.NONE,
                new SecureRandom());
        signature = new XmlMaker(authority.identity()).detached(Map.of("a.txt", "ก", "b.txt", "ข"));
    }

    private static SignatureFacts read(String... files) throws Exception {
        List<Source> content =
                Stream.of(files).map(file -> Source.bytes(file.getBytes(UTF_8))).toList();
        return XmlReader.read(Source.bytes(signature.getBytes(UTF_8)), content, Limits.DEFAULT)
                .signatures()
                .get(0);
    }

    private static void assertFound(boolean digest, boolean lacking, SignatureFacts facts) {
        assertTrue(facts.signer().signatureMatches() && facts.findings().isEmpty(), facts.toString());
        assertEquals(digest, facts.signer().digestMatches());
        assertEquals(
                lacking,
                facts.signer().findings().stream().anyMatch(f -> f.code() == FindingCode.SIGNED_DATA_NOT_FOUND));
    }

    @Test
    void allOfItInAnyOrder() throws Exception {
        assertFound(true, false, read("ก", "ข"));
        assertFound(true, false, read("ข", "ก"));
    }

    @Test
    void whatIsNotGivenIsLacking() throws Exception {
        assertFound(false, true, read());
        assertFound(false, true, read("ข"));
    }

    @Test
    void whatIsGivenAndNotSignedIsNoMatch() throws Exception {
        assertFound(false, false, read("ก", "ค"));
        assertFound(false, false, read("ค"));
        assertFound(false, false, read("ก", "ข", "ค"));
        assertFound(false, false, read("ก", "ข", ""));
    }
}
