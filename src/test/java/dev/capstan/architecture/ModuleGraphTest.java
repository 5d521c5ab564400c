package dev.capstan.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.capstan.architecture.ProjectModule.Layer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The graph of ADR 0001, for all modules that there are: who may import whom follows from where a module lies, so a new module is
 * held to it without being named here.
 */
class ModuleGraphTest {
    /** By this annotation a class registers itself where all classes of a port are collected; it does nothing else. */
    private static final String BEAN = "jakarta.inject.Singleton";

    private static final Path ROOT = requireNonNull(Path.of("").toAbsolutePath().getParent());

    private static Map<String, ProjectModule> modules = Map.of();
    private static JavaClasses classes = new ClassFileImporter().importPaths(List.<Path>of());

    @BeforeAll
    static void read() {
        modules = ProjectModule.all(ROOT);
        classes = new ClassFileImporter()
                .importPaths(
                        modules.values().stream().map(ProjectModule::classes).toList());
    }

    @Test
    void everyModuleIsSeen() {
        assertThat(modules.values()).extracting(ProjectModule::layer).contains(Layer.values());
        assertThat(modules.values())
                .allSatisfy(module -> assertThat(module.classes()).isDirectory());
    }

    @Test
    void aModuleImportsOnlyWhatItsLayerMay() {
        var violations = new TreeSet<String>();
        for (var module : modules.values()) {
            for (var imported : module.imports()) {
                var other = modules.get(imported);
                if (other != null && !mayImport(module).contains(other.layer())) {
                    violations.add(module.artifact() + " imports " + imported);
                }
            }
        }

        assertThat(violations).isEmpty();
    }

    /** The picture in ADR 0001. */
    private static Set<Layer> mayImport(ProjectModule module) {
        return switch (module.layer()) {
            case ENGINE -> EnumSet.of(Layer.ENGINE);
            case SHARED_API -> EnumSet.noneOf(Layer.class);
            case RUNTIME -> EnumSet.of(Layer.SHARED_API, Layer.ENGINE);
            case LIBRARY -> EnumSet.of(Layer.SHARED_API, Layer.RUNTIME, Layer.ENGINE, Layer.LIBRARY);
            case CONTROLLER -> EnumSet.of(Layer.SHARED_API, Layer.RUNTIME, Layer.ENGINE, Layer.LIBRARY);
            case TEST_SUPPORT -> EnumSet.of(Layer.TEST_SUPPORT);
            case TOP ->
                module.folder().equals("standalone")
                        ? EnumSet.of(Layer.RUNTIME, Layer.CONTROLLER)
                        : EnumSet.of(Layer.SHARED_API, Layer.ENGINE, Layer.LIBRARY, Layer.TEST_SUPPORT, Layer.TOP);
        };
    }

    /** What comes along by way of another module may leave with it. */
    @Test
    void classesUseOnlyModulesThatTheirOwnPomNames() {
        var homes = homes();
        var violations = new TreeSet<String>();
        for (var type : classes) {
            var home = homeOf(type);
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var other = homes.get(dependency.getTargetClass().getPackageName());
                if (other != null && !other.equals(home) && !home.imports().contains(other.artifact())) {
                    violations.add(home.artifact() + " uses " + other.artifact() + ", which its pom does not name: "
                            + dependency.getDescription());
                }
            }
        }

        assertThat(violations).isEmpty();
    }

    @Test
    void noPackageIsInTwoModules() {
        var homes = new TreeMap<String, Set<String>>();
        classes.forEach(type -> homes.computeIfAbsent(type.getPackageName(), _ -> new TreeSet<>())
                .add(homeOf(type).artifact()));

        homes.values().removeIf(found -> found.size() == 1);
        assertThat(homes).isEmpty();
    }

    @Test
    void enginesKnowNoFramework() {
        noClasses()
                .that(areIn(Layer.ENGINE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.javaoperatorsdk..", "io.vertx..", "jakarta..")
                .check(classes);
    }

    /** Kubernetes, Quarkus, NATS and the runtime, but for what is pure in it, are for {@code kube} and {@code adapter}. */
    @Test
    void decisionsOfControllersKnowNoFramework() {
        noClasses()
                .that(areIn(Layer.CONTROLLER).or(areIn(Layer.LIBRARY)))
                .and()
                .resideOutsideOfPackages("..kube..", "..adapter..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.fabric8..",
                                "io.javaoperatorsdk..",
                                "io.quarkus..",
                                "io.smallrye..",
                                "io.vertx..",
                                "io.nats..",
                                "jakarta..",
                                "dev.capstan.runtime..",
                                "dev.capstan..kube..",
                                "dev.capstan..adapter..")
                        .and(not(resideInAnyPackage("dev.capstan.runtime.redaction", "dev.capstan.runtime.secret")))
                        .and(describe(
                                "not the mark of a bean",
                                type -> !type.getName().equals(BEAN))))
                .check(classes);
    }

    @Test
    void onlyTheGitEngineSpeaksGit() {
        noClasses()
                .that(ship("dev.capstan.git.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jgit..", "org.apache.sshd..")
                .check(classes);
    }

    /** ADR 0006: who calls elsewhere does so under the rule for addresses. */
    @Test
    void thereIsOneWayOut() {
        noClasses()
                .that(ship("dev.capstan.http.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("okhttp3..", "java.net.http..", "io.vertx.ext.web.client..")
                        .or(describe(
                                "Vert.x's client", type -> type.getName().equals("io.vertx.core.http.HttpClient"))))
                .check(classes);
    }

    /** Classes of the controllers and what they are made of, but for those of one package. */
    private static DescribedPredicate<JavaClass> ship(String exception) {
        return describe(
                        "are shipped in a controller",
                        (JavaClass type) -> EnumSet.complementOf(EnumSet.of(Layer.TEST_SUPPORT, Layer.TOP))
                                .contains(layerOf(type)))
                .and(not(resideInAnyPackage(exception)));
    }

    private static DescribedPredicate<JavaClass> areIn(Layer layer) {
        return describe("are of the layer " + layer, type -> layerOf(type) == layer);
    }

    private static Layer layerOf(JavaClass type) {
        return homeOf(type).layer();
    }

    private static Map<String, ProjectModule> homes() {
        var homes = new HashMap<String, ProjectModule>();
        classes.forEach(type -> homes.put(type.getPackageName(), homeOf(type)));
        return homes;
    }

    /** The module whose compiler wrote the class. */
    private static ProjectModule homeOf(JavaClass type) {
        var file = Path.of(type.getSource().orElseThrow().getUri());
        return modules.values().stream()
                .filter(module -> file.startsWith(module.classes()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file + " does not belong to a module"));
    }
}
