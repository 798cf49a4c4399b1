package dev.vdx.path;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.Certificates;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Evidence;
import dev.vdx.model.Format;
import dev.vdx.model.Indication;
import dev.vdx.model.Policy;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.ValidationData;
import dev.vdx.trust.EvidenceSource;
import dev.vdx.trust.TrustAnchors;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** RFC 5280, 6, by a generator: each rule at each place of each shape of path, kept and broken, judged by us and by others. */
class PathRulesTest {
    private static final Clock CLOCK = Clock.fixed(Plan.NOW, ZoneOffset.UTC);
    private static final Validation VALIDATION = new Validation();
    /** By anchors: they remember which certificate signed which, and the same come again and again. */
    private static final Map<List<X509Certificate>, EvidenceSource> SOURCES = new HashMap<>();

    private static final Set<String> PATH_RULES =
            PathRules.all().stream().map(Rule::name).collect(Collectors.toSet());
    private static final Set<Shape> SHORT = EnumSet.of(Shape.DIRECT, Shape.ONE, Shape.ROLLED_OVER);

    /** One rule at one place of one shape. */
    private record Case(Rule rule, Shape shape, int place) {
        Plan kept() {
            Plan plan = shape.plan();
            rule.kept().accept(plan, place);
            return plan;
        }

        Plan broken() {
            Plan plan = shape.plan();
            rule.broken().accept(plan, place);
            return plan;
        }

        String name() {
            return rule.name() + " (" + rule.clause() + "), " + shape + " at " + place;
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Rule rule : Stream.concat(PathRules.all().stream(), RevocationRules.all().stream())
                .toList()) {
            int before = cases.size();
            for (Shape shape : Shape.values()) {
                Plan plan = shape.plan();
                for (int place = 0; place <= plan.leaf(); place++) {
                    boolean enough = PATH_RULES.contains(rule.name()) || SHORT.contains(shape);
                    if (enough && rule.fits().test(plan, place)) {
                        cases.add(new Case(rule, shape, place));
                    }
                }
            }
            assertNotEquals(before, cases.size(), rule.name() + " fits nowhere");
        }
        return cases;
    }

    private static SignatureVerdict judge(Made made) {
        SignerFacts signer = new SignerFacts(
                Optional.of(made.leaf()),
                CertificateReference.MATCHES,
                made.pool(),
                Optional.of(new SignatureAlgorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256)),
                Optional.of(DigestAlgorithm.SHA256),
                true,
                true,
                Optional.empty(),
                List.of());
        List<byte[]> answers =
                made.ocsp().values().stream().flatMap(List::stream).toList();
        SignedDocument document = new SignedDocument(
                Format.PDF,
                List.of(new SignatureFacts(
                        "Signature1",
                        SignatureKind.SIGNATURE,
                        "PAdES-BASELINE",
                        signer,
                        Optional.empty(),
                        List.of(),
                        new ValidationData(List.of(), answers, made.crls()),
                        new Coverage(true, true, 1),
                        ChangesAfter.NONE,
                        List.of())),
                List.of());
        Evidence evidence = SOURCES.computeIfAbsent(
                        made.anchors(),
                        anchors -> EvidenceSource.trusting(TrustAnchors.of(anchors), CLOCK)
                                .offline())
                .gather(document, Plan.NOW);
        return VALIDATION
                .validate(document, evidence, Policy.STRICT, Plan.NOW)
                .signatures()
                .get(0);
    }

    @TestFactory
    Stream<DynamicTest> eachRuleAtEachPlace() {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.name(),
                        () -> assertAll(
                                () -> assertEquals(Indication.TOTAL_PASSED, judged(c.kept()), "kept"),
                                () -> refused(c.rule(), judge(c.broken().make()), "broken"))));
    }

    private static Indication judged(Plan plan) {
        return judge(plan.make()).indication();
    }

    private static void refused(Rule rule, SignatureVerdict verdict, String name) {
        assertEquals(rule.indication(), verdict.indication(), name);
        assertEquals(Optional.of(rule.why()), verdict.subIndication(), name + verdict.findings());
    }

    /** RFC 5280, 4.1.1.2: such a thing cannot even be read. */
    @Test
    void aCertificateOfAnotherAlgorithmInsideThanOutsideIsNone() {
        CertificateDraft draft = CertificateDraft.leaf("CN=Land Seal,C=TH", 8);
        assertTrue(Certificates.parse(draft.der(draft)).isPresent());
        draft.outerAlgorithm = Optional.of(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384));
        assertTrue(Certificates.parse(draft.der(draft)).isEmpty());
    }

    @Test
    void aRuleOfPathsAndOneOfRevocationTogether() {
        List<Rule> revocation = RevocationRules.all().stream()
                .filter(rule -> !rule.name().equals("issuer for CRL signing"))
                .toList();
        List<Case> paths = cases().stream()
                .filter(c -> PathRules.all().stream()
                        .anyMatch(r -> r.name().equals(c.rule().name())))
                .toList();
        Random random = new Random(5280);
        int done = 0;
        while (done < 120) {
            Case path = paths.get(random.nextInt(paths.size()));
            Rule status = revocation.get(random.nextInt(revocation.size()));
            Plan sound = path.kept();
            boolean answersNameTheIssuerOtherwise = path.rule().name().startsWith("issuer's name in other letters");
            if (answersNameTheIssuerOtherwise || !status.fits().test(sound, sound.leaf())) {
                continue;
            }
            String name = path.name() + " with " + status.name();
            status.kept().accept(sound, sound.leaf());
            assertEquals(Indication.TOTAL_PASSED, judged(sound), name);
            Plan unsound = path.kept();
            status.broken().accept(unsound, unsound.leaf());
            refused(status, judge(unsound.make()), name);
            Plan both = path.broken();
            status.broken().accept(both, both.leaf());
            assertNotEquals(Indication.TOTAL_PASSED, judged(both), name);
            done++;
        }
    }

    @Test
    void whereOthersJudgeOtherwise() throws IOException {
        List<Case> cases = cases();
        assertTrue(cases.size() >= 300, cases.size() + " cases");
        Set<String> found = new TreeSet<>();
        Set<String> done = new HashSet<>();
        for (Case c : cases) {
            // Once a rule; and the JDK searches for whoever signed a list until its stack is full where one name has
            // two keys.
            boolean revocation = !PATH_RULES.contains(c.rule().name());
            // Which of two lists others look at first is chance.
            boolean chance = c.rule().name().equals("an older list beside");
            if (done.add(c.rule().name()) && !chance) {
                compare(c.rule().name() + ", kept", c.kept().make(), true, revocation, found);
                compare(c.rule().name() + ", broken", c.broken().make(), false, revocation, found);
            }
        }
        assertEquals(listed(), found);
    }

    /** Rule, twin, who and what of each row of the table in spec/path-validation.md. */
    private static Set<String> listed() throws IOException {
        return Files.readAllLines(Path.of("../spec/path-validation.md")).stream()
                .filter(line -> line.contains("| JDK |") || line.contains("| Bouncy Castle |"))
                .map(line -> line.split("\\|", -1))
                .peek(cells -> assertTrue(
                        cells[5].strip().length() > 1 && cells[6].strip().length() > 5, cells[1]))
                .map(cells -> String.join(", ", cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void compare(String name, Made made, boolean ours, boolean revocation, Set<String> found) {
        for (Oracle oracle : Oracle.values()) {
            if (oracle.accepts(made, revocation) != ours) {
                found.add(name + ", " + oracle + ", " + (ours ? "refuses" : "accepts"));
            }
        }
    }
}
