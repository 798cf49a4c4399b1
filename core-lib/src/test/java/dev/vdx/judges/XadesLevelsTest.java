package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.xml.XmlSigner;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The levels of XML files. */
class XadesLevelsTest extends LevelsFrame {
    XadesLevelsTest() {
        super(SignatureForm.XADES, "XAdES-BASELINE");
    }

    @Override
    Path content(Path folder) throws Exception {
        // What a tree does not keep: quotes, a character by its number, an empty element, a section, lines, a comment.
        return Files.writeString(
                folder.resolve("content.xml"),
                "<?xml version='1.0'?>\n<!-- > < -->\n<record xmlns:a='urn:a'  Id='r'>\n\t<name a:of=\"1 > 0\">ใบอนุญาต &#3585;"
                        + " <![CDATA[<x>]]></name><empty/><a:empty  /></record>\n<!-- end -->\n");
    }

    /** Every byte; what is new stands in one place. */
    @Override
    void assertKept(Path before, Path after) throws Exception {
        String was = Files.readString(before);
        String is = Files.readString(after);
        int same = 0;
        while (same < was.length() && was.charAt(same) == is.charAt(same)) {
            same++;
        }
        assertTrue(is.endsWith(was.substring(same)), is);
    }

    @Override
    byte[] altered(byte[] signed) {
        signed[new String(signed, StandardCharsets.ISO_8859_1).indexOf("urn:a") + 4] = 'b';
        return signed;
    }

    private SignatureVerdict twin(Level left, String text) throws Exception {
        Path file = Files.writeString(dir().resolve("twin"), text);
        Report report = bench().verifier().offline().verify(file);
        assertEquals("XAdES-BASELINE-" + left, signature(report).level(), report.toText(Lang.EN));
        assertEquals(
                left.compareTo(Level.LT) < 0 ? Outcome.INDETERMINATE : Outcome.PASSED,
                report.outcome(),
                report.toText(Lang.EN));
        return signature(report);
    }

    private static Pattern element(String name) {
        return Pattern.compile("<" + name + "[ >].*?</" + name + ">", Pattern.DOTALL);
    }

    @Test
    void withoutTheArchiveTimestampOrWithOneOfOtherBytesItIsLost() throws Exception {
        String text = Files.readString(signed("rsa", Level.LTA));
        Pattern archive = element("xades141:ArchiveTimeStamp");
        twin(Level.LT, archive.matcher(text).replaceAll(""));
        Pattern token = element("xades:EncapsulatedTimeStamp");
        List<String> tokens =
                token.matcher(text).results().map(found -> found.group()).toList();
        assertEquals(2, tokens.size());
        assertMismatch(twin(Level.LT, text.replace(tokens.get(1), tokens.get(0))));
        // White space changes no meaning, but what was covered.
        for (String each : List.of(
                "ds:X509Certificate",
                "ds:DigestValue",
                "ds:SignatureValue",
                "xades:EncapsulatedTimeStamp",
                "xades:EncapsulatedOCSPValue",
                "xades:RevocationValues",
                "xades141:TimeStampValidationData")) {
            String end = "</" + each + ">";
            assertTrue(text.contains(end), each);
            Path file = Files.writeString(dir().resolve("space"), text.replaceFirst(end, "\n" + end));
            Report report = bench().verifier().offline().verify(file);
            boolean same = report.outcome() == Outcome.PASSED
                    && signature(report).level().endsWith("-LTA");
            assertTrue(!same, each + ": " + report.toText(Lang.EN));
        }
        for (String each : List.of("xades:RevocationValues", "xades141:TimeStampValidationData")) {
            Path file = Files.writeString(
                    dir().resolve("less"), element(each).matcher(text).replaceFirst(""));
            Report report = bench().verifier().offline().verify(file);
            assertTrue(!signature(report).level().endsWith("-LTA"), report.toText(Lang.EN));
        }
    }

    private static void assertMismatch(SignatureVerdict verdict) {
        assertTrue(verdict.findings().stream().anyMatch(each -> each.code() == FindingCode.TIMESTAMP_IMPRINT_MISMATCH));
    }

    @Test
    void valuesThatWereAlteredAreNoProof() throws Exception {
        String text = Files.readString(signed("rsa", Level.LT));
        int near = text.indexOf("<xades:EncapsulatedOCSPValue>") + 400;
        while (text.charAt(near) == '\n') {
            near++;
        }
        twin(Level.T, text.substring(0, near) + (text.charAt(near) == 'A' ? 'B' : 'A') + text.substring(near + 1));
        twin(Level.T, element("xades:RevocationValues").matcher(text).replaceFirst(""));
    }

    @Test
    void whatIsMissingBesideValuesThatAreThereGoesIntoAnyValidationData() throws Exception {
        byte[] issuer =
                bench().sandbox().authority(Sandbox.AGENCIES).certificate().getEncoded();
        String end = "</xades:UnsignedSignatureProperties>";
        String text = Files.readString(signed("rsa", Level.T));
        assertTrue(text.contains(end));
        Path partly = Files.writeString(
                dir().resolve("partly"),
                text.replace(
                        end,
                        "<xades:CertificateValues><xades:EncapsulatedX509Certificate>"
                                + Base64.getEncoder().encodeToString(issuer)
                                + "</xades:EncapsulatedX509Certificate></xades:CertificateValues>" + end));
        Path out = dir().resolve("any");
        extender(Level.LTA).extend(partly, out);
        assertLevel(Level.LTA, out);
        assertTrue(Files.readString(out).contains("<xades141:AnyValidationData"));
    }

