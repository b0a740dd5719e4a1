package lifeboat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import org.junit.jupiter.api.Test;

/** The dependency rules of the house, each under its number. An exception needs an ADR. */
class ControllerArchitectureTest {

    private static final JavaClasses CONTROLLER =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("lifeboat.controller");

    private static GivenClassesConjunction noClassOutside(String... packages) {
        return noClasses().that().resideOutsideOfPackages(packages);
    }

    @Test
    void d1NobodyBelowIsAsked() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lifeboat.agent..", "lifeboat.cli..")
                .check(CONTROLLER);
    }

    @Test
    void d2OnlyTheWireKnowsMessages() {
        noClassOutside("lifeboat.controller.wire", "lifeboat.controller")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("lifeboat.proto..", "com.google.protobuf..", "io.grpc..")
                .check(CONTROLLER);
    }

    @Test
    void d3EachLibraryStaysInItsRoom() {
        noClassOutside("lifeboat.controller.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..", "com.zaxxer..")
                .check(CONTROLLER);
        noClassOutside("lifeboat.controller.security")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..", "software.amazon.awssdk..")
                .check(CONTROLLER);
        noClassOutside("lifeboat.controller.metrics", "lifeboat.controller")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(CONTROLLER);
    }

    @Test
    void d5PackagesFormNoCycles() {
        slices().matching("lifeboat.(controller..)").should().beFreeOfCycles().check(CONTROLLER);
    }

    @Test
    void d6DecidersAreDeterministic() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Decider")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio..", "java.util.concurrent..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.random.RandomGenerator.class)
                .allowEmptyShould(true)
                .check(CONTROLLER);
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
                .check(CONTROLLER);
    }

    @Test
    void d9TimeAndThreadsComeFromOutside() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("lifeboat.controller.Wiring")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
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
                .check(CONTROLLER);
    }
}
