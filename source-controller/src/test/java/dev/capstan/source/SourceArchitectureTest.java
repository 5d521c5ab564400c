package dev.capstan.source;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.source", importOptions = ImportOption.DoNotIncludeTests.class)
class SourceArchitectureTest {
    @ArchTest
    static final ArchRule featuresKnowNoFramework = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.source", "dev.capstan.source.gitrepository", "dev.capstan.source.artifact")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..",
                    "io.javaoperatorsdk..",
                    "io.quarkus..",
                    "jakarta..",
                    "org.eclipse.jgit..",
                    "dev.capstan.runtime..");

    @ArchTest
    static final ArchRule onlyTheEngineSpeaksGit =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.eclipse.jgit..", "org.apache.sshd..");

    @ArchTest
    static final ArchRule noOtherController = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.capstan.kustomization..", "dev.capstan.notification..");
}
