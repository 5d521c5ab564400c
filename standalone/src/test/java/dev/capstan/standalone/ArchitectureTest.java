package dev.capstan.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Standalone packs the controllers and does nothing itself. */
@AnalyzeClasses(packages = "dev.capstan.standalone", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNothingOfWhatItPacks = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.source..",
                    "dev.capstan.kustomization..",
                    "dev.capstan.notification..",
                    "dev.capstan.git..",
                    "dev.capstan.kustomize..",
                    "dev.capstan.apply..",
                    "dev.capstan.testkit..",
                    "dev.capstan.devcluster..",
                    "io.fabric8..");
}
