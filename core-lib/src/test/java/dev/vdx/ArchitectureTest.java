package dev.vdx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rooms and who may import whom. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vdx");

    /** Room, and the rooms it may import; the front door may import every room. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("key", Set.of("model")),
            Map.entry("cms", Set.of("model", "key")),
            Map.entry("pdf", Set.of("model", "key", "cms", "seal")),
            Map.entry("seal", Set.of("model")),
            Map.entry("certificate", Set.of("model", "seal", "xml")),
            Map.entry("json", Set.of("model", "key", "cms")),
            Map.entry("xml", Set.of("model", "key", "cms")),
            Map.entry("asic", Set.of("model", "key", "cms", "xml")),
            Map.entry("trust", Set.of("model", "cms")),
            Map.entry("verify", Set.of("model", "cms")),
            Map.entry("policy", Set.of("model")),
            Map.entry("pending", Set.of("model")),
            Map.entry("remote", Set.of("model", "key", "trust")),
            Map.entry("report", Set.of("model", "verify")),
            Map.entry("sandbox", Set.of("model", "key", "cms", "json")),
            Map.entry("exchange", Set.of("", "model", "key", "cms", "json", "asic", "trust", "verify", "report")));

    /** Libraries, and the rooms that may know them. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "org.bouncycastle..", List.of("key", "cms", "trust", "sandbox"),
            "org.apache.pdfbox..", List.of("pdf", "seal"),
            "org.apache.fontbox..", List.of("pdf", "seal"),
            "com.google.zxing..", List.of("seal"),
            "picocli..", List.of("cli"),
            "com.fasterxml.jackson..",
                    List.of("json", "report", "policy", "pending", "remote", "exchange", "certificate", "cli"),
            "com.itextpdf..", List.of());

    @Test
    void theRulesSeeTheClasses() {
        assertTrue(ALL.size() > 150, "only " + ALL.size() + " classes were imported");
        MAY_IMPORT
                .keySet()
                .forEach(room -> assertTrue(
                        ALL.stream().anyMatch(c -> room(c).equals(room)), "no class was seen in room " + room));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.vdx.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("dev.vdx.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void aRoomImportsOnlyWhatTheTableAllows() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass from : ALL) {
            Set<String> allowed = MAY_IMPORT.get(room(from));
            if (allowed == null) {
                continue;
            }
            from.getDirectDependenciesFromSelf().stream()
                    .map(d -> d.getTargetClass().getBaseComponentType())
                    .filter(to -> to.getPackageName().startsWith("dev.vdx"))
                    .filter(to -> !room(to).equals(room(from)) && !allowed.contains(room(to)))
                    .forEach(to -> wrong.add(from.getName() + " → " + to.getName()));
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void everyRoomIsInTheTable() {
        Set<String> rooms = ALL.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
        rooms.removeAll(MAY_IMPORT.keySet());
        rooms.removeAll(Set.of("", "cli"));
        assertEquals(Set.of(), rooms);
    }

    @Test
    void nobodyImportsTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.vdx.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.vdx.cli..")
                .check(ALL);
    }

    @Test
    void eachLibraryIsKnownToItsRoomsOnly() {
        LIBRARIES.forEach((library, rooms) -> {
            List<String> packages = new ArrayList<>();
            rooms.forEach(r -> packages.add("dev.vdx." + r + ".."));
            DescribedPredicate<JavaClass> elsewhere = packages.isEmpty()
                    ? resideInAPackage("dev.vdx..")
                    : DescribedPredicate.not(resideInAnyPackage(packages.toArray(String[]::new)));
            noClasses()
                    .that(elsewhere)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .allowEmptyShould(true)
                    .because(library + " belongs to " + rooms)
                    .check(ALL);
        });
    }

    @Test
    void onlyTrustAndSandboxHaveANetwork() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.vdx.trust..", "dev.vdx.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.URLConnection")
                .check(ALL);
    }

    @Test
    void timeRandomnessAndLocaleAreArguments() {
        DescribedPredicate<JavaClass> inside = DescribedPredicate.not(resideInAnyPackage("dev.vdx.cli.."));
        noClasses()
                .that(inside)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time, randomness and locale are arguments; only the edge supplies them")
                .check(ALL);
        noClasses()
                .that(inside)
                .and()
                .doNotHaveFullyQualifiedName("dev.vdx.Verifier")
                .and()
                .doNotHaveFullyQualifiedName("dev.vdx.Signer")
                .and()
                .doNotHaveFullyQualifiedName("dev.vdx.Extender")
                .and()
                .doNotHaveFullyQualifiedName("dev.vdx.trust.TimestampAuthority")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .because("only the front door's defaults start from the machine's clock")
                .check(ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass c : ALL) {
            JavaPackage p = c.getPackage();
            if (p.getPackageInfo() == null || !p.isAnnotatedWith(NullMarked.class.getName())) {
                unmarked.add(p.getName());
            }
        }
        assertEquals(Set.of(), unmarked);
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)$")
                .check(ALL);
        classes()
                .that()
                .resideInAPackage("dev.vdx.verify")
                .and()
                .arePublic()
                .and()
                .areNotRecords()
                .should()
                .haveOnlyFinalFields()
                .check(ALL);
    }

    private static String room(JavaClass c) {
        String[] parts = c.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