    /** What is around an archive time-stamp is in what it covers, where canonical forms are inclusive. */
    @ParameterizedTest
    @CsvSource({"B,T", "B,LTA", "T,LT", "LT,LTA", "LTA,LTA"})
    void eTaxDocumentsAreExtended(Level from, Level to) throws Exception {
        Path in = dir().resolve("e-tax-" + from);
        if (!Files.exists(in)) {
            signer(key("rsa"), from).as(SignatureForm.XADES_E_TAX).sign(content(), in);
        }
        Path out = dir().resolve("e-tax-" + from + "-" + to);
        extender(to).extend(in, out);
        assertKept(in, out);
        Report report = (to == Level.T ? bench().verifier() : bench().verifier().offline()).verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals("XAdES-" + to, signature(report).level());
        // DSS calls the first version of SigningCertificate baseline, too (TS 103 171); EN 319 132-1, 6.3 does not.
        assertEquals("TOTAL_PASSED/null XAdES-BASELINE-" + to + " []", bench().validate(out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xades-enveloping", "xades-inside", "xades-v1"})
    void otherPackagingsOfDssAreExtended(String kind) throws Exception {
        Path in = signedByDss(kind, "T");
        Path out = dir().resolve(kind + "-LTA");
        extender(Level.LTA).extend(in, out);
        assertKept(in, out);
        Report report = bench().verifier().offline().verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertTrue(signature(report).level().endsWith("-LTA"), report.toText(Lang.EN));
        assertTrue(bench().validate(out).startsWith("TOTAL_PASSED/null XAdES-"), bench().validate(out));
        assertTrue(bench().validate(out).endsWith("-LTA []"), bench().validate(out));
    }

    @Test
    void contentOutsideIsNeededToExtend() throws Exception {
        Path in = dir().resolve("detached");
        try (Source source = Source.file(content())) {
            Files.write(in, XmlSigner.with(key("p256")).signDetached(source, "content.xml", "text/xml", Instant.now()));
        }
        Path out = dir().resolve("detached-lta");
        extender(Level.LTA).extend(in, List.of(content()), out);
        Report report = bench().verifier().offline().verify(out, List.of(content()));
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals("XAdES-BASELINE-LTA", signature(report).level());
        assertEquals(
                "TOTAL_PASSED/null XAdES-BASELINE-LTA []",
                bench().dss().ask("validate", out, bench().anchors(), content()));
        assertRefused(SigningProblem.CONTENT_NEEDED, o -> extender(Level.LTA).extend(in, o));
    }

    @Test
    void bytesOfOtherEncodingsStay() throws Exception {
        Charset thai = Charset.forName("TIS-620");
        String text = Files.readString(signed("rsa", Level.B));
        Path foreign = Files.write(
                dir().resolve("shift-jis"),
                text.replaceFirst("encoding=[\"']UTF-8[\"']", "encoding=\"Shift_JIS\"")
                        .getBytes(StandardCharsets.US_ASCII));
        String said = assertRefused(
                SigningProblem.NOT_SUPPORTED, out -> extender(Level.T).extend(foreign, out));
        assertTrue(said.contains("SHIFT_JIS"), said);
        Path in = Files.write(
                dir().resolve("tis-620"),
                text.replaceFirst("encoding=[\"']UTF-8[\"']", "encoding=\"TIS-620\"")
                        .getBytes(thai));
        Path out = dir().resolve("tis-620-lta");
        extender(Level.LTA).extend(in, out);
        assertLevel(Level.LTA, out);
        assertTrue(new String(Files.readAllBytes(out), thai).contains("ใบอนุญาต"));
    }

    @Test
    void aSignatureWithinAnotherStaysAsItIs() throws Exception {
        byte[] inner = XmlSigner.with(key("rsa")).signEnveloping(Files.readAllBytes(content()), Instant.now());
        Path outer =
                Files.write(dir().resolve("outer"), XmlSigner.with(key("p256")).signEnveloping(inner, Instant.now()));
        Path out = dir().resolve("outer-lta");
        extender(Level.LTA).extend(outer, out);
        assertKept(outer, out);
        Report report = bench().verifier().offline().verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals("XAdES-BASELINE-LTA", signature(report).level());
        assertEquals(
                "TOTAL_PASSED/null XAdES-BASELINE-LTA [];TOTAL_PASSED/null XAdES-BASELINE-B []", bench().validate(out));
    }

    @Test
    void allSignaturesOfADocumentAreRaised() throws Exception {
        Path first = signedByDss("xades-inside", "T");
        Path both = signedByDss("xades", "B", first, dir().resolve("both"));
        Path out = dir().resolve("both-lta");
        extender(Level.LTA).extend(both, out);
        Report report = bench().verifier().offline().verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        for (SignatureVerdict each : report.verdict().signatures()) {
            assertEquals("XAdES-BASELINE-LTA", each.level());
        }
        assertEquals(
                "TOTAL_PASSED/null XAdES-BASELINE-LTA [];TOTAL_PASSED/null XAdES-BASELINE-LTA []",
                bench().validate(out));
    }

    @Test
    void whatIsNoXadesIsRefused() throws Exception {
        assertRefused(SigningProblem.NOT_SIGNED, out -> extender(Level.LT).extend(content(), out));
        String text = Files.readString(signed("rsa", Level.T));
        String plain = element("ds:Object").matcher(text).replaceFirst("");
        Path dsig = Files.writeString(dir().resolve("dsig"), plain);
        String said = assertRefused(
                SigningProblem.NOT_SUPPORTED, out -> extender(Level.LT).extend(dsig, out));
        assertTrue(said.contains("QualifyingProperties"), said);
        Path broken = Files.writeString(dir().resolve("broken"), text.substring(0, text.length() - 9));
        assertRefused(
                SigningProblem.DOCUMENT_UNREADABLE, out -> extender(Level.LT).extend(broken, out));
    }
}
