package dev.capstan.source;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds for every package below {@code dev.capstan.source}, those of kinds that do not exist yet among them. */
@AnalyzeClasses(packages = "dev.capstan.source", importOptions = ImportOption.DoNotIncludeTests.class)
class SourceArchitectureTest {
    /** What all kinds share; every other package belongs to one kind. */
    private static final DescribedPredicate<JavaClass> SHARED = resideInAnyPackage(
            "dev.capstan.source",
            "dev.capstan.source.artifact..",
            "dev.capstan.source.content..",
            "dev.capstan.source.kube..",
            "dev.capstan.source.verification..");

    private static final DescribedPredicate<JavaClass> OF_A_KIND =
            resideInAPackage("dev.capstan.source..").and(not(SHARED)).as("a kind of source");

    @ArchTest
    static final ArchRule pureCode = noClasses()
            .that()
            .resideOutsideOfPackages("..kube..", "..adapter..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.fabric8..",
                            "io.javaoperatorsdk..",
                            "io.quarkus..",
                            "io.micrometer..",
                            "jakarta..",
                            "dev.capstan.runtime..",
                            "dev.capstan.source..kube..",
                            "dev.capstan.source..adapter..")
                    .and(not(resideInAPackage("dev.capstan.runtime.secret"))));

    @ArchTest
    static final ArchRule aNewKindNeedsNoChangeOfWhatIsShared =
            noClasses().that(SHARED).should().dependOnClassesThat(OF_A_KIND);

    @ArchTest
    static final ArchRule kindsDoNotKnowEachOther = slices().matching("dev.capstan.source.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), SHARED);

    @ArchTest
    static final ArchRule whatIsSharedIsNotGits = noClasses()
            .that(SHARED)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.capstan.git..").or(simpleNameStartingWith("Git")));

    @ArchTest
    static final ArchRule onlyTheEngineSpeaksGit =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.eclipse.jgit..", "org.apache.sshd..");
}
