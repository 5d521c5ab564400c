package dev.capstan.image;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.image", importOptions = ImportOption.DoNotIncludeTests.class)
class ImageArchitectureTest {
    @ArchTest
    static final ArchRule pureRingKnowsNoFramework = noClasses()
            .that()
            .resideOutsideOfPackages("..kube..", "..adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..",
                    "io.javaoperatorsdk..",
                    "io.micrometer..",
                    "io.quarkus..",
                    "jakarta..",
                    "dev.capstan.runtime..",
                    "dev.capstan.image..kube..",
                    "dev.capstan.image..adapter..");

    @ArchTest
    static final ArchRule packagesDependOnEachOtherInOneDirection =
            slices().matching("dev.capstan.image.(*)..").should().beFreeOfCycles();
}
