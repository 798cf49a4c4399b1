package dev.vdx.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.TimestampSource;
import dev.vdx.model.Limits;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What nothing may be added to. */
class XmlExtensionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final TimestampSource TOKENS = (algorithm, digest) -> new byte[] {1};

    /** The signature made last gets properties of its own. */
    private static String withProperties(String xml, String id) {
        int end = xml.lastIndexOf("</ds:Signature>");
        return xml.substring(0, end).replace("Id=\"signature\"", "Id=\"" + id + "\"")
                + "<ds:Object><x:QualifyingProperties xmlns:x=\"" + Names.XADES + "\" Target=\"#" + id
                + "\"/></ds:Object>"
                + xml.substring(end);
    }

    private static XmlMaker maker;

    @BeforeAll
    static void make() {
        maker = new XmlMaker(TestAuthority.root(
                        CertificateSpec.authority(
                                "CN=SANDBOX root", KeyKind.EC_P256, NOW, NOW.plus(Duration.ofDays(9)), 0),
                        Addresses.NONE,
                        new SecureRandom())
                .identity());
    }

    private static XmlExtension open(String xml) throws Exception {
        try (Source source = Source.bytes(xml.getBytes(StandardCharsets.UTF_8))) {
            return XmlExtension.open(source, List.of(), Optional.of(TOKENS), Limits.DEFAULT);
        }
    }

    @Test
    void aSignatureThatAnotherSignsIsLeftAlone() throws Exception {
        String first = withProperties(
                maker.enveloped(
                        "<doc><record Id=\"r\">x</record></doc>",
                        XmlMaker.reference("#r", XmlMaker.transform(Algorithms.EXCLUSIVE))),
                "first");
        open(first).timestamp();
        String both = withProperties(maker.enveloped(first, XmlMaker.reference("", XmlMaker.enveloped())), "second");
        XmlExtension extension = open(both);
        assertTrue(extension.read().signatures().stream()
                .allMatch(each -> each.signer().digestMatches() && each.signer().signatureMatches()));
        SigningException refusal = assertThrows(SigningException.class, extension::timestamp);
        assertEquals(SigningProblem.DOCUMENT_REFUSES, refusal.problem());
        assertTrue(String.valueOf(refusal.getMessage()).contains("signature second signs another signature"));
    }

    @Test
    void aCounterSignatureWithoutAPlaceForATimeKeepsAllFromBeingRaised() throws Exception {
        String xml =
                maker.countersigned(maker.enveloped("<doc/>", XmlMaker.reference("", XmlMaker.enveloped())), "value");
        XmlExtension extension = open(xml);
        SigningException refusal = assertThrows(SigningException.class, extension::timestamp);
        assertEquals(SigningProblem.NOT_SUPPORTED, refusal.problem());
        assertTrue(String.valueOf(refusal.getMessage()).contains("without QualifyingProperties"));
    }
}
