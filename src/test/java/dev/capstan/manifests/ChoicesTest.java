package dev.capstan.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the choices of an installation differ in. */
class ChoicesTest {
    private static final String COMPONENT = "app.kubernetes.io/component";

    @Test
    void whatIsNotChosenLeavesNothing() {
        Installation minimal = Installation.folder("examples/minimal");

        assertThat(minimal.objects())
                .filteredOn(it -> !it.getKind().equals("Namespace"))
                .extracting(it -> it.getMetadata().getLabels().get(COMPONENT))
                .containsOnly("source-controller", "kustomize-controller", "notification-controller", "nats", "access");
        assertThat(kinds(minimal))
                .contains("GitRepository", "Kustomization", "Receiver")
                .doesNotContain("HelmRelease", "SealedSecret", "ImagePolicy");
    }

    @Test
    void tenantsAreLockedDown() {
        Installation all = Installation.folder("all");

        assertThat(settings(all))
                .contains(
                        "CAPSTAN_SOURCE_NO_CROSS_NAMESPACE_REFS=true",
                        "CAPSTAN_KUSTOMIZE_NO_CROSS_NAMESPACE_REFS=true",
                        "CAPSTAN_KUSTOMIZE_NO_REMOTE_BASES=true",
                        "CAPSTAN_KUSTOMIZE_DEFAULT_SERVICE_ACCOUNT=default",
                        "CAPSTAN_HELM_NO_CROSS_NAMESPACE_REFS=true",
                        "CAPSTAN_HELM_DEFAULT_SERVICE_ACCOUNT=default",
                        "CAPSTAN_NOTIFICATION_CROSS_NAMESPACE_REFS=false",
                        "CAPSTAN_IMAGE_NO_CROSS_NAMESPACE_REFS=true");
        assertThat(settings(Installation.folder("standalone")))
                .containsAll(settings(all).stream()
                        .filter(it -> it.matches(".*(CROSS_NAMESPACE|DEFAULT_SERVICE|REMOTE_BASES).*"))
                        .toList());
        assertThat(adminsOf(all)).containsExactly("argocd-application-controller");
    }

    @Test
    void anApplierWritesNothingInItsOwnNameButItsKindsAndEvents() {
        List<ClusterRole> roles = Installation.folder("all").all(ClusterRole.class).stream()
                .filter(it -> it.getMetadata().getName().matches("(kustomize|helm|application)-controller-.*"))
                .toList();

        assertThat(roles)
                .hasSize(3)
                .allSatisfy(role -> assertThat(role.getRules())
                        .filteredOn(rule -> rule.getVerbs().stream()
                                .anyMatch(
                                        verb -> !Set.of("get", "list", "watch").contains(verb)))
                        .allSatisfy(rule -> assertThat(rule.getApiGroups())
                                .containsAnyOf(
                                        "",
                                        "kustomize.toolkit.fluxcd.io",
                                        "helm.toolkit.fluxcd.io",
                                        "source.toolkit.fluxcd.io",
                                        "argoproj.io"))
                        .filteredOn(rule -> rule.getApiGroups().contains(""))
                        .flatExtracting(rule -> rule.getResources())
                        .containsOnly("serviceaccounts", "events"));
    }

    @Test
    void aSingleTenantHasAllOfItBack() {
        Installation trusted = Installation.allWith("single-tenant");

        assertThat(settings(trusted))
                .noneMatch(it -> it.matches(".*(CROSS_NAMESPACE|(KUSTOMIZE|HELM)_DEFAULT_SERVICE|REMOTE_BASES).*"));
        assertThat(adminsOf(trusted))
                .containsExactlyInAnyOrder("kustomize-controller", "helm-controller", "argocd-application-controller");
    }

