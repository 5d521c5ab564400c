package dev.capstan.argo.health;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.argo.health", importOptions = ImportOption.DoNotIncludeTests.class)
class HealthArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.capstan.argo.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule valuesKnowNeitherJsonNorRules = noClasses()
            .that()
            .resideInAPackage("dev.capstan.argo.health")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "dev.capstan.argo.health.*..");

    @ArchTest
    static final ArchRule rulesScriptsAndBuiltInKindsDoNotKnowEachOther = slices().matching(
                    "dev.capstan.argo.health.(rule|builtin|lua)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nothingReachesOut = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "io.fabric8..", "io.quarkus..", "javax.script..");
}
