package dev.capstan.notification;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The rings of this module: decisions in the middle, the cluster and the network at the rim. Of runtime the middle knows the pure packages
 * only; a type of Provider carries the one annotation that registers it.
 */
@AnalyzeClasses(packages = "dev.capstan.notification", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theMiddleKnowsNeitherClusterNorNetwork = noClasses()
            .that()
            .resideInAPackage("dev.capstan.notification..")
            .and()
            .resideOutsideOfPackages("..kube..", "..adapter..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.fabric8..",
                            "io.javaoperatorsdk..",
                            "io.quarkus..",
                            "io.vertx..",
                            "io.nats..",
                            "jakarta..",
                            "dev.capstan.runtime..")
                    .and(not(resideInAnyPackage(
                            "jakarta.inject", "dev.capstan.runtime.redaction", "dev.capstan.runtime.secret"))));

    @ArchTest
    static final ArchRule alertsAndProvidersKnowNothingOfReceivers = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.capstan.notification.alert..",
                    "dev.capstan.notification.event..",
                    "dev.capstan.notification.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.capstan.notification.receiver..");

    @ArchTest
    static final ArchRule receiversKnowNothingOfAlertsAndProviders = noClasses()
            .that()
            .resideInAPackage("dev.capstan.notification.receiver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.capstan.notification.alert..",
                    "dev.capstan.notification.event..",
                    "dev.capstan.notification.provider..");

    private static final DescribedPredicate<JavaClass> A_TYPE_OF_PROVIDER = resideInAPackage(
                    "dev.capstan.notification.provider.*")
            .and(not(resideInAnyPackage(
                    "dev.capstan.notification.provider.adapter", "dev.capstan.notification.provider.kube")));

    @ArchTest
    static final ArchRule typesOfProvidersAreNamedByThemselvesOnly =
            noClasses().that(not(A_TYPE_OF_PROVIDER)).should().dependOnClassesThat(A_TYPE_OF_PROVIDER);
}
