package dev.capstan.application.kube;

import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a controller of Argo CD itself takes care of the same objects. Two that sync the same objects would undo each
 * other's work without end, so while it runs, nothing is done here (ADR 0408).
 */
final class OtherController implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OtherController.class);
    /** What takes care of Applications. */
    static final String OF_APPLICATIONS = "argocd-application-controller";
    /** What takes care of ApplicationSets. */
    static final String OF_SETS = "argocd-applicationset-controller";

    private final String name;
    private final Runnable onGone;
    private final KindWatch<StatefulSet> statefulSets;
    private final KindWatch<Deployment> deployments;
    private boolean wasRunning;

    /**
     * @param namespace the control-plane namespace
     * @param name of the controller in labels
     * @param onGone it ran, and does not any more
     */
    OtherController(KubernetesClient client, String namespace, String name, Runnable onGone) {
        this.name = name;
        this.onGone = onGone;
        Map<String, String> labels = Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "argocd");
        var scope = new WatchScope(Optional.of(namespace), Optional.empty());
        this.statefulSets = KindWatch.labelled(client, scope, StatefulSet.class, labels, (_, _) -> changed());
        this.deployments = KindWatch.labelled(client, scope, Deployment.class, labels, (_, _) -> changed());
    }

    /** Begins to look, and waits at most so long for the first answer. */
    OtherController start(Duration atMost) {
        statefulSets.start(atMost);
        deployments.start(atMost);
        changed();
        return this;
    }

    /** What runs, for people; empty when nothing does. */
    Optional<String> running() {
        Stream<HasMetadata> sets = statefulSets
                .all()
                .filter(it -> wants(it.getSpec().getReplicas()) || hasPods(it.getStatus()))
                .map(HasMetadata.class::cast);
        Stream<HasMetadata> others = deployments
                .all()
                .filter(it -> wants(it.getSpec().getReplicas()))
                .map(HasMetadata.class::cast);
        return Stream.concat(sets, others)
                .findFirst()
                .map(it -> it.getKind() + " " + it.getMetadata().getNamespace() + "/"
                        + it.getMetadata().getName());
    }

    private synchronized void changed() {
        Optional<String> now = running();
        if (now.isPresent() && !wasRunning) {
            LOG.warn(
                    "{} are left to Argo CD's own controller, {}: scale it to 0 and they are taken care of here",
                    what(),
                    now.get());
        } else if (now.isEmpty() && wasRunning) {
            LOG.info("Argo CD's own controller does not run any more; {} are taken care of here", what());
            onGone.run();
        }
        wasRunning = now.isPresent();
    }

    private String what() {
        return name.equals(OF_SETS) ? "ApplicationSets" : "Applications";
    }

    private static boolean wants(Integer replicas) {
        return Objects.requireNonNullElse(replicas, 1) > 0;
    }

    /** A StatefulSet counts a pod until it is gone, also one that is ending. */
    private static boolean hasPods(@Nullable StatefulSetStatus status) {
        return status != null && Objects.requireNonNullElse(status.getReplicas(), 0) > 0;
    }

    @Override
    public void close() {
        statefulSets.close();
        deployments.close();
    }
}
