package dev.capstan.argo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.argo", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsTest {

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("dev.capstan.argo.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule partsOfAComparisonHaveNoCycles =
            slices().matching("dev.capstan.argo.compare.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyIgnoreRulesKnowTheLibraryForJq = noClasses()
            .that()
            .resideOutsideOfPackage("dev.capstan.argo.compare.ignore..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.thisptr..");
}
