package dev.capstan.pods;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.container.BuiltImage;
import dev.capstan.container.ControllerImages;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.images.TestImages;
import dev.capstan.testkit.tls.TestCertificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The installation in {@code flux-system} of a cluster with a real node: what is applied, and the pods that come of it. */
final class PodInstallation {
    static final String NAMESPACE = "flux-system";

    /** Whether there is time for what takes minutes. */
    static final boolean IS_LONG = Boolean.getBoolean("pods.long");

    private static final Duration STARTED = Duration.ofMinutes(3);
    private static final Set<String> FIRST = Set.of("Namespace", "CustomResourceDefinition");

    private final TestCluster cluster;
    private final KubernetesClient client;
    private final Map<String, HasMetadata> applied = new LinkedHashMap<>();

    PodInstallation(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
    }

    /** Puts the images that pods are made of where the node finds them. */
    void pushImages() {
        pushImages(List.of());
    }

    /** The same, and the images of the controllers once more as other versions. */
    void pushImages(List<String> furtherTags) {
        Path root = Path.of(System.getProperty("capstan.root"));
        // Those with caches of classes are the released ones; their training takes minutes.
        ControllerImages images = IS_LONG ? ControllerImages.trained(root) : ControllerImages.of(root);
        for (BuiltImage image : images.buildAll()) {
            cluster.registry().push(image.archive(), image.name());
            String repository = image.name().substring(0, image.name().lastIndexOf(':'));
            furtherTags.forEach(tag -> cluster.registry().push(image.archive(), repository + ":" + tag));
        }
        cluster.registry().push(TestImages.nats(), "library/nats:2.12-alpine");
        cluster.registry().push(TestImages.sample(), "team/sample:1");
    }

    /** What people have to make themselves: the password of NATS and its certificate. */
    void makeSecrets() {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        TestCertificate certificate = TestCertificate.createFor("dns:nats.flux-system.svc");
        secret("capstan-nats", Map.of("username", "capstan", "password", "nats-of-a-test"));
        secret(
                "capstan-nats-tls",
                Map.of("ca.crt", certificate.pem(), "tls.crt", certificate.pem(), "tls.key", certificate.keyPem()));
    }

    private void secret(String name, Map<String, String> values) {
        client.secrets()
                .inNamespace(NAMESPACE)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    /** Applies the objects, definitions first, and waits until every pod of them is ready. */
    void apply(Collection<HasMetadata> objects) {
        applyAll(objects, object -> FIRST.contains(object.getKind()));
        objects.stream()
                .filter(CustomResourceDefinition.class::isInstance)
                .forEach(definition ->
                        client.resource(definition).waitUntilCondition(PodInstallation::isEstablished, 60, SECONDS));
        applyAll(objects, object -> !FIRST.contains(object.getKind()));
        awaitReady();
    }

    private void applyAll(Collection<HasMetadata> objects, Predicate<HasMetadata> which) {
        objects.stream().filter(which).forEach(object -> {
            client.resource(object).forceConflicts().serverSideApply();
            applied.put(object.getKind() + "/" + object.getMetadata().getName(), object);
        });
    }

    private static boolean isEstablished(HasMetadata definition) {
        return definition instanceof CustomResourceDefinition crd
                && crd.getStatus() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** All that was applied, the last version of each. */
    List<HasMetadata> objects() {
        return new ArrayList<>(applied.values());
    }

    /** The objects without which nothing runs. */
    List<HasMetadata> workloads() {
        return objects().stream()
                .filter(object -> object instanceof Deployment || object instanceof StatefulSet)
                .toList();
    }

    /** Waits until every Deployment and StatefulSet that was applied has rolled out. */
    void awaitReady() {
        await("pods of " + NAMESPACE)
                .atMost(STARTED)
                .untilAsserted(() -> assertThat(workloads()).allSatisfy(wanted -> {
                    HasMetadata now = client.resource(wanted).get();
                    assertThat(isRolledOut(now)).as(this::describe).isTrue();
                }));
    }

    private static boolean isRolledOut(HasMetadata workload) {
        return switch (workload) {
            case Deployment deployment ->
                Readiness.getInstance().isReady(deployment)
                        && deployment
                                .getMetadata()
                                .getGeneration()
                                .equals(deployment.getStatus().getObservedGeneration())
                        && deployment
                                .getSpec()
                                .getReplicas()
                                .equals(deployment.getStatus().getUpdatedReplicas())
                        && deployment
                                .getSpec()
                                .getReplicas()
                                .equals(deployment.getStatus().getReplicas());
            case StatefulSet set -> Readiness.getInstance().isReady(set);
            default -> false;
        };
    }

    /** The pods of a controller that run and are not being ended. */
    List<Pod> pods(String controller) {
        return client.pods().inNamespace(NAMESPACE).withLabel("app", controller).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** The only pod of a controller. */
    Pod pod(String controller) {
        List<Pod> pods = pods(controller);
        assertThat(pods).as(this::describe).hasSize(1);
        return pods.getFirst();
    }

    /** Who holds the Lease of a controller, by the name of its pod. */
    Optional<String> leader(String controller) {
        return Optional.ofNullable(client.leases()
                        .inNamespace(NAMESPACE)
                        .withName(controller + "-leader-election")
                        .get())
                .map(lease -> lease.getSpec().getHolderIdentity())
                .filter(holder -> !holder.isEmpty());
    }

    /** Ends a pod as the death of its node does: without a word to it. */
    void kill(Pod pod) {
        client.resource(pod).withGracePeriod(0).delete();
    }

    /** Starts the pods of a controller again, one after another, as {@code kubectl rollout restart} does. */
    void restart(String controller) {
        client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(controller)
                .rolling()
                .restart();
    }

    /** An address of a Service that this machine reaches. */
    String address(String service) {
        return "http://"
                + client.services()
                        .inNamespace(NAMESPACE)
                        .withName(service)
                        .get()
                        .getSpec()
                        .getClusterIP();
    }

    /** The pods and what they say, for a failed test. */
    String describe() {
        var text = new StringBuilder();
        client.pods().inNamespace(NAMESPACE).list().getItems().forEach(pod -> {
            text.append('\n')
                    .append(pod.getMetadata().getName())
                    .append(": ")
                    .append(pod.getStatus().getPhase());
            pod.getStatus().getContainerStatuses().stream()
                    .filter(container -> !container.getReady())
                    .forEach(container -> text.append(" ")
                            .append(container.getState())
                            .append(" last: ")
                            .append(container.getLastState())
                            .append('\n')
                            .append(lastWords(pod)));
        });
        return text.toString();
    }

    private String lastWords(Pod pod) {
        try {
            return client.pods()
                    .inNamespace(NAMESPACE)
                    .withName(pod.getMetadata().getName())
                    .tailingLines(20)
                    .getLog();
        } catch (RuntimeException notYet) {
            return "no log: " + notYet.getMessage();
        }
    }
}
