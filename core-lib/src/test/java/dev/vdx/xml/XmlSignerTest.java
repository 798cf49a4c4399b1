package dev.vdx.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.attack.Office;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we sign as XAdES, judged by our own reader; EU DSS judges it in {@code dev.vdx.judges}. */
class XmlSignerTest {
    private static final String RECORD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- before -->
            <r:record xmlns:r="urn:sandbox:record" xmlns="urn:other" Id="record"><r:farm n='1 "2"'>ฟาร์ม &amp; สวน &#13; x</r:farm><!-- in -->
              <empty/></r:record>
            """;

    private static Report verify(byte[] xml, Source... content) throws Exception {
        try (Source source = Source.bytes(xml)) {
            return Office.VERIFIER.verify(source, "record.xml", List.of(content));
        }
    }

    private static void assertPassed(String level, Report report) {
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(level, report.verdict().signatures().get(0).level());
    }

    @ParameterizedTest
    @EnumSource
    void aDocumentIsSignedAsAWholeAndNoAlteredTwinPasses(XmlProfile profile) throws Exception {
        XmlSigner signer = XmlSigner.with(Office.SIGNER).profile(profile);
        byte[] signed = signer.signEnveloped(RECORD.getBytes(UTF_8), Office.NOW);
        assertPassed(profile == XmlProfile.E_TAX ? "XAdES-B" : "XAdES-BASELINE-B", verify(signed));
        String text = new String(signed, UTF_8);
        assertTrue(text.contains("<!-- before -->") && text.contains("<!-- in -->"), text);
        for (String[] change :
                new String[][] {{"สวน", "สวย"}, {"<empty", "<other"}, {"Id=\"record\"", "Id=\"other\""}}) {
            String twin = text.replace(change[0], change[1]);
            assertNotEquals(text, twin);
            assertEquals(Outcome.FAILED, verify(twin.getBytes(UTF_8)).outcome());
        }
    }

    @Test
    void aTimestampMakesItLevelT() throws Exception {
        XmlSigner signer = XmlSigner.with(Office.SIGNER).withTimestamps(Office.TSA);
        assertPassed("XAdES-BASELINE-T", verify(signer.signEnveloped(RECORD.getBytes(UTF_8), Office.NOW)));
        assertPassed("XAdES-BASELINE-T", verify(signer.signEnveloping(RECORD.getBytes(UTF_8), Office.NOW)));
    }

    @Test
    void aSignatureHoldsADocumentAndNoAlteredTwinPasses() throws Exception {
        byte[] signed = XmlSigner.with(Office.SIGNER).signEnveloping(RECORD.getBytes(UTF_8), Office.NOW);
        assertPassed("XAdES-BASELINE-B", verify(signed));
        byte[] twin = new String(signed, UTF_8).replace("สวน", "สวย").getBytes(UTF_8);
        assertEquals(Outcome.FAILED, verify(twin).outcome());
        // Signed again, around it.
        assertPassed(
                "XAdES-BASELINE-B",
                verify(XmlSigner.with(Office.SIGNER).signEnveloping(signed, Office.NOW.plusSeconds(1))));
    }

    @Test
    void aFileBesideItIsSignedAndNoOther() throws Exception {
        byte[] letter = "จดหมาย\n".getBytes(UTF_8);
        byte[] signed = XmlSigner.with(Office.SIGNER)
                .signDetached(Source.bytes(letter), "จดหมาย ที่ 1#2.txt", "text/plain", Office.NOW);
        assertPassed("XAdES-BASELINE-B", verify(signed, Source.bytes(letter)));
        assertEquals(
                Outcome.FAILED,
                verify(signed, Source.bytes("other".getBytes(UTF_8))).outcome());
    }

    /** A relative reference, whatever the name looks like (RFC 3986, 4.2). */
    @ParameterizedTest
    @CsvSource({
        "a:b.txt, a%3Ab.txt",
        "http://a/b, http%3A//a/b",
        "50% #1?.txt, 50%25%20%231%3F.txt",
        "'<&\">.txt', %3C&amp;%22%3E.txt"
    })
    void aNameIsNoSchemeAndNoFragment(String name, String uri) throws Exception {
        byte[] signed =
                XmlSigner.with(Office.SIGNER).signDetached(Source.bytes(new byte[0]), name, "text/plain", Office.NOW);
        String text = new String(signed, UTF_8);
        assertTrue(text.contains("URI=\"" + uri + "\""), text);
        assertPassed("XAdES-BASELINE-B", verify(signed, Source.bytes(new byte[0])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "<a>", "<!DOCTYPE a><a/>"})
    void whatIsNoXmlIsNotSigned(String text) {
        SigningException e = assertThrows(
                SigningException.class,
                () -> XmlSigner.with(Office.SIGNER).signEnveloped(text.getBytes(UTF_8), Office.NOW));
        assertEquals(SigningProblem.DOCUMENT_UNREADABLE, e.problem());
        assertTrue(String.valueOf(e.getMessage()).contains("not well-formed XML"), e.getMessage());
    }

    @Test
    void aSecondSignatureOverTheWholeIsRefused() throws Exception {
        XmlSigner signer = XmlSigner.with(Office.SIGNER);
        byte[] signed = signer.signEnveloped(RECORD.getBytes(UTF_8), Office.NOW);
        SigningException e =
                assertThrows(SigningException.class, () -> signer.signEnveloped(signed, Office.NOW.plusSeconds(1)));
        assertEquals(SigningProblem.DOCUMENT_REFUSES, e.problem());
    }
}
