package dev.capstan.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What everybody shares depends on nobody. */
@AnalyzeClasses(packages = "dev.capstan.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNoFramework = noClasses()
            .that()
            .resideInAPackage("dev.capstan.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.javaoperatorsdk..", "io.nats..", "io.smallrye..", "jakarta..");

    @ArchTest
    static final ArchRule onlyTheResourceTypesKnowTheClient = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.api.bus..", "dev.capstan.api.artifact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client..");
}
