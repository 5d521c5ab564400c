package dev.capstan.yaml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.capstan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsOnlyTheJdk = classes()
            .that()
            .resideInAPackage("dev.capstan.yaml..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.capstan.yaml..", "java..", "org.jspecify.annotations");
}
