package dev.vdx.judges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.json.DetachedContent;
import dev.vdx.json.JsonSigner;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The levels of JSON files. */
class JadesLevelsTest extends LevelsFrame {
    private static final Pattern ETSI_U = Pattern.compile("\"etsiU\":\\[([^\\]]*)\\]");

    JadesLevelsTest() {
        super(SignatureForm.JADES, "JAdES-BASELINE");
    }

    @Override
    Path content(Path folder) throws Exception {
        return Files.writeString(folder.resolve("content.json"), "{\"ใบอนุญาต\":\"เลขที่ 1\"}");
    }

    /** Every character; what is new stands in one place. A compact signature keeps its parts. */
    @Override
    void assertKept(Path before, Path after) throws Exception {
        String was = Files.readString(before);
        String is = Files.readString(after);
        if (!was.startsWith("{")) {
            for (String part : was.split("\\.")) {
                assertTrue(is.contains("\"" + part + "\""), is);
            }
            return;
        }
        int same = 0;
        while (same < was.length() && was.charAt(same) == is.charAt(same)) {
            same++;
        }
        assertTrue(is.endsWith(was.substring(same)), is);
    }

    @Override
    byte[] altered(byte[] signed) {
        int payload = new String(signed, StandardCharsets.US_ASCII).indexOf("\"payload\":\"") + 15;
        signed[payload] = (byte) (signed[payload] == 'A' ? 'B' : 'A');
        return signed;
    }

    private static List<String> components(String text) {
        return ETSI_U.matcher(text).results().map(found -> found.group(1)).findFirst().stream()
                .flatMap(all -> Pattern.compile("\"([^\"]+)\"").matcher(all).results())
                .map(found -> found.group(1))
                .toList();
    }

    private static String clear(String component) {
        return new String(Base64.getUrlDecoder().decode(component), StandardCharsets.UTF_8);
    }

