package dev.capstan.expression;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.expression", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {
    @ArchTest
    static final ArchRule knowsNoOtherModuleAndNoFramework = noClasses()
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "another module of ours or a framework",
                    type -> type.getPackageName().startsWith("dev.capstan.")
                                    && !type.getPackageName().startsWith("dev.capstan.expression")
                            || type.getPackageName().startsWith("io.quarkus")
                            || type.getPackageName().startsWith("io.fabric8")));

    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheLanguage = noClasses()
            .that()
            .resideInAPackage("dev.capstan.expression")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cel..");
}
