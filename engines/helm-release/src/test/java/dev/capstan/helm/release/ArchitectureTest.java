package dev.capstan.helm.release;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this engine. */
@AnalyzeClasses(packages = "dev.capstan.helm.release", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoFramework = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.quarkus..", "io.javaoperatorsdk..", "dev.capstan.apply.adapter..");

    @ArchTest
    static final ArchRule recordsKnowNoCluster = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.helm.release.record..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.apply..",
                    "dev.capstan.helm.release.storage..",
                    "dev.capstan.helm.release.state..",
                    "dev.capstan.helm.release.object..",
                    "dev.capstan.helm.release.action..");

    @ArchTest
    static final ArchRule statesAreDecidedWithoutACluster = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.helm.release.state..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.apply..", "dev.capstan.helm.release.object..", "dev.capstan.helm.release.action..");

    @ArchTest
    static final ArchRule nobodyButTheCallerKnowsTheActions = noClasses()
            .that()
            .resideOutsideOfPackage("dev.capstan.helm.release.action..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.capstan.helm.release.action..");
}
