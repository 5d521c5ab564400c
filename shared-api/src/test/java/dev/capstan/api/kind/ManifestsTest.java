package dev.capstan.api.kind;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.schema.KindRole;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code k8s/} says about kinds agrees with the registry. */
class ManifestsTest {
    private static final Path FOLDER = Path.of("../k8s");
    private static final Set<String> SERVED_GROUPS =
            ToolkitKind.served().stream().map(ToolkitKind::group).collect(toSet());

    @Test
    void everyDefinitionIsInstalled() {
        assertThat(texts("crds/Kustomization", "resources"))
                .containsExactlyInAnyOrderElementsOf(ToolkitKind.served().stream()
                        .map(kind -> kind.group() + "_" + kind.plural() + ".yaml")
                        .toList());
    }

    @Test
    void everyControllerIsInstalled() {
        for (String installation : List.of("all", "standalone")) {
            assertThat(texts(installation + "/kustomization.yaml", "components"))
                    .containsAll(controllers().stream().map("../"::concat).toList());
        }
        assertThat(texts("all/kustomization.yaml", "images"))
                .allSatisfy(image -> assertThat(image).contains("newTag="))
                .map(image -> image.replaceFirst(".*name=capstan/([a-z-]+).*", "$1"))
                .containsExactlyInAnyOrderElementsOf(controllers());
        assertThat(controllers())
                .allSatisfy(controller -> assertThat(FOLDER.resolve(controller)).isDirectory());
    }

    @Test
    void peopleMayEditAndViewEveryKind() {
        List<ClusterRole> roles = roles(FOLDER.resolve("access/roles.yaml"));

        assertThat(roles)
                .hasSize(2)
                .allSatisfy(
                        role -> assertThat(groups(role.getRules())).containsExactlyInAnyOrderElementsOf(SERVED_GROUPS));
    }

    @Test
    void receiversMayAnnotateWhatTheyMayName() {
        List<PolicyRule> rules = rules("notification-controller");

        assertThat(ToolkitKind.with(KindRole.RECEIVER_RESOURCE))
                .allSatisfy(kind -> assertThat(rules)
                        .anyMatch(rule -> rule.getApiGroups().contains(kind.group())
                                && allows(rule, kind.plural(), Set.of("get", "list", "patch"))));
    }

    @Test
    void controllersMayReadTheirKindsAndWriteTheirStatus() {
        assertThat(ToolkitKind.served())
                .filteredOn(kind -> !kind.has(KindRole.WRITTEN_BY_OTHERS))
                .isNotEmpty()
                .allSatisfy(kind -> assertMayReconcile(kind, rules(kind.controller())));
    }

    @Test
    void noControllerMayWriteEverything() {
        assertThat(controllers()).allSatisfy(controller -> {
            assertThat(hasAllRights(controller)).isFalse();
            assertThat(rules(controller))
                    .filteredOn(rule -> rule.getApiGroups().contains("*"))
                    .allSatisfy(rule -> assertThat(rule.getVerbs()).isSubsetOf("get", "list", "watch"));
        });
    }

    @Test
    void controllersOfOneNamespaceMayReadTheirKindsAndWriteTheirStatusThere() {
        assertThat(ToolkitKind.served())
                .filteredOn(kind -> !kind.has(KindRole.WRITTEN_BY_OTHERS))
                .isNotEmpty()
                .allSatisfy(kind -> assertMayReconcile(kind, rulesInOneNamespace(kind.controller())));
    }

    private static void assertMayReconcile(ToolkitKind kind, List<PolicyRule> all) {
        List<PolicyRule> rules = all.stream()
                .filter(rule -> rule.getApiGroups().contains(kind.group()))
                .toList();
        assertThat(rules).anyMatch(rule -> allows(rule, kind.plural(), Set.of("get", "list", "watch")));
        if (kind.hasStatus() && !kind.has(KindRole.DATA)) {
            String written = kind.hasStatusSubresource() ? kind.plural() + "/status" : kind.plural();
            assertThat(rules).anyMatch(rule -> allows(rule, written, Set.of("patch")));
        }
    }

    private static boolean allows(PolicyRule rule, String resource, Set<String> verbs) {
        return (rule.getResources().contains(resource) || rule.getResources().contains("*"))
                && rule.getVerbs().containsAll(verbs);
    }

    private static Set<String> controllers() {
        return ToolkitKind.served().stream().map(ToolkitKind::controller).collect(toSet());
    }

    private static boolean hasAllRights(String controller) {
        return objects(FOLDER.resolve(controller + "/rbac.yaml")).stream()
                .anyMatch(object -> object instanceof ClusterRoleBinding binding
                        && binding.getRoleRef().getName().equals("cluster-admin"));
    }

    private static List<PolicyRule> rules(String controller) {
        return roles(FOLDER.resolve(controller + "/rbac.yaml")).stream()
                .flatMap(role -> role.getRules().stream())
                .toList();
    }

    private static List<PolicyRule> rulesInOneNamespace(String controller) {
        return objects(FOLDER.resolve("one-namespace/" + controller + ".yaml")).stream()
                .filter(Role.class::isInstance)
                .flatMap(role -> ((Role) role).getRules().stream())
                .toList();
    }

    private static Set<String> groups(Collection<PolicyRule> rules) {
        return rules.stream().flatMap(rule -> rule.getApiGroups().stream()).collect(toSet());
    }

    private static List<ClusterRole> roles(Path file) {
        return objects(file).stream()
                .filter(ClusterRole.class::isInstance)
                .map(ClusterRole.class::cast)
                .toList();
    }

    private static Stream<String> texts(String file, String field) {
        var kustomization = Serialization.unmarshal(read(FOLDER.resolve(file)), GenericKubernetesResource.class);
        return ((List<?>) requireNonNull(kustomization.getAdditionalProperties().get(field)))
                .stream().map(String::valueOf);
    }

    private static List<HasMetadata> objects(Path file) {
        return Stream.of(read(file).split("(?m)^---$"))
                .map(document -> (HasMetadata) Serialization.unmarshal(document))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new AssertionError(file + " cannot be read", missing);
        }
    }
}
