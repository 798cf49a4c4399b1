package dev.vdx.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XML without sound signatures: hostile, broken, or merely unsigned. */
class XmlReaderTest {

    private static SignedDocument read(String xml) throws Exception {
        return XmlReader.read(Source.bytes(xml.getBytes(UTF_8)), List.of(), Limits.DEFAULT);
    }

    @Test
    void plainXmlHoldsNoSignature() throws Exception {
        SignedDocument document = read("<a><b>ข้อความ</b></a>");
        assertTrue(document.signatures().isEmpty() && document.findings().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "<a/><b/>", "<a b='1' b='2'/>", "<x:a/>", "<!DOCTYPE a><a/>", "<a>&x;</a>", "<"})
    void whatIsNotWellFormedIsSaidToBe(String xml) throws Exception {
        assertEquals(FindingCode.MALFORMED, read(xml).findings().get(0).code());
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        assertEquals(FindingCode.MALFORMED, read(deep).findings().get(0).code());
    }

    @Test
    void tooManyAttributesAreRefused() throws Exception {
        StringBuilder wide = new StringBuilder("<a");
        for (int i = 0; i < 200_000; i++) {
            wide.append(" a").append(i).append("=''");
        }
        SignedDocument document = assertTimeout(
                Duration.ofSeconds(20), () -> read(wide.append("/>").toString()));
        assertEquals(FindingCode.MALFORMED, document.findings().get(0).code());
    }

    @Test
    void entitiesThatMultiplyAreRefusedUnread() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 20; i++) {
            laughs.append("<!ENTITY e").append(i).append(" '");
            laughs.append(("&e" + (i - 1) + ";").repeat(10)).append("'>");
        }
        SignedDocument document = assertTimeout(Duration.ofSeconds(20), () -> read(laughs + "]><a>&e19;</a>"));
        assertEquals(FindingCode.MALFORMED, document.findings().get(0).code());
    }

    /** Namespaces that are in scope everywhere are what canonical form repeats. */
    @Test
    void namespacesWithoutEndTakeNoTimeWithoutEnd() throws Exception {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            deep.append("<a");
            for (int j = 0; j < 150; j++) {
                deep.append(" xmlns:n").append(i).append('_').append(j).append("='u'");
            }
            deep.append('>');
        }
        String signature = "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><SignedInfo>"
                + ("<Reference URI=''><Transforms><Transform Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'/>"
                                + "</Transforms><DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/>"
                                + "<DigestValue>AAAA</DigestValue></Reference>")
                        .repeat(29)
                + "</SignedInfo><SignatureValue>AAAA</SignatureValue></Signature>";
        String xml = deep + signature + "</a>".repeat(200);
        SignedDocument document = assertTimeout(Duration.ofSeconds(60), () -> read(xml));
        assertFalse(document.signatures().get(0).signer().digestMatches());
    }

    @Test
    void tooManyElementsAreOverALimit() throws Exception {
        Limits few = new Limits(1 << 20, 1_000, 100, 1 << 20, 10, Duration.ofSeconds(10));
        String wide = "<a>" + "<b/>".repeat(2_000) + "</a>";
        SignedDocument document = XmlReader.read(Source.bytes(wide.getBytes(UTF_8)), List.of(), few);
        assertEquals(FindingCode.LIMIT_EXCEEDED, document.findings().get(0).code());
    }

    @Test
    void tooManySignaturesAreOverALimit() throws Exception {
        String many = "<a>" + "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>".repeat(2_000) + "</a>";
        assertEquals(FindingCode.LIMIT_EXCEEDED, read(many).findings().get(0).code());
    }

    @Test
    void anEmptySignatureIsMalformed() throws Exception {
        SignedDocument document = read("<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>");
        assertEquals(
                FindingCode.SIGNATURE_MALFORMED,
                document.signatures().get(0).findings().get(0).code());
    }
}
