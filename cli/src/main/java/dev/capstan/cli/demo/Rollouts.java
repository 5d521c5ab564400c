package dev.capstan.cli.demo;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** What is looked at of Deployments. */
final class Rollouts {

    private Rollouts() {}

    /** The state of a list that is the state of the only object in it. */
    static <T> Predicate<List<T>> one(Predicate<T> state) {
        return items -> items.size() == 1 && state.test(items.getFirst());
    }

    static String imageOf(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    static int replicasOf(Deployment deployment) {
        return deployment.getSpec().getReplicas();
    }

    static boolean isRolledOut(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        int wanted = replicasOf(deployment);
        return status != null
                && deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
                && Objects.equals(status.getReplicas(), wanted)
                && Objects.equals(status.getUpdatedReplicas(), wanted)
                && Objects.equals(status.getAvailableReplicas(), wanted);
    }

    /** Has that many replicas again, after it was seen with others. */
    static Predicate<List<Deployment>> backAt(int wanted, int others) {
        AtomicBoolean sawOthers = new AtomicBoolean();
        return one(deployment -> {
            if (replicasOf(deployment) == others) {
                sawOthers.set(true);
            }
            return sawOthers.get() && replicasOf(deployment) == wanted;
        });
    }

    /** As {@code kubectl scale} does. */
    static void scale(Resource<Deployment> deployment, int replicas) {
        deployment.patch(
                new PatchContext.Builder()
                        .withPatchType(PatchType.JSON_MERGE)
                        .withFieldManager("kubectl-scale")
                        .build(),
                "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
    }
}
