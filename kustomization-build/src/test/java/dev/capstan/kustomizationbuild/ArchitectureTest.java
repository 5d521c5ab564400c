package dev.capstan.kustomizationbuild;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan.kustomizationbuild", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_TYPES_AND_ENGINES_AND_NO_CLUSTER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..",
                    "io.quarkus..",
                    "jakarta..",
                    "java.net..",
                    "java.nio.file..",
                    "dev.capstan.runtime..",
                    "dev.capstan.applier..",
                    "dev.capstan.kustomization..",
                    "dev.capstan.apply.cluster..",
                    "dev.capstan.apply.adapter..");

    @ArchTest
    static final ArchRule SUBSTITUTION_IS_A_LEAF = classes()
            .that()
            .resideInAPackage("..substitute..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "com.google.re2j..", "..substitute..");
}
