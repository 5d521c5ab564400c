package dev.capstan.helm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The renderer reaches nothing but what it is given. */
@AnalyzeClasses(packages = "dev.capstan.helm", importOptions = ImportOption.DoNotIncludeTests.class)
class HelmArchitectureTest {
    @ArchTest
    static final ArchRule knowsTheJdkAndFewEngines = classes()
            .that()
            .resideOutsideOfPackage("dev.capstan.helm.release..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.helm..",
                    "dev.capstan.gotemplate..",
                    "dev.capstan.charts..",
                    "dev.capstan.yaml..",
                    "dev.capstan.tree..",
                    "dev.capstan.semver..",
                    "dev.capstan.digest..",
                    "com.google.re2j..",
                    "org.jspecify.annotations..",
                    "java..");

    @ArchTest
    static final ArchRule onlyLoadingKnowsFiles = noClasses()
            .that()
            .resideOutsideOfPackages("dev.capstan.helm.load..", "dev.capstan.helm.values..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net.http..", "dev.capstan.tree..");

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("dev.capstan.helm.(*)..").should().beFreeOfCycles();
}
