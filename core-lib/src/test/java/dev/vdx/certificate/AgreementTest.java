package dev.vdx.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.certificate.Agreement.State;
import dev.vdx.model.FindingCode;
import dev.vdx.seal.ElectronicDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether twins say the same; what only looks as if, does not. */
class AgreementTest {
    private static final String XML = Sample.xml("12");
    private static final String JSON = Sample.json("12");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Agreement of(String xml, String json, String... xmp) {
        return Agreement.of(
                name -> List.of(bytes(name.endsWith(".xml") ? xml : json)),
                () -> List.of(xmp).stream().findFirst().map(AgreementTest::bytes));
    }

    private static String xmp(String inside) {
        return "<?xpacket begin='\uFEFF' id='x'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
                + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>" + inside
                + "</rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
    }

    private static String said(String namespace, String reference) {
        return "<rdf:Description rdf:about='' xmlns:ed='" + namespace + "'><ed:DocumentReferenceID>" + reference
                + "</ed:DocumentReferenceID></rdf:Description>";
    }

    @Test
    void twinsThatSayTheSameAgree() {
        assertEquals(new Agreement(State.AGREE, 3, ""), of(XML, JSON));
        assertEquals(List.of(), of(XML, JSON).findings());
        String lists = Sample.json("[{\"a\": 1, \"b\": \"x\"}, {\"a\": true}]");
        assertEquals(
                State.AGREE,
                of(Sample.xml("<a>1</a><b>x</b></rai><rai>\n <a>true</a>\n"), lists)
                        .state());
        assertEquals(
                State.AGREE,
                of(Sample.xml("&lt;&#x0e01;&amp;"), Sample.json("\"<ก&\"")).state());
        assertEquals(State.AGREE, of(Sample.xml(""), Sample.json("\"\"")).state());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "13^12^record.rai",
                "12&#x20;^12^record.rai",
                "12.0^12^record.rai",
                "12</rai><rai>13^12^record.rai[2]",
                "12^[12, 13]^record.rai[2]",
                "1</rai><rai>2^[2, 1]^record.rai",
                "12</rai><more>1</more><rai>13^[12, 13]^record.more",
                "<a>1</a>^{\"a\": 1, \"b\": 2}^record.rai.b",
                "<a>1</a>^1^record.rai.a"
            })
    void aFactThatDiffersIsNamedByItsPlace(String xml, String json, String place) {
        Agreement agreement = of(Sample.xml(xml), Sample.json(json));
        assertEquals(new Agreement(State.DISAGREE, 0, place), agreement);
        assertEquals(FindingCode.TWINS_DISAGREE, agreement.findings().get(0).code());
        assertEquals(List.of(place), agreement.findings().get(0).details());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1<!-- -->2",
                "1<?x y?>2",
                "<![CDATA[12]]>",
                "12<a>1</a>",
                "<a unit='sqm'>12</a>",
                "<a xmlns='urn:other'>12</a>",
                "<a.b>12</a.b>"
            })
    void xmlThatReadersReadDifferentlyDisagrees(String inside) {
        Agreement agreement = of(Sample.xml(inside), JSON);
        assertEquals(State.DISAGREE, agreement.state());
        assertTrue(agreement.difference().startsWith("ContentInformation.xml: "), agreement.difference());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY e '12'>]>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
                "<"
            })
    void hostileXmlIsNotRead(String before) {
        assertEquals(
                "ContentInformation.xml cannot be read",
                of(before + Sample.xml("12"), JSON).difference());
    }

    @Test
    void hugeAndDeepXmlIsNotRead() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertEquals(
                    State.DISAGREE, of(Sample.xml("x".repeat(5 << 20)), JSON).state());
            assertEquals(
                    State.DISAGREE,
                    of(Sample.xml("<a>".repeat(5_000) + "</a>".repeat(5_000)), JSON)
                            .state());
            assertEquals(
                    State.DISAGREE, of(Sample.xml("<a/>".repeat(300_000)), JSON).state());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"document\": null}", "{\"a\": 1, \"a\": 1}", "{\"a\": 1} x"})
    void jsonThatIsNoneDisagrees(String json) {
        assertEquals("ContentInformation.json cannot be read", of(XML, json).difference());
    }

    @Test
    void twoFilesOfANameDisagree() {
        Agreement agreement = Agreement.of(
                name -> name.endsWith(".json") ? List.of(bytes(JSON), bytes(JSON)) : List.of(bytes(XML)),
                Optional::empty);
        assertEquals("two files of the name ContentInformation.json", agreement.difference());
    }

    @Test
    void whatOthersWriteIsTheirs() {
        assertEquals(
                State.NOT_COMPARED,
                of("<Certificate xmlns='urn:agency'>a</Certificate>", "[1]").state());
        Agreement alone =
                Agreement.of(name -> name.endsWith(".xml") ? List.of(bytes(XML)) : List.of(), Optional::empty);
        assertEquals(State.NO_TWINS, alone.state());
        assertEquals(List.of(), alone.findings());
    }

    @ParameterizedTest
    @ValueSource(strings = {ElectronicDocument.NAMESPACE, ElectronicDocument.CERTIFICATE_NAMESPACE})
    void theMetadataIsReadUnderBothNamespacesAndMustSayTheSame(String namespace) throws CertificateException {
        assertEquals(State.AGREE, of(XML, JSON, xmp(said(namespace, "1/2569"))).state());
        assertEquals(
                "ed:DocumentReferenceID",
                of(XML, JSON, xmp(said(namespace, "2/2569"))).difference());
        String attribute = "<rdf:Description xmlns:q='" + namespace + "' q:DocumentVersion='2.0'/>";
        assertEquals("ed:DocumentVersion", of(XML, JSON, xmp(attribute)).difference());
        assertEquals(
                "ed:DocumentOID",
                of(XML, JSON, xmp(attribute.replace("Version='2.0'", "OID='2.999'")))
                        .difference());
        DocumentProperties read =
                DocumentProperties.read(bytes(xmp(said(namespace, "1/2569")))).orElseThrow();
        assertEquals(namespace, read.namespace());
        assertEquals(Optional.of("1/2569"), read.said().referenceId());
    }

    @Test
    void metadataThatSaysTwoThingsDisagrees() {
        String both = xmp(said(ElectronicDocument.NAMESPACE, "1/2569")
                + said(ElectronicDocument.CERTIFICATE_NAMESPACE, "2/2569"));
        assertEquals("ed:DocumentReferenceID", of(XML, JSON, both).difference());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE x [<!ENTITY a 'b'>]>", "<a>", "", "\u0000"})
    void hostileMetadataIsRefused(String before) {
        String packet = before.isEmpty() ? "" : before + xmp("");
        assertThrows(CertificateException.class, () -> DocumentProperties.read(bytes(packet)));
        assertEquals("the metadata cannot be read", of(XML, JSON, packet).difference());
    }

    @Test
    void metadataWithoutThePropertiesSaysNothing() throws CertificateException {
        assertEquals(Optional.empty(), DocumentProperties.read(bytes(xmp("<rdf:Description/>"))));
        String other = xmp(said("urn:other#", "2/2569"));
        assertEquals(Optional.empty(), DocumentProperties.read(bytes(other)));
    }
}
