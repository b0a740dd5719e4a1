package lifeboat;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import org.junit.jupiter.api.Test;

/** The dependency rules of the house, each under its number. An exception needs an ADR. */
class AgentArchitectureTest {

    private static final JavaClasses AGENT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("lifeboat.agent");

    private static GivenClassesConjunction noClassOutside(String... packages) {
        return noClasses().that().resideOutsideOfPackages(packages);
    }

    @Test
    void d2OnlyTheWireKnowsMessages() {
        noClassOutside("lifeboat.agent.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "lifeboat.proto..", "com.google.protobuf..", "io.grpc..", "io.netty..")
                .check(AGENT);
    }

    @Test
    void d3EachLibraryStaysInItsRoom() {
        noClassOutside("lifeboat.agent.command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(AGENT);
        noClassOutside("lifeboat.agent.host")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(AGENT);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(AGENT);
    }

    @Test
    void d4OnlyTheEnginesFrontDoorsAreUsed() {
        DescribedPredicate<JavaClass> insideTheEngine =
                resideInAPackage("lifeboat.engine..")
                        .and(
                                not(
                                        resideInAnyPackage(
                                                "lifeboat.engine",
                                                "lifeboat.engine.store",
                                                "lifeboat.engine.profile")));
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("lifeboat.agent.Wiring")
                .should()
                .dependOnClassesThat(insideTheEngine)
                .check(AGENT);
        noClasses()
                .should()
                .dependOnClassesThat(
                        insideTheEngine.and(not(resideInAPackage("lifeboat.engine.store.s3"))))
                .check(AGENT);
    }

    @Test
    void d5PackagesFormNoCycles() {
        slices().matching("lifeboat.(agent..)").should().beFreeOfCycles().check(AGENT);
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
                .check(AGENT);
    }

    @Test
    void d8NoReflection() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(AGENT);
    }

    @Test
    void d9TimeAndThreadsComeFromOutside() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("lifeboat.agent.Wiring")
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
                .check(AGENT);
    }
}
