package dev.capstan.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What tests are built on must not come from what they test. */
@AnalyzeClasses(packages = "dev.capstan.testkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule serversKnowNoCluster = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.testkit.git", "dev.capstan.testkit.http", "dev.capstan.testkit.tls")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.testkit.cluster", "dev.capstan.devcluster..", "io.fabric8..", "org.eclipse.jgit..");
}
