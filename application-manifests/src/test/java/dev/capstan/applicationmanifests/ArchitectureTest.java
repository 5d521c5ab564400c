package dev.capstan.applicationmanifests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.applicationmanifests", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_ENGINES_AND_NO_CLUSTER_AND_NO_REMOTE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..",
                    "io.quarkus..",
                    "jakarta..",
                    "java.net..",
                    "dev.capstan.runtime..",
                    "dev.capstan.applier..",
                    "dev.capstan.application..",
                    "dev.capstan.apply..",
                    "dev.capstan.git..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.capstan.applicationmanifests.(**)").should().beFreeOfCycles();
}
