package dev.capstan.apply;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this engine. */
@AnalyzeClasses(packages = "dev.capstan.apply", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheAdapterKnowsFabric8 = noClasses()
            .that()
            .resideOutsideOfPackage("dev.capstan.apply.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.vertx..", "java.net.http..");

    @ArchTest
    static final ArchRule theCoreDoesNotKnowTheAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("dev.capstan.apply.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.capstan.apply.adapter..");

    @ArchTest
    static final ArchRule pureRulesDoNotReachTheCluster = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.capstan.apply.health..",
                    "dev.capstan.apply.drift..",
                    "dev.capstan.apply.policy..",
                    "dev.capstan.apply.normalise..",
                    "dev.capstan.apply.stage..",
                    "dev.capstan.apply.inventory..",
                    "dev.capstan.apply.record..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.capstan.apply.cluster..", "dev.capstan.apply.watch..");
}
