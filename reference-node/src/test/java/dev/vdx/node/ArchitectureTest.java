package dev.vdx.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The node's rooms and who may import whom. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vdx.node");

    @Test
    void packagesHaveNoCycles() {
        assertTrue(ALL.size() > 50, "only " + ALL.size() + " classes were seen");
        slices().matching("dev.vdx.node.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void eachLibraryIsKnownToItsRoomOnly() {
        only("io.javalin..", "dev.vdx.node.http..");
        only("com.nimbusds..", "dev.vdx.node.http..");
        only("io.github.bucket4j..", "dev.vdx.node.http..");
        only("com.samskivert..", "dev.vdx.node.page..");
        only("org.jdbi..", "dev.vdx.node.store..");
        only("org.flywaydb..", "dev.vdx.node.store..");
        only("java.net.http..", "dev.vdx.node.peers..", "dev.vdx.node.demo..");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.itextpdf..", "org.apache.pdfbox..")
                .because("iText is AGPL; PDFBox belongs to core-lib's rooms")
                .check(ALL);
    }

    private static void only(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(ALL);
    }

    @Test
    void timeIsAnArgument() {
        noClasses().should().callMethod(Instant.class, "now").check(ALL);
    }
}