    private static String name(String component) {
        MatchResult found = Pattern.compile("\\{\"(\\w+)\"")
                .matcher(clear(component))
                .results()
                .findFirst()
                .orElseThrow();
        return found.group(1);
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private SignatureVerdict twin(Level left, String text) throws Exception {
        Path file = Files.writeString(dir().resolve("twin"), text);
        Report report = bench().verifier().offline().verify(file);
        assertEquals("JAdES-BASELINE-" + left, signature(report).level(), report.toText(Lang.EN));
        assertEquals(
                left.compareTo(Level.LT) < 0 ? Outcome.INDETERMINATE : Outcome.PASSED,
                report.outcome(),
                report.toText(Lang.EN));
        return signature(report);
    }

    @Test
    void eachLevelHasTheComponentsOfItsClause() throws Exception {
        assertEquals(
                List.of("sigTst", "rVals", "tstVD"),
                components(Files.readString(signed("p256", Level.LT))).stream()
                        .map(JadesLevelsTest::name)
                        .filter(each -> !each.equals("xVals"))
                        .toList());
        List<String> archived = components(Files.readString(signed("p256", Level.LTA)));
        assertEquals("arcTst", name(archived.get(archived.size() - 1)));
        Path renewed = dir().resolve("renewed");
        extender(Level.LTA).extend(signed("p256", Level.LTA), renewed);
        List<String> again = components(Files.readString(renewed));
        assertEquals(archived, again.subList(0, archived.size()));
        assertEquals("arcTst", name(again.get(again.size() - 1)));
    }

    @Test
    void withoutTheArchiveTimestampOrWithOneOfOtherBytesItIsLost() throws Exception {
        String text = Files.readString(signed("rsa", Level.LTA));
        List<String> components = components(text);
        String last = components.get(components.size() - 1);
        twin(Level.LT, text.replace(",\"" + last + "\"", ""));
        String stamp = components.get(0);
        assertEquals("sigTst", name(stamp));
        String other = url(clear(stamp).replace("sigTst", "arcTst"));
        assertMismatch(twin(Level.LT, text.replace("\"" + last + "\"", "\"" + other + "\"")));
        // The same meaning in other characters, of each component before it.
        for (String each : components.subList(0, components.size() - 1)) {
            assertMismatch(twin(Level.LT, text.replace(each, url(clear(each) + " "))));
        }
        // And each of them away: less is proven, and nothing archived.
        for (String each : components.subList(0, components.size() - 1)) {
            Path file = Files.writeString(dir().resolve("less"), text.replace("\"" + each + "\",", ""));
            Report report = bench().verifier().offline().verify(file);
            assertTrue(!signature(report).level().endsWith("-LTA"), name(each) + report.toText(Lang.EN));
        }
    }

    private static void assertMismatch(SignatureVerdict verdict) {
        assertTrue(verdict.findings().stream().anyMatch(each -> each.code() == FindingCode.TIMESTAMP_IMPRINT_MISMATCH));
    }

    @Test
    void valuesThatWereAlteredAreNoProof() throws Exception {
        String text = Files.readString(signed("rsa", Level.LT));
        String values = components(text).stream()
                .filter(each -> name(each).equals("rVals"))
                .findFirst()
                .orElseThrow();
        String value = clear(values);
        int near = value.indexOf("ocspVals") + 300;
        String other = value.substring(0, near) + (value.charAt(near) == 'A' ? 'B' : 'A') + value.substring(near + 1);
        twin(Level.T, text.replace(values, url(other)));
        twin(Level.T, text.replace(",\"" + values + "\"", ""));
    }

    @Test
    void whatIsMissingBesideValuesThatAreThereGoesIntoAnyValData() throws Exception {
        byte[] issuer =
                bench().sandbox().authority(Sandbox.AGENCIES).certificate().getEncoded();
        String values = url(
                "{\"xVals\":[{\"x509Cert\":{\"val\":\"" + Base64.getEncoder().encodeToString(issuer) + "\"}}]}");
        String text = Files.readString(signed("rsa", Level.T));
        Path partly = Files.writeString(dir().resolve("partly"), text.replace("\"]}", "\",\"" + values + "\"]}"));
        Path out = dir().resolve("any");
        extender(Level.LTA).extend(partly, out);
        assertLevel(Level.LTA, out);
        assertEquals(
                List.of("sigTst", "xVals", "anyValData", "tstVD", "arcTst"),
                components(Files.readString(out)).stream()
                        .map(JadesLevelsTest::name)
                        .toList());
    }

    private Path several(Level first, Level second) throws Exception {
        String a = Files.readString(signed("rsa", first));
        String b = Files.readString(signed("p256", second));
        Pattern payload = Pattern.compile("\"payload\":\"[^\"]*\",");
        String shared = payload.matcher(a).results().findFirst().orElseThrow().group();
        return Files.writeString(
                dir().resolve("several-" + first + second),
                "{" + shared + " \"signatures\" : [\n" + a.replace(shared, "") + ", " + b.replace(shared, "")
                        + "] }\n");
    }

    @ParameterizedTest
    @CsvSource({"T,T,LT", "T,LT,LTA", "LTA,LT,LTA"})
    void allSignaturesOfAFileAreRaised(Level first, Level second, Level to) throws Exception {
        Path in = several(first, second);
        Path out = dir().resolve("several");
        extender(to).extend(in, out);
        assertEquals(
                "TOTAL_PASSED/null JAdES-BASELINE-" + to + " [];TOTAL_PASSED/null JAdES-BASELINE-" + to + " []",
                bench().validate(out));
        Report report = bench().verifier().offline().verify(out);
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        for (SignatureVerdict each : report.verdict().signatures()) {
            assertEquals("JAdES-BASELINE-" + to, each.level());
        }
        assertTrue(Files.readString(out).contains(" \"signatures\" : [\n"));
        // One that fails holds back the others.
        Path twin = Files.writeString(
                dir().resolve("one-fails"), Files.readString(in).replaceFirst("(\"signature\":\".{9})..", "$1__"));
        assertRefused(SigningProblem.SIGNATURE_FAILED, o -> extender(to).extend(twin, o));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void contentOutsideIsNeededToExtend(boolean flattened) throws Exception {
        Path in = dir().resolve("detached-" + flattened);
        JsonSigner signer = JsonSigner.with(key("p256"));
        try (Source source = Source.file(content())) {
            Files.write(
                    in,
                    (flattened ? signer.flattened() : signer)
                            .signDetached(List.of(new DetachedContent("content.json", source)), Instant.now()));
        }
        Path out = dir().resolve("detached-lta-" + flattened);
        extender(Level.LTA).extend(in, List.of(content()), out);
        Report report = bench().verifier().offline().verify(out, List.of(content()));
        assertEquals(Outcome.PASSED, report.outcome(), report.toText(Lang.EN));
        assertEquals("JAdES-BASELINE-LTA", signature(report).level());
        assertEquals(
                "TOTAL_PASSED/null JAdES-BASELINE-LTA []",
                bench().dss().ask("validate", out, bench().anchors(), content()));
        assertRefused(SigningProblem.CONTENT_NEEDED, o -> extender(Level.LTA).extend(in, o));
        Path other = Files.writeString(dir().resolve("other.json"), "{}");
        assertRefused(SigningProblem.SIGNATURE_FAILED, o -> extender(Level.LTA).extend(in, List.of(other), o));
        assertRefused(
                SigningProblem.NOT_SUPPORTED,
                o -> extender(Level.LTA)
                        .extend(Files.writeString(dir().resolve("a.pdf"), "%PDF-1.7"), List.of(content()), o));
    }

    @Test
    void componentsInClearReachLtAndNoMore() throws Exception {
        Path t = signedByDss("jades-clear", "T");
        Path lt = dir().resolve("clear-lt");
        extender(Level.LT).extend(t, lt);
        assertLevel(Level.LT, lt);
        assertKept(t, lt);
        assertTrue(Files.readString(lt).contains("{\"rVals\":"));
        String said = assertRefused(
                SigningProblem.NOT_SUPPORTED, out -> extender(Level.LTA).extend(lt, out));
        assertTrue(said.contains("in clear"), said);
    }

    @Test
    void whatHoldsNoSignatureOrOthersSignaturesIsRefused() throws Exception {
        assertRefused(SigningProblem.NOT_SIGNED, out -> extender(Level.LT).extend(content(), out));
        String text = Files.readString(signed("rsa", Level.T));
        String counter = url("{\"cSig\":\"" + Files.readString(signed("p256", Level.B)) + "\"}");
        Path countered = Files.writeString(
                dir().resolve("countered"), text.replace("\"etsiU\":[", "\"etsiU\":[\"" + counter + "\","));
        // A signature of something else, and none of the value.
        assertRefused(SigningProblem.SIGNATURE_FAILED, out -> extender(Level.LT).extend(countered, out));
        Path broken = Files.writeString(dir().resolve("broken"), "{\"payload\":");
        assertRefused(
                SigningProblem.DOCUMENT_UNREADABLE, out -> extender(Level.LT).extend(broken, out));
    }
}
