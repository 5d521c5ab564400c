package dev.capstan.chartaccess;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.chartaccess", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Who reads them from which objects is for those who use the library. */
    @ArchTest
    static final ArchRule KNOWS_NO_OBJECTS_OF_SOURCES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.capstan.api.source..", "dev.capstan.runtime.secret..", "dev.capstan.argo..");

    @ArchTest
    static final ArchRule ONLY_KUBE_KNOWS_THE_HOST = noClasses()
            .that()
            .resideOutsideOfPackage("..kube..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.capstan.runtime..", "io.smallrye..", "jakarta..", "io.fabric8..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.capstan.chartaccess.(**)").should().beFreeOfCycles();
}
