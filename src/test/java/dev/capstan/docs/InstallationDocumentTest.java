package dev.capstan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.OverlayTree;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kustomizations and commands of {@code k8s/README.md}, just as they stand there. */
class InstallationDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern APPLY = Pattern.compile("kubectl -n (\\S+) apply -f (\\S+)\n");
    private static final Pattern BIND = Pattern.compile(
            "kubectl -n (\\S+) create rolebinding default-applies --clusterrole=admin --serviceaccount=(\\S+)\n");

    private final MarkdownFile document = MarkdownFile.in(Path.of("k8s")).getFirst();

    @Test
    void someControllersAreInstalledWithoutTheOthers() {
        List<HasMetadata> objects = build(kustomization("k8s/source-controller, k8s/nats-tls"));

        assertThat(names(objects, Deployment.class)).containsExactly("source-controller");
        assertThat(objects).allSatisfy(InstallationDocumentTest::isInFluxSystemOrInNoNamespace);
        assertThat(objects).extracting(HasMetadata::getKind).contains("StatefulSet", "CustomResourceDefinition");
    }

    @Test
    void withoutAPatchEveryControllerHasRightsInTheCluster() {
        List<HasMetadata> objects = build("resources: [k8s]\n");

        assertThat(accountsWithRightsInTheCluster(objects)).containsAll(accounts(objects));
    }

    @Test
    void controllersOfOneNamespaceHaveNoRightsInTheCluster() {
        List<HasMetadata> objects = oneNamespace();

        assertThat(accountsWithRightsInTheCluster(objects)).isEmpty();
        assertThat(objects).noneMatch(ClusterRoleBinding.class::isInstance);
    }

    @Test
    void nothingElseIsLost() {
        List<String> everything = identities(build("resources: [k8s]\n"));
        List<String> left = identities(oneNamespace());

        assertThat(everything).containsAll(left);
        assertThat(everything.stream().filter(identity -> !left.contains(identity)))
                .isNotEmpty()
                .allMatch(identity -> identity.startsWith("ClusterRoleBinding "));
    }

    @Test
    void everyControllerWatchesTheNamespaceThatTheRolesAreFor() {
        List<Deployment> controllers = of(oneNamespace(), Deployment.class);

        assertThat(controllers)
                .hasSize(Math.toIntExact(
                        roleFiles().stream().filter(Role.class::isInstance).count()))
                .allSatisfy(controller -> assertThat(environment(controller))
                        .containsOnlyOnce(new EnvVar("CAPSTAN_WATCH_NAMESPACE", command(APPLY, 1), null))
                        .hasSizeGreaterThan(1));
    }

    @Test
    void everyControllerHasARoleThereAndOneForLeasesAtHome() {
        List<HasMetadata> installed = oneNamespace();

        assertThat(accounts(installed)).isNotEmpty().allSatisfy(account -> {
            assertThat(boundRole(roleFiles(), account))
                    .as("role of %s", account)
                    .isPresent();
            assertThat(boundRole(installed, account))
                    .as("role for leases of %s", account)
                    .hasValueSatisfying(role ->
                            assertThat(role.getMetadata().getNamespace()).isEqualTo(namespaceOf(account)));
        });
    }

    /** {@code kubectl -n} refuses objects of another namespace than the one that it is given. */
    @Test
    void rolesGoWhereTheCommandSays() {
        assertThat(roleFiles())
                .hasSizeGreaterThan(1)
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isNull());
    }

    @Test
    void rightsToApplyAreForTheAccountThatKustomizationsOfThatNamespaceRunAs() {
        assertThat(command(BIND, 1)).isEqualTo(command(APPLY, 1));
        assertThat(command(BIND, 2)).isEqualTo(command(APPLY, 1) + ":default");
        assertThat(of(oneNamespace(), Deployment.class))
                .anySatisfy(controller -> assertThat(environment(controller))
                        .contains(new EnvVar("CAPSTAN_KUSTOMIZE_DEFAULT_SERVICE_ACCOUNT", "default", null)));
    }

    private List<HasMetadata> oneNamespace() {
        return build(kustomization("CAPSTAN_WATCH_NAMESPACE"));
    }

    /** The only kustomization of the document that holds a text. */
    private String kustomization(String text) {
        List<String> found = document.blocks("yaml").stream()
                .filter(block -> block.contains(text))
                .toList();
        assertThat(found).as("kustomizations in %s with %s", document, text).hasSize(1);
        return found.getFirst();
    }

    private String command(Pattern pattern, int group) {
        Matcher matcher = pattern.matcher(String.join("\n", document.blocks("sh")));
        assertThat(matcher.find()).as("command %s in %s", pattern, document).isTrue();
        return matcher.group(group);
    }

    private List<HasMetadata> roleFiles() {
        try (Stream<Path> files = Files.list(ROOT.resolve(command(APPLY, 2)))) {
            return files.sorted().flatMap(file -> objects(text(file))).toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What a kustomization beside {@code k8s/} gives. */
    private static List<HasMetadata> build(String kustomization) {
        try {
            var tree = OverlayTree.of(
                    Map.of("kustomization.yaml", kustomization.getBytes(StandardCharsets.UTF_8)), new DiskTree(ROOT));
            return switch (new Kustomizer().build(tree, "", BuildOptions.defaults())) {
                case BuildOutcome.Built built -> objects(built.toYaml()).toList();
                case BuildOutcome.BuildFailed failed -> throw new AssertionError(failed.problem());
            };
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Stream<HasMetadata> objects(String documents) {
        return Stream.of(documents.split("(?m)^---$"))
                .filter(document -> !document.isBlank())
                .map(document -> (HasMetadata) Serialization.unmarshal(document));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static <T extends HasMetadata> List<T> of(List<HasMetadata> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<String> names(List<HasMetadata> objects, Class<? extends HasMetadata> type) {
        return of(objects, type).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private static List<String> identities(List<HasMetadata> objects) {
        return objects.stream()
                .map(object -> "%s %s/%s"
                        .formatted(
                                object.getKind(),
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName()))
                .toList();
    }

    private static List<EnvVar> environment(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv();
    }

    /** Accounts that Deployments run with, as {@code namespace:name}. */
    private static List<String> accounts(List<HasMetadata> objects) {
        List<String> created = of(objects, ServiceAccount.class).stream()
                .map(account -> account.getMetadata().getNamespace() + ":"
                        + account.getMetadata().getName())
                .toList();
        return of(objects, Deployment.class).stream()
                .map(deployment -> deployment.getMetadata().getNamespace() + ":"
                        + deployment.getSpec().getTemplate().getSpec().getServiceAccountName())
                .filter(created::contains)
                .toList();
    }

    private static String namespaceOf(String account) {
        return account.substring(0, account.indexOf(':'));
    }

    private static List<String> accountsWithRightsInTheCluster(List<HasMetadata> objects) {
        return of(objects, ClusterRoleBinding.class).stream()
                .flatMap(binding -> binding.getSubjects().stream())
                .map(InstallationDocumentTest::account)
                .toList();
    }

    private static String account(Subject subject) {
        return subject.getNamespace() + ":" + subject.getName();
    }

    /** The Role, with rules, that a RoleBinding beside it gives to an account. */
    private static Optional<Role> boundRole(List<HasMetadata> objects, String account) {
        List<String> bound = of(objects, RoleBinding.class).stream()
                .filter(binding -> binding.getSubjects().stream()
                        .map(InstallationDocumentTest::account)
                        .anyMatch(account::equals))
                .filter(binding -> binding.getRoleRef().getKind().equals("Role"))
                .map(binding -> binding.getRoleRef().getName())
                .toList();
        return of(objects, Role.class).stream()
                .filter(role -> bound.contains(role.getMetadata().getName()))
                .filter(role -> !role.getRules().isEmpty())
                .findFirst();
    }

    private static void isInFluxSystemOrInNoNamespace(HasMetadata object) {
        assertThat(object.getMetadata().getNamespace()).isIn("flux-system", null);
    }
}
