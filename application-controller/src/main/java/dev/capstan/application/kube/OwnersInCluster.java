package dev.capstan.application.kube;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.application.compare.ForeignOwner;
import dev.capstan.application.compare.LivingOwners;
import dev.capstan.apply.Owner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Asks the cluster of the controller whether Kustomizations and HelmReleases are still there, and believes it for a while. */
final class OwnersInCluster implements LivingOwners {
    private static final Duration BELIEVED = Duration.ofSeconds(10);
    private static final int MANY = 10_000;

    private final KubernetesClient client;
    private final Clock clock;
    private final ConcurrentMap<Owner, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(boolean isAlive, Instant at) {}

    OwnersInCluster(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public boolean isAlive(ForeignOwner owner) {
        Instant now = clock.instant();
        if (answers.size() > MANY) {
            answers.clear();
        }
        return answers.compute(
                        owner.owner(),
                        (asked, known) ->
                                known != null && now.isBefore(known.at().plus(BELIEVED))
                                        ? known
                                        : new Answer(ask(asked), now))
                .isAlive();
    }

    private boolean ask(Owner owner) {
        Class<? extends HasMetadata> kind =
                owner.labelPrefix().equals(Owner.HELM) ? HelmRelease.class : Kustomization.class;
        try {
            HasMetadata object = client.resources(kind)
                    .inNamespace(owner.namespace())
                    .withName(owner.name())
                    .get();
            return object != null && !object.isMarkedForDeletion();
        } catch (KubernetesClientException unknown) {
            return true;
        }
    }
}
