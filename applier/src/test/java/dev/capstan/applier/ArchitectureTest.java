package dev.capstan.applier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.applier", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PURE_RING_KNOWS_NO_FRAMEWORK = noClasses()
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
    static final ArchRule KNOWS_NO_KIND_OF_APPLIER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.api.kustomize..",
                    "dev.capstan.kustomization..",
                    "dev.capstan.kustomizationbuild..",
                    "dev.capstan.kustomize..",
                    "dev.capstan.source..",
                    "dev.capstan.notification..");
}
