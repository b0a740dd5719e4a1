package lifeboat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import org.junit.jupiter.api.Test;

/** The dependency rules of the house, each under its number. An exception needs an ADR. */
class EngineArchitectureTest {

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("lifeboat");

    private static GivenClassesConjunction noClassOutside(String... packages) {
        return noClasses().that().resideOutsideOfPackages(packages);
    }

    @Test
    void d1TheEngineKnowsNobody() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.grpc..",
                        "com.google.protobuf..",
                        "io.netty..",
                        "io.micrometer..",
                        "picocli..",
                        "java.sql..",
                        "lifeboat.agent..",
                        "lifeboat.controller..",
                        "lifeboat.cli..")
                .check(ENGINE);
    }

    @Test
    void d3EachLibraryStaysInItsRoom() {
        noClassOutside("lifeboat.engine.store.s3")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(ENGINE);
        noClassOutside("lifeboat.engine.file")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(ENGINE);
    }

    @Test
    void d5PackagesFormNoCycles() {
        slices().matching("lifeboat.(*).(*)..").should().beFreeOfCycles().check(ENGINE);
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
                .check(ENGINE);
    }

    @Test
    void d8NoReflection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(ENGINE);
    }

    @Test
    void d9TimeAndThreadsComeFromOutside() {
        noClasses()
                .that()
                .doNotHaveSimpleName("TaskGroup")
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
                .check(ENGINE);
    }
}
