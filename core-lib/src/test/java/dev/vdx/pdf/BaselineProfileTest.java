package dev.vdx.pdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Signer;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.Source;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.vectors.Pdfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EN 319 142-1, 6.3 table 1: what departs from it is not called baseline, and is told. */
class BaselineProfileTest {

    private static String signed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Signer.with(Sandbox.inMemory(1, Instant.now(), new SecureRandom()).agency("agency-b"))
                .sign(Source.bytes(Pdfs.page()), out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static SignatureFacts read(String file) throws IOException {
        return PdfReader.read(Source.bytes(file.getBytes(StandardCharsets.ISO_8859_1)), Limits.DEFAULT)
                .signatures()
                .get(0);
    }

    @Test
    void whatWeSignIsBaseline() throws Exception {
        SignatureFacts facts = read(signed());
        assertEquals("PAdES-BASELINE", facts.profile());
        assertTrue(facts.findings().isEmpty(), facts.findings().toString());
    }

    @ParameterizedTest
    @CsvSource({"/M (D:, /X (D:, /M", "/Filter /Adobe, /Xilter /Adobe, /Filter"})
    void aDictionaryThatLacksAnEntryIsNot(String entry, String by, String told) throws Exception {
        String file = signed();
        assertTrue(file.contains(entry), "as it is written");
        SignatureFacts facts = read(file.replace(entry, by));
        assertEquals("PAdES", facts.profile());
        assertTrue(
                facts.findings().stream()
                        .anyMatch(f -> f.code() == FindingCode.NOT_BASELINE
                                && f.details().get(0).contains(told)),
                facts.findings().toString());
    }
}
