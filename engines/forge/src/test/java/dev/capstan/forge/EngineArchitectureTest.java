package dev.capstan.forge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.forge", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {
    @ArchTest
    static final ArchRule valuesTextsAndPlansKnowNoJson = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.forge", "dev.capstan.forge.text", "dev.capstan.forge.plan")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule forgesDoNotKnowEachOther = slices().matching(
                    "dev.capstan.forge.(github|gitlab|gitea|bitbucket)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.capstan.forge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyOnePackageSendsRequests = noClasses()
            .that()
            .resideOutsideOfPackages("dev.capstan.forge.rest", "dev.capstan.forge.client")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("OutboundHttp");
}
