package dev.capstan.gotemplate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.gotemplate", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {

    private static final String BASE = "dev.capstan.gotemplate.";

    @ArchTest
    static final ArchRule knowsTheJdkAndFewLibraries = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.gotemplate..",
                    "dev.capstan.semver..",
                    "dev.capstan.yaml..",
                    "com.google.re2j..",
                    "org.bouncycastle..",
                    "org.jspecify.annotations..",
                    "java..",
                    "javax.crypto..");

    @ArchTest
    static final ArchRule theLanguageKnowsItsFunctionsOnlyByTheirInterface = noClasses()
            .that()
            .resideInAnyPackage(BASE + "value", BASE + "format", BASE + "parse", BASE + "exec", BASE + "bounds")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "builtin..", BASE + "sprig..", "dev.capstan.yaml..", "com.google.re2j..");

    @ArchTest
    static final ArchRule treesKnowNothingOfRuns = noClasses()
            .that()
            .resideInAnyPackage(BASE + "value", BASE + "format", BASE + "parse", BASE + "bounds", BASE + "failure")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "exec..", BASE + "trace..");

    @ArchTest
    static final ArchRule opensNoFilesAndNoConnections =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.nio.file..", "java.net.http..");
}