    @Test
    void onePodHasTheRightsAndServicesOfAll() {
        Installation all = Installation.folder("all");
        Installation standalone = Installation.folder("standalone");

        assertThat(standalone.all(Deployment.class)).hasSize(1);
        assertThat(names(standalone, ClusterRole.class)).containsExactlyElementsOf(names(all, ClusterRole.class));
        assertThat(standalone.all(ClusterRoleBinding.class))
                .extracting(it -> it.getSubjects().getFirst().getName())
                .containsOnly("capstan", "argocd-application-controller");
        assertThat(names(standalone, Service.class))
                .containsExactlyInAnyOrder("notification-controller", "webhook-receiver", "sealed-secrets-controller");
    }

    @Test
    void whatComesAfterTheOnePodRunsApart() {
        Installation grouped = Installation.folder("examples/grouped");

        assertThat(names(grouped, Deployment.class)).containsExactlyInAnyOrder("capstan", "notification-controller");
        assertThat(settings(grouped)).contains("CAPSTAN_CONTROLLERS=source,kustomize,helm");
    }

    @Test
    void artifactsOutliveThePodOnAVolume() {
        Installation kept = Installation.allWith("storage-volume");

        assertThat(names(kept, PersistentVolumeClaim.class)).containsExactly("source-controller");
        assertThat(source(kept).getSpec().getTemplate().getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("data"))
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.getEmptyDir()).isNull();
                    assertThat(volume.getPersistentVolumeClaim().getClaimName()).isEqualTo("source-controller");
                });
    }

    @Test
    void artifactsInNatsAreServedByTwo() {
        Installation shared = Installation.allWith("storage-nats");

        assertThat(source(shared).getSpec().getReplicas()).isEqualTo(2);
        assertThat(source(shared).getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(settings(shared)).contains("CAPSTAN_SOURCE_STORAGE_KIND=nats");
    }

    /** A claim template cannot be changed, so nothing in it may change with a version. */
    @Test
    void theVolumeOfNatsHasNoLabels() {
        assertThat(Installation.folder("all").all(StatefulSet.class))
                .hasSize(1)
                .allSatisfy(it -> assertThat(it.getSpec().getVolumeClaimTemplates())
                        .hasSize(1)
                        .allSatisfy(claim ->
                                assertThat(claim.getMetadata().getLabels()).isNullOrEmpty()));
    }

    @Test
    void onlyFluxSystemHasAccountsThatMayDoEverything() {
        Installation kept = Installation.allWith("cluster-reconciler");

        assertThat(adminsOf(kept)).containsExactlyInAnyOrder("cluster-reconciler", "argocd-application-controller");
        assertThat(kept.all(ClusterRoleBinding.class))
                .extracting(it -> it.getSubjects().getFirst().getNamespace())
                .containsOnly("flux-system");
        assertThat(adminsOf(Installation.components("nats", "application-controller", "nats-tls")))
                .isEmpty();
    }

    private static List<String> adminsOf(Installation installation) {
        return installation.all(ClusterRoleBinding.class).stream()
                .filter(it -> it.getRoleRef().getName().equals("cluster-admin"))
                .map(it -> it.getSubjects().getFirst().getName())
                .toList();
    }

    @Test
    void everythingSaysItsVersionAndThePartOfWhatItIs() {
        for (String folder : List.of("all", "standalone", "examples/minimal", "examples/grouped")) {
            assertThat(Installation.folder(folder).objects())
                    .filteredOn(object -> !object.getKind().equals("Namespace"))
                    .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                            .containsEntry("app.kubernetes.io/version", "v0.1.0")
                            .containsEntry("app.kubernetes.io/instance", "flux-system"));
        }
    }

    @Test
    void imagesHaveTheVersionOfTheLabels() {
        assertThat(Installation.folder("all").all(Deployment.class))
                .extracting(it -> it.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .containsExactlyInAnyOrderElementsOf(Installation.CONTROLLERS.stream()
                        .map(controller -> "capstan/" + controller + ":v0.1.0")
                        .toList());
    }

    /** In one place, they would all be moved to one namespace. */
    @Test
    void settingsOfArgoAreInANamespaceOfTheirOwnWithTheLabelThatItsCommandLooksFor() {
        List<HasMetadata> settings = Installation.folder("argocd").objects();

        assertThat(settings)
                .extracting(object -> object.getMetadata().getName())
                .containsExactlyInAnyOrder("argocd", "argocd-cm", "argocd-rbac-cm", "argocd-secret");
        assertThat(settings)
                .filteredOn(object -> !object.getKind().equals("Namespace"))
                .allSatisfy(object -> {
                    assertThat(object.getMetadata().getNamespace()).isEqualTo("argocd");
                    assertThat(object.getMetadata().getLabels()).containsEntry("app.kubernetes.io/part-of", "argocd");
                });
    }

    /** The command looks for pods by name, and for that name by a Service of this component. */
    @Test
    void oneDoorIsFoundAsRepositoryServerAndAsCache() {
        Installation door = Installation.folder("argocd-core");

        Map<String, String> pod = door.all(Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
        assertThat(pod).containsEntry("app.kubernetes.io/name", "argocd-redis-ha-haproxy");
        assertThat(door.all(Service.class))
                .filteredOn(
                        it -> "repo-server".equals(it.getMetadata().getLabels().get("app.kubernetes.io/component")))
                .singleElement()
                .satisfies(it -> assertThat(it.getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/name", "argocd-redis-ha-haproxy"));
        assertThat(door.all(NetworkPolicy.class))
                .filteredOn(it -> it.getMetadata().getNamespace().equals("flux-system"))
                .singleElement()
                .satisfies(it -> assertThat(it.getSpec()
                                .getIngress()
                                .getFirst()
                                .getFrom()
                                .getFirst()
                                .getPodSelector()
                                .getMatchLabels()
                                .entrySet())
                        .isSubsetOf(pod.entrySet()));
    }

    @Test
    void webhooksFromOutsideLeadToTheReceiversAlone() {
        Service receiver = Installation.folder("examples/minimal").all(Service.class).stream()
                .filter(it -> it.getMetadata().getName().equals("webhook-receiver"))
                .findFirst()
                .orElseThrow();
        ServicePort port = receiver.getSpec().getPorts().getFirst();

        HTTPIngressPath path = Installation.folder("examples/webhook-ingress")
                .all(Ingress.class)
                .getFirst()
                .getSpec()
                .getRules()
                .getFirst()
                .getHttp()
                .getPaths()
                .getFirst();
        assertThat(path.getPath()).isEqualTo("/hook/");
        assertThat(path.getBackend().getService().getName())
                .isEqualTo(receiver.getMetadata().getName());
        assertThat(path.getBackend().getService().getPort().getName()).isEqualTo(port.getName());

        assertThat(Serialization.asJson(Installation.folder("examples/webhook-gateway")
                        .objects()
                        .getLast()))
                .contains("\"value\":\"/hook/\"")
                .contains("{\"name\":\"%s\",\"port\":%d}"
                        .formatted(receiver.getMetadata().getName(), port.getPort()));
    }

    private static Deployment source(Installation installation) {
        return installation.all(Deployment.class).stream()
                .filter(it -> it.getMetadata().getName().equals("source-controller"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> settings(Installation installation) {
        return installation.all(Deployment.class).stream()
                .flatMap(it -> it.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream())
                .filter(it -> it.getValue() != null)
                .map((EnvVar it) -> it.getName() + "=" + it.getValue())
                .collect(Collectors.toSet());
    }

    private static List<String> kinds(Installation installation) {
        return installation.all(CustomResourceDefinition.class).stream()
                .map(it -> it.getSpec().getNames().getKind())
                .toList();
    }

    private static List<String> names(Installation installation, Class<? extends HasMetadata> type) {
        return installation.all(type).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }
}
