package dev.capstan.kustomize;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Socket;
import java.net.URL;

@AnalyzeClasses(packages = "dev.capstan.kustomize", importOptions = ImportOption.DoNotIncludeTests.class)
class KustomizeArchTest {
    @ArchTest
    static final ArchRule knowsOnlyYamlAndTrees = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.kustomize..",
                    "dev.capstan.yaml",
                    "dev.capstan.tree",
                    "dev.capstan.digest",
                    "java..",
                    "com.google.re2j",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule startsNoProcessAndOpensNoConnection = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Runtime.class, URL.class, Socket.class);

    @ArchTest
    static final ArchRule reachesNoDiskByItself =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule nothingDependsOnTheCourseOfABuild = noClasses()
            .that()
            .resideOutsideOfPackage("..build")
            .and()
            .doNotHaveSimpleName("Kustomizer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..build");

    @ArchTest
    static final ArchRule nodesKnowNoObjects = noClasses()
            .that()
            .resideInAPackage("..node")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.kustomize.resource",
                    "dev.capstan.kustomize.transform",
                    "dev.capstan.kustomize.file",
                    "dev.capstan.kustomize.load",
                    "dev.capstan.kustomize.build");

    @ArchTest
    static final ArchRule transformersReadNoFiles = noClasses()
            .that()
            .resideInAnyPackage("..transform", "..merge", "..reference", "..replacement", "..order", "..select")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.capstan.kustomize.load", "dev.capstan.tree");
}
