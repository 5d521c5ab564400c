package dev.capstan.helmrelease;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.helmrelease", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule pureRingKnowsNoFramework = noClasses()
            .that()
            .resideOutsideOfPackages("..kube..", "..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..",
                    "io.javaoperatorsdk..",
                    "io.quarkus..",
                    "io.smallrye..",
                    "jakarta..",
                    "dev.cel..",
                    "java.net.http..",
                    "dev.capstan.runtime..",
                    "dev.capstan.apply.adapter..",
                    "dev.capstan.applier..kube..",
                    "dev.capstan.applier..adapter..");

    @ArchTest
    static final ArchRule rimIsNotKnownToThePureRing = noClasses()
            .that()
            .resideOutsideOfPackages("..kube..", "..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.capstan.helmrelease.kube..", "dev.capstan.helmrelease.adapter..");

    @ArchTest
    static final ArchRule packagesDependOnEachOtherInOneDirection =
            slices().matching("dev.capstan.helmrelease.(*)..").should().beFreeOfCycles();
}
