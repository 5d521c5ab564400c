package dev.capstan.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The command starts fast because it is plain Java, and knows the controllers as processes only. */
@AnalyzeClasses(packages = "dev.capstan.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule isPlainJavaAndKnowsNoController = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.smallrye..",
                    "jakarta..",
                    "io.javaoperatorsdk..",
                    "dev.capstan.runtime..",
                    "dev.capstan.source..",
                    "dev.capstan.kustomization..",
                    "dev.capstan.notification..",
                    "dev.capstan.testkit..");

    @ArchTest
    static final ArchRule buildingNeedsNoCluster = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.capstan.cli.build..",
                    "dev.capstan.cli.helm..",
                    "dev.capstan.cli.kustomize..",
                    "dev.capstan.cli.secrets..",
                    "dev.capstan.cli.sops..",
                    "dev.capstan.cli.version..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "dev.capstan.api..", "dev.capstan.cli.cluster..");

    @ArchTest
    static final ArchRule manifestsNeedNoCluster = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.cli.manifests..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "picocli..", "dev.capstan.api..", "dev.capstan.cli.cluster..");

    @ArchTest
    static final ArchRule processesKnowNoCluster = noClasses()
            .that()
            .resideInAnyPackage("dev.capstan.cli.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "dev.capstan.api..", "dev.capstan.cli.cluster..");

    @ArchTest
    static final ArchRule whatCommandsShareKnowsNoCommand = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.capstan.cli.cluster..",
                    "dev.capstan.cli.disk..",
                    "dev.capstan.cli.inspection..",
                    "dev.capstan.cli.installation..",
                    "dev.capstan.cli.kind..",
                    "dev.capstan.cli.manifests..",
                    "dev.capstan.cli.options..",
                    "dev.capstan.cli.process..",
                    "dev.capstan.cli.repository..",
                    "dev.capstan.cli.rollout..",
                    "dev.capstan.cli.terminal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.cli.bootstrap..",
                    "dev.capstan.cli.build..",
                    "dev.capstan.cli.check..",
                    "dev.capstan.cli.delete..",
                    "dev.capstan.cli.demo..",
                    "dev.capstan.cli.diff..",
                    "dev.capstan.cli.down..",
                    "dev.capstan.cli.events..",
                    "dev.capstan.cli.export..",
                    "dev.capstan.cli.get..",
                    "dev.capstan.cli.install..",
                    "dev.capstan.cli.kustomize..",
                    "dev.capstan.cli.logs..",
                    "dev.capstan.cli.reconcile..",
                    "dev.capstan.cli.seal..",
                    "dev.capstan.cli.secrets..",
                    "dev.capstan.cli.sops..",
                    "dev.capstan.cli.suspend..",
                    "dev.capstan.cli.trace..",
                    "dev.capstan.cli.tree..",
                    "dev.capstan.cli.uninstall..",
                    "dev.capstan.cli.up..",
                    "dev.capstan.cli.version..");

    @ArchTest
    static final ArchRule theTerminalIsOnlyText = noClasses()
            .that()
            .resideInAPackage("dev.capstan.cli.terminal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "io.fabric8..");
}
