package dev.capstan.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes every installation, in the namespace that admits restricted pods alone. */
@WithCluster
class InstallationsIT {
    static Stream<Installation> installations() {
        return Installation.every();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyObjectIsTaken(Installation installation, TestCluster cluster) {
        KubernetesClient client = cluster.client();
        prepare(installation, client);

        assertThat(installation.objects())
                .allSatisfy(object -> assertThat(dryRun(client, object)).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyPodIsRestricted(Installation installation, TestCluster cluster) {
        KubernetesClient client = cluster.client();
        prepare(installation, client);

        assertThat(installation.pods())
                .allSatisfy(pod -> assertThat(dryRun(client, pod(pod))).isNotNull());
        assertThat(installation.pods())
                .allSatisfy(pod -> assertThatThrownBy(() -> dryRun(client, privileged(pod)))
                        .isInstanceOf(KubernetesClientException.class)
                        .hasMessageContaining("PodSecurity \"restricted"));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void rolesNameWhatTheClusterServes(Installation installation, TestCluster cluster) {
        Set<String> served = served(cluster.client());

        Stream<PolicyRule> rules = Stream.concat(
                installation.all(ClusterRole.class).stream().flatMap(it -> it.getRules().stream()),
                installation.all(Role.class).stream().flatMap(it -> it.getRules().stream()));

        assertThat(rules.flatMap(InstallationsIT::named))
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(served).contains(resource));
    }

    @Test
    void rolesOfOneNamespaceNameWhatTheClusterServes(TestCluster cluster) throws IOException {
        Set<String> served = served(cluster.client());
        try (Stream<Path> files = Files.list(Installation.ROOT.resolve("k8s/one-namespace"))) {
            for (Path file : files.toList()) {
                var roles = new Installation(file.toString(), Installation.parse(Files.readString(file)));

                assertThat(roles.all(Role.class).stream()
                                .flatMap(it -> it.getRules().stream())
                                .flatMap(InstallationsIT::named))
                        .as(roles.name())
                        .isNotEmpty()
                        .allSatisfy(resource -> assertThat(served).contains(resource));
            }
        }
    }

    private static Stream<String> named(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .filter(group -> !group.equals("*"))
                .flatMap(group -> rule.getResources().stream()
                        .filter(resource -> !resource.endsWith("/finalizers"))
                        .map(resource -> group + "/" + resource));
    }

    /** Every resource and subresource that there is, and {@code group/*} for each group. */
    private static Set<String> served(KubernetesClient client) {
        var all = new HashSet<String>();
        client.getApiGroups()
                .getGroups()
                .forEach(group -> group.getVersions()
                        .forEach(version ->
                                add(all, group.getName(), client.getApiResources(version.getGroupVersion()))));
        add(all, "", client.getApiResources("v1"));
        return all;
    }

    private static void add(Set<String> all, String group, APIResourceList resources) {
        all.add(group + "/*");
        resources.getResources().forEach(resource -> all.add(group + "/" + resource.getName()));
    }

    private static void prepare(Installation installation, KubernetesClient client) {
        Stream.concat(installation.all(Namespace.class).stream(), installation.all(ServiceAccount.class).stream())
                .forEach(object -> client.resource(object).forceConflicts().serverSideApply());
    }

    private static HasMetadata dryRun(KubernetesClient client, HasMetadata object) {
        return client.resource(object).dryRun().forceConflicts().serverSideApply();
    }

    /** What is mounted and is no volume of the template is one that its StatefulSet claims. */
    private static Pod pod(PodTemplateSpec template) {
        var spec = template.getSpec().edit();
        template.getSpec().getContainers().getFirst().getVolumeMounts().stream()
                .filter(mount -> template.getSpec().getVolumes().stream()
                        .noneMatch(volume -> volume.getName().equals(mount.getName())))
                .forEach(mount -> spec.addNewVolume()
                        .withName(mount.getName())
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume());
        return new PodBuilder()
                .withNewMetadata()
                .withName("dry-run")
                .withNamespace("flux-system")
                .withLabels(template.getMetadata().getLabels())
                .endMetadata()
                .withSpec(spec.build())
                .build();
    }

    private static Pod privileged(PodTemplateSpec template) {
        return pod(template)
                .edit()
                .editSpec()
                .editFirstContainer()
                .editSecurityContext()
                .withPrivileged(true)
                .withAllowPrivilegeEscalation(true)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }
}
