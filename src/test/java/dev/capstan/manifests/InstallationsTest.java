package dev.capstan.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every installation, whatever was chosen. */
class InstallationsTest {
    static Stream<Installation> installations() {
        return Installation.every();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void labelsAreThoseThatTheCommandOfFluxLooksFor(Installation installation) {
        assertThat(installation.objects())
                .filteredOn(object -> !object.getKind().equals("Namespace"))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .as(
                                "labels of %s %s",
                                object.getKind(), object.getMetadata().getName())
                        .containsEntry("app.kubernetes.io/part-of", "flux")
                        .containsKey("app.kubernetes.io/component"));
        assertThat(installation.all(Deployment.class)).isNotEmpty().allSatisfy(deployment -> {
            PodTemplateSpec pod = deployment.getSpec().getTemplate();
            assertThat(pod.getMetadata().getLabels()).containsEntry("app.kubernetes.io/part-of", "flux");
            assertThat(pod.getSpec().getContainers())
                    .extracting(Container::getName)
                    .containsExactly("manager");
        });
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyImageHasATag(Installation installation) {
        assertThat(containers(installation))
                .extracting(Container::getImage)
                .allSatisfy(image -> assertThat(image).matches("[a-z0-9/.-]+:[A-Za-z0-9._-]+"));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everythingIsInItsNamespace(Installation installation) {
        assertThat(installation.objects())
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isIn("flux-system", null));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everySelectorFindsExactlyOneKindOfPod(Installation installation) {
        assertThat(installation.all(Deployment.class))
                .allSatisfy(it -> assertThat(
                                installation.podsWith(it.getSpec().getSelector().getMatchLabels()))
                        .containsExactly(it.getSpec().getTemplate()));
        assertThat(installation.all(Service.class))
                .allSatisfy(it -> assertThat(installation.podsWith(it.getSpec().getSelector()))
                        .as("pods of %s", it.getMetadata().getName())
                        .hasSize(1));
        assertThat(installation.all(PodDisruptionBudget.class))
                .hasSameSizeAs(installation.pods().toList())
                .allSatisfy(it -> assertThat(
                                installation.podsWith(it.getSpec().getSelector().getMatchLabels()))
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyPodHasAPolicyOfItsOwn(Installation installation) {
        assertThat(installation.pods())
                .allSatisfy(pod -> assertThat(installation.all(NetworkPolicy.class))
                        .anySatisfy(policy -> {
                            Map<String, String> selected =
                                    policy.getSpec().getPodSelector().getMatchLabels();
                            assertThat(selected).isNotEmpty();
                            assertThat(installation.podsWith(selected)).containsExactly(pod);
                        }));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void servicesAndPoliciesAndProbesNamePortsOfTheirPods(Installation installation) {
        assertThat(installation.all(Service.class))
                .allSatisfy(service -> assertThat(
                                ports(installation.podsWith(service.getSpec().getSelector())))
                        .containsAll(service.getSpec().getPorts().stream()
                                .map(port -> name(port.getTargetPort()))
                                .toList()));
        assertThat(installation.all(NetworkPolicy.class))
                .allSatisfy(policy -> assertThat(ports(installation.podsWith(
                                policy.getSpec().getPodSelector().getMatchLabels())))
                        .containsAll(policy.getSpec().getIngress().stream()
                                .flatMap(rule -> rule.getPorts().stream())
                                .map(port -> name(port.getPort()))
                                .toList()));
        assertThat(installation.pods())
                .allSatisfy(pod -> assertThat(ports(List.of(pod))).containsAll(probed(pod)));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void podsAreRestricted(Installation installation) {
        assertThat(installation.pods()).allSatisfy(pod -> {
            assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                    .isEqualTo("RuntimeDefault");
        });
        assertThat(containers(installation)).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsOnlyKeys("memory");
            assertThat(container.getLivenessProbe()).isNotNull();
            assertThat(container.getReadinessProbe()).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("installations")
    void whatIsMountedIsThere(Installation installation) {
        assertThat(installation.pods()).allSatisfy(pod -> {
            List<String> volumes =
                    pod.getSpec().getVolumes().stream().map(Volume::getName).toList();
            assertThat(volumes).doesNotHaveDuplicates();
            assertThat(pod.getSpec().getContainers().getFirst().getVolumeMounts())
                    .filteredOn(mount -> !(mount.getName().equals("data")
                            && "nats".equals(pod.getMetadata().getLabels().get("app"))))
                    .allSatisfy(mount -> assertThat(volumes).contains(mount.getName()));
        });
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyPodRunsAsAnAccountThatIsThereAndEveryBindingIsForOne(Installation installation) {
        Set<String> accounts = Set.copyOf(names(installation, ServiceAccount.class));
        assertThat(installation.pods())
                .extracting(pod -> pod.getSpec().getServiceAccountName())
                .allSatisfy(account -> assertThat(accounts).contains(account));
        assertThat(Stream.concat(
                        installation.all(ClusterRoleBinding.class).stream().flatMap(it -> it.getSubjects().stream()),
                        installation.all(RoleBinding.class).stream().flatMap(it -> it.getSubjects().stream())))
                .filteredOn(subject -> subject.getKind().equals("ServiceAccount"))
                .isNotEmpty()
                .extracting(Subject::getName)
                .allSatisfy(account -> assertThat(accounts).contains(account));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void everyBindingIsToARoleThatIsThere(Installation installation) {
        assertThat(installation.all(ClusterRoleBinding.class))
                .extracting(it -> it.getRoleRef().getName())
                .filteredOn(role -> !role.equals("cluster-admin"))
                .allSatisfy(role ->
                        assertThat(names(installation, ClusterRole.class)).contains(role));
        assertThat(installation.all(RoleBinding.class))
                .extracting(it -> it.getRoleRef().getName())
                .allSatisfy(role -> assertThat(names(installation, Role.class)).contains(role));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void whoTalksToNatsHasItsAddressAndWhoDoesNotHasNone(Installation installation) {
        boolean hasNats = !installation.podsWith(Map.of("app", "nats")).isEmpty();
        assertThat(installation.all(Deployment.class)).allSatisfy(deployment -> {
            var environment = environment(deployment.getSpec().getTemplate());
            assertThat(environment.get("CAPSTAN_BUS")).isEqualTo(hasNats ? "nats" : "local");
            assertThat(Objects.toString(environment.get("CAPSTAN_NATS_URL"), ""))
                    .isEqualTo(hasNats ? "tls://nats.flux-system.svc:4222" : "");
        });
    }

    @ParameterizedTest
    @MethodSource("installations")
    void settingsAreSomeThatTheProgramReads(Installation installation) {
        var settings = new Settings();
        assertThat(installation.all(Deployment.class))
                .flatExtracting(it -> it.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv())
                .extracting(EnvVar::getName)
                .filteredOn(name -> name.startsWith("CAPSTAN_"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(settings.has(name)).as(name).isTrue());
    }

    @ParameterizedTest
    @MethodSource("installations")
    void portsAreSomeThatTheProgramListensTo(Installation installation) {
        var settings = new Settings();
        assertThat(installation.all(Deployment.class)).allSatisfy(deployment -> {
            PodTemplateSpec pod = deployment.getSpec().getTemplate();
            assertThat(pod.getSpec().getContainers().getFirst().getPorts())
                    .allSatisfy(port -> assertThat(settings.listensTo(port.getContainerPort(), environment(pod)))
                            .as(
                                    "%s of %s",
                                    port.getName(), deployment.getMetadata().getName())
                            .isTrue());
        });
    }

    private static Map<String, String> environment(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static List<Container> containers(Installation installation) {
        return installation
                .pods()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .toList();
    }

    private static List<String> ports(List<PodTemplateSpec> pods) {
        return pods.stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getName)
                .toList();
    }

    private static List<String> probed(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().stream()
                .flatMap(it -> Stream.of(it.getStartupProbe(), it.getLivenessProbe(), it.getReadinessProbe()))
                .filter(Objects::nonNull)
                .map(InstallationsTest::portOf)
                .toList();
    }

    private static String portOf(Probe probe) {
        return name(
                probe.getHttpGet() == null
                        ? probe.getTcpSocket().getPort()
                        : probe.getHttpGet().getPort());
    }

    private static String name(IntOrString port) {
        return Objects.toString(port.getStrVal(), "a number");
    }

    private static List<String> names(Installation installation, Class<? extends HasMetadata> type) {
        return installation.all(type).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }
}
