package dev.capstan.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.runtime", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PURE_PACKAGES_KNOW_ONLY_THE_JDK = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.capstan.runtime.schedule..", "dev.capstan.runtime.redaction..", "dev.capstan.runtime.secret")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..",
                    "org.jspecify..",
                    "dev.capstan.runtime.schedule..",
                    "dev.capstan.runtime.redaction..",
                    "dev.capstan.runtime.secret");

    @ArchTest
    static final ArchRule ONLY_TWO_PACKAGES_KNOW_NATS = noClasses()
            .that()
            .resideOutsideOfPackages("dev.capstan.runtime.bus.nats..", "dev.capstan.runtime.nats..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.nats..");

    @ArchTest
    static final ArchRule ONLY_THE_HOST_KNOWS_THE_OPERATOR_SDK = noClasses()
            .that()
            .resideOutsideOfPackage("dev.capstan.runtime.host..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..");
}
