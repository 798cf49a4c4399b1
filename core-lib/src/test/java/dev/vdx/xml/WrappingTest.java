package dev.vdx.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.Verifier;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.trust.TrustAnchors;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.spec.XPathType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signature wrapping: the signed element is still there and still holds, but is not what a reader of the document takes. */
class WrappingTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String GOOD = "<pay Id=\"p\"><to>sandbox-a</to></pay>";
    private static final String EVIL = "<pay><to>sandbox-evil</to></pay>";
    private static final String ORDER = "<order>" + GOOD + "</order>";

    private static Verifier verifier;
    private static XmlMaker maker;
    private static String byId;
    private static String whole;
    private static String enveloping;

    @BeforeAll
    static void make() throws Exception {
        SecureRandom random = new SecureRandom();
        Instant from = NOW.minus(Duration.ofDays(10));
        Instant until = NOW.plus(Duration.ofDays(100));
        TestAuthority authority = TestAuthority.root(
                CertificateSpec.authority("CN=SANDBOX root", KeyKind.EC_P256, from, until, 0),
                Addresses.at(URI.create("http://127.0.0.1:9"), "root"),
                random);
        maker = new XmlMaker(authority.issue(
                CertificateSpec.seal("CN=SANDBOX seal", KeyKind.EC_P256, from, until)
                        .withExtension(CertificateSpec.SHORT_TERM, false, new byte[] {5, 0}),
                random));
        verifier = Verifier.trusting(TrustAnchors.of(authority.certificate()), Clock.fixed(NOW, ZoneOffset.UTC))
                .offline();
        byId = maker.enveloped(ORDER, XmlMaker.reference("#p", XmlMaker.transform(Algorithms.C14N)));
        whole = maker.enveloped(ORDER, XmlMaker.reference("", XmlMaker.enveloped()));
        enveloping = maker.enveloping(GOOD.replace(" Id=\"p\"", ""), "p");
    }

    private static Report verify(String xml) throws Exception {
        return verifier.verify(Source.bytes(xml.getBytes(UTF_8)), "order.xml");
    }

    @Test
    void theHonestOnesPass() throws Exception {
        for (String honest : new String[] {byId, whole, enveloping}) {
            Report report = verify(honest);
            assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN) + honest);
        }
    }

    private static String in(String xml, String what, String by) {
        assertTrue(xml.contains(what), xml);
        return xml.replace(what, by);
    }

    /** Its last signature's end. */
    private static UnaryOperator<String> inSignature(String before, String more) {
        return xml -> in(in(xml, GOOD, before), "</ds:Signature>", more + "</ds:Signature>");
    }

    private static Arguments attack(String name, UnaryOperator<String> of) {
        return Arguments.of(Named.of(name, of));
    }

    @ParameterizedTest
    @ValueSource(strings = {"</ds:KeyInfo>", "</ds:Signature>"})
    void contentOfNobodyInASignature(String end) throws Exception {
        Report report = verify(in(whole, end, GOOD.replace(" Id=\"p\"", "") + end));
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
        assertTrue(report.toJson(Lang.EN).contains("ENTRY_NOT_SIGNED"));
    }

    @Test
    void keysMayBeThereInAnyWayButNoListOfTrustedOnes() throws Exception {
        String key = "<e:EncryptedKey xmlns:e=\"http://www.w3.org/2001/04/xmlenc#\"/>";
        assertEquals(
                Outcome.PASSED,
                verify(in(whole, "</ds:KeyInfo>", key + "</ds:KeyInfo>")).outcome());
        String list = "<t:TrustServiceStatusList xmlns:t=\"http://uri.etsi.org/02231/v2#\"/>";
        assertEquals(
                Outcome.FAILED,
                verify(in(whole, "</ds:KeyInfo>", list + "</ds:KeyInfo>")).outcome());
    }

    static Stream<Arguments> byIdentifier() {
        return Stream.of(
                attack(
                        "signed element moved aside, another put in its place",
                        x -> in(x, GOOD, EVIL + "<w>" + GOOD + "</w>")),
                attack(
                        "moved aside, the other with the same Id",
                        x -> in(x, GOOD, EVIL.replace("<pay>", "<pay Id=\"p\">") + "<w>" + GOOD + "</w>")),
                attack(
                        "the other, with the same identifier, before it as ID",
                        x -> in(x, GOOD, EVIL.replace("<pay>", "<pay ID=\"p\">") + GOOD)),
                attack("as id", x -> in(x, GOOD, EVIL.replace("<pay>", "<pay id=\"p\">") + GOOD)),
                attack("as xml:id", x -> in(x, GOOD, EVIL.replace("<pay>", "<pay xml:id=\"p\">") + GOOD)),
                attack("with another Id beside it", x -> in(x, GOOD, EVIL.replace("<pay>", "<pay Id=\"q\">") + GOOD)),
                attack("behind it", x -> in(x, GOOD, GOOD + EVIL)),
                attack(
                        "a copy in the signature's object is what is referred to",
                        inSignature(EVIL, "<ds:Object>" + GOOD + "</ds:Object>")),
                attack(
                        "a copy beside properties",
                        inSignature(
                                EVIL,
                                "<ds:Object><q:QualifyingProperties xmlns:q=\"" + Names.XADES
                                        + "\" Target=\"#signature\"/>" + GOOD + "</ds:Object>")),
                attack(
                        "a copy in unsigned properties",
                        inSignature(
                                EVIL,
                                "<ds:Object><q:QualifyingProperties xmlns:q=\"" + Names.XADES
                                        + "\" Target=\"#signature\"><q:UnsignedProperties>" + GOOD
                                        + "</q:UnsignedProperties></q:QualifyingProperties></ds:Object>")),
                attack("a copy in KeyInfo", x -> in(in(x, GOOD, EVIL), "</ds:KeyInfo>", GOOD + "</ds:KeyInfo>")),
                attack("around it, with text", x -> in(x, GOOD, GOOD + "sandbox-evil")),
                attack("around it, with an attribute", x -> in(x, "<order>", "<order to=\"sandbox-evil\">")),
                attack("a new root", x -> "<root>" + EVIL + x.replaceFirst("<\\?xml[^>]*\\?>", "") + "</root>"),
                attack("wrapped in it", x -> in(x, GOOD, "<pay><to>sandbox-evil</to>" + GOOD + "</pay>")),
                attack("a second SignedInfo", x -> in(x, "</ds:SignedInfo>", "</ds:SignedInfo><ds:SignedInfo/>")),
                attack(
                        "a second value",
                        x -> in(x, "</ds:SignatureValue>", "</ds:SignatureValue><ds:SignatureValue/>")),
                attack(
                        "another signature around it, empty",
                        x -> in(x, "<ds:Signature ", "<ds:Signature xmlns:ds=\"" + Names.DS + "\"/><ds:Signature ")),
                attack("a stylesheet", x -> x.replaceFirst("<order>", "<?xml-stylesheet href='evil.xsl'?><order>")),
                attack("the content itself", x -> in(x, "sandbox-a", "sandbox-evil")));
    }

    @ParameterizedTest
    @MethodSource
    void byIdentifier(UnaryOperator<String> attack) throws Exception {
        Report report = verify(attack.apply(byId));
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
    }

    static Stream<Arguments> inObjects() {
        String object = "<ds:Object Id=\"p\">";
        return Stream.of(
                attack("its content replaced", x -> in(x, "sandbox-a", "sandbox-evil")),
                attack("another object before it", x -> in(x, object, "<ds:Object>" + EVIL + "</ds:Object>" + object)),
                attack(
                        "another behind it",
                        x -> in(x, "</ds:Signature>", "<ds:Object>" + EVIL + "</ds:Object></ds:Signature>")),
                attack("another of the same identifier", x -> in(x, object, object + EVIL + "</ds:Object>" + object)),
                attack(
                        "moved into another",
                        x -> in(
                                in(x, object, "<ds:Object>" + EVIL + object),
                                "</ds:Signature>",
                                "</ds:Object></ds:Signature>")),
                attack("a new root", x -> "<root>" + EVIL + x.replaceFirst("<\\?xml[^>]*\\?>", "") + "</root>"),
                attack("more in it", x -> in(x, object, object + EVIL)));
    }

    @ParameterizedTest
    @MethodSource
    void inObjects(UnaryOperator<String> attack) throws Exception {
        Report report = verify(attack.apply(enveloping));
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
    }

    static Stream<Arguments> wholeDocuments() {
        return Stream.of(
                attack("its content replaced", x -> in(x, "sandbox-a", "sandbox-evil")),
                attack("more in it", x -> in(x, GOOD, GOOD + EVIL)),
                attack("a new root", x -> "<root>" + EVIL + x.replaceFirst("<\\?xml[^>]*\\?>", "") + "</root>"),
                attack(
                        "in the signature, which is left out",
                        x -> in(x, "</ds:Signature>", "<ds:Object>" + EVIL + "</ds:Object></ds:Signature>")),
                attack(
                        "in an empty second signature",
                        x -> in(
                                x,
                                GOOD,
                                GOOD + "<ds:Signature xmlns:ds=\"" + Names.DS + "\">" + EVIL + "</ds:Signature>")));
    }

    @ParameterizedTest
    @MethodSource
    void wholeDocuments(UnaryOperator<String> attack) throws Exception {
        Report report = verify(attack.apply(whole));
        assertEquals(Outcome.FAILED, report.outcome(), report.toText(Lang.EN));
    }

    private static Arguments listed(String name, Reference reference, boolean accepted) {
        return Arguments.of(Named.of(name, reference), accepted);
    }

    static Stream<Arguments> transforms() throws Exception {
        String every = "not(ancestor-or-self::ds:Signature)";
        return Stream.of(
                listed("enveloped signature", XmlMaker.reference("", XmlMaker.enveloped()), true),
                listed(
                        "XPath, the one that leaves signatures out",
                        XmlMaker.reference("", XmlMaker.xpath(every)),
                        true),
                listed(
                        "exclusive canonical form",
                        XmlMaker.reference("#p", XmlMaker.transform("http://www.w3.org/2001/10/xml-exc-c14n#")),
                        true),
                listed("XPath, another", XmlMaker.reference("", XmlMaker.xpath(every + " and not(self::to)")), false),
                listed("XPath of nothing", XmlMaker.reference("", XmlMaker.xpath("false()")), false),
                listed(
                        "filter, intersect",
                        XmlMaker.reference("", XmlMaker.filter(XPathType.Filter.INTERSECT, "//pay")),
                        false),
                listed(
                        "filter, another",
                        XmlMaker.reference("", XmlMaker.filter(XPathType.Filter.SUBTRACT, "//to")),
                        false),
                listed(
                        "base64 of the text of an element, whose markup nothing would sign",
                        XmlMaker.reference("#p", XmlMaker.transform(Transform.BASE64)),
                        false),
                listed(
                        "base64 and then more",
                        XmlMaker.reference(
                                "#p", XmlMaker.transform(Transform.BASE64), XmlMaker.transform(Transform.BASE64)),
                        false));
    }

    @ParameterizedTest
    @MethodSource
    void transforms(Reference reference, boolean accepted) throws Exception {
        String signed = maker.enveloped(ORDER.replace("sandbox-a", "c2FuZGJveA=="), reference);
        Report report = verify(signed);
        if (accepted) {
            assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        } else {
            assertNotEquals(Outcome.PASSED, report.outcome());
            assertTrue(
                    report.verdict().signatures().get(0).findings().stream()
                            .anyMatch(f -> f.code() == FindingCode.ALGORITHM_NOT_SUPPORTED),
                    report.toText(Lang.EN));
        }
    }

    @Test
    void base64IsDecodedWhereAnObjectHoldsNothingElse() throws Exception {
        String text = maker.envelopingText("c2FuZGJveA==", "o");
        Report report = verify(text);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        Report altered = verify(in(text, "c2FuZGJveA==", "c2FuZGJvZQ=="));
        assertEquals(Outcome.FAILED, altered.outcome(), altered.toText(Lang.EN));
        Report marked = verify(in(text, "c2FuZGJveA==", "<evil>c2FuZGJveA==</evil>"));
        assertNotEquals(Outcome.PASSED, marked.outcome(), marked.toText(Lang.EN));
    }

    @Test
    void aCounterSignatureIsASignatureOfItsOwnOverTheValueAlone() throws Exception {
        String countersigned = maker.countersigned(byId, "value");
        Report report = verify(countersigned);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals(
                List.of("signature", "signature/counter-signature-1"),
                report.verdict().signatures().stream().map(s -> s.facts().id()).toList());
        Report ofContent = verify(maker.countersigned(byId, "p"));
        assertEquals(Outcome.FAILED, ofContent.outcome(), ofContent.toText(Lang.EN));
        String counterValue = countersigned.replaceAll("(?s).*Id=\"counter-value\">(.{9}).*", "$1");
        Report flipped = verify(in(
                countersigned, counterValue, counterValue.substring(0, 8) + (counterValue.endsWith("A") ? "B" : "A")));
        assertEquals(Outcome.FAILED, flipped.outcome(), flipped.toText(Lang.EN));
    }

    @Test
    void whatOnlyACounterSignatureSignsIsSignedByNobody() throws Exception {
        String more = in(byId, GOOD, GOOD + "<pay Id=\"q\"><to>sandbox-evil</to></pay>");
        Report report = verify(maker.countersigned(more, "q"));
        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(
                report.verdict().findings().stream().anyMatch(f -> f.code() == FindingCode.ENTRY_NOT_SIGNED),
                report.toText(Lang.EN));
    }
}
