package lifeboat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import org.junit.jupiter.api.Test;

/** The dependency rules of the house, each under its number. An exception needs an ADR. */
class CliArchitectureTest {

    private static final JavaClasses CLI =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("lifeboat.cli");

    private static GivenClassesConjunction noClassOutside(String... packages) {
        return noClasses().that().resideOutsideOfPackages(packages);
    }

    @Test
    void d1OnlyTheContractIsBelow() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "lifeboat.engine..", "lifeboat.agent..", "lifeboat.controller..")
                .check(CLI);
    }

    /** Messages are this module's own data: docs/adr/0005. */
    @Test
    void d2OnlyTheWireKnowsGrpc() {
        noClassOutside("lifeboat.cli.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "io.netty..", "com.google.rpc..")
                .check(CLI);
    }

    @Test
    void d3EachLibraryStaysInItsRoom() {
        noClassOutside("lifeboat.cli.command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLI);
        noClassOutside("lifeboat.cli.output", "lifeboat.cli.wire")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.dataformat..")
                .check(CLI);
    }

    @Test
    void d5PackagesFormNoCycles() {
        slices().matching("lifeboat.(cli..)").should().beFreeOfCycles().check(CLI);
        noClassOutside("lifeboat.cli.command", "lifeboat.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lifeboat.cli.command")
                .check(CLI);
    }

    @Test
    void d7NoDrawersForOddsAndEnds() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .orShould()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..misc..")
                .check(CLI);
    }

    @Test
    void d8NoReflection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(CLI);
    }

    @Test
    void d9TimeAndThreadsComeFromOutside() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("lifeboat.cli.Wiring")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .check(CLI);
    }
}
