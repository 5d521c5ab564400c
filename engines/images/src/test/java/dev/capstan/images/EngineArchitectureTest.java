package dev.capstan.images;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.images", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {
    @ArchTest
    static final ArchRule knowsTheJdkAndFewLibraries = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.images..",
                    "dev.capstan.yaml..",
                    "dev.capstan.tree..",
                    "dev.capstan.semver..",
                    "dev.capstan.digest..",
                    "com.google.re2j..",
                    "org.jspecify.annotations..",
                    "java..");

    /** I-090: a setter that cannot write a file cannot write through a link. */
    @ArchTest
    static final ArchRule touchesNoFile = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File");

    @ArchTest
    static final ArchRule choosingAndSettingKnowNothingOfEachOther = noClasses()
            .that()
            .resideInAPackage("dev.capstan.images.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.capstan.images.setter..");

    @ArchTest
    static final ArchRule settingAndChoosingKnowNothingOfEachOther = noClasses()
            .that()
            .resideInAPackage("dev.capstan.images.setter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.capstan.images.policy..");
}
