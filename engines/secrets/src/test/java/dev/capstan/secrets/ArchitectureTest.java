package dev.capstan.secrets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.secrets", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.capstan.secrets.";

    @ArchTest
    static final ArchRule knowsTheJdkAndFewLibraries = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.secrets..",
                    "dev.capstan.yaml..",
                    "dev.capstan.http..",
                    "dev.capstan.cloud..",
                    "dev.capstan.gotemplate..",
                    "com.google.re2j..",
                    "org.bouncycastle..",
                    "org.jspecify.annotations..",
                    "java..",
                    "javax.crypto..");

    /** D-059, D-060, D-061: no files, no programs, no environment, and so nothing that is left behind. */
    @ArchTest
    static final ArchRule touchesNothingOfTheMachine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule onlyOneClassTalksToTheNetwork = noClasses()
            .that()
            .doNotHaveSimpleName("HttpKmsTransport")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.capstan.http.OutboundHttp");

    @ArchTest
    static final ArchRule kindsOfKeysKnowNothingOfEachOther = noClasses()
            .that()
            .resideInAPackage(BASE + "age..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + "pgp..", BASE + "kms..", BASE + "sops..", BASE + "format..", BASE + "cipher..");

    @ArchTest
    static final ArchRule onlySealedSecretsHaveTemplates = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "sealed..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.capstan.gotemplate..");

    @ArchTest
    static final ArchRule packagesDoNotGoInCircles =
            slices().matching(BASE + "(*)..").should().beFreeOfCycles();
}
