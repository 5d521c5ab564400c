package dev.capstan.cli.migrate.plan;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.diff.KustomizationDiff;
import dev.capstan.cli.diff.ObjectChange;
import dev.capstan.cli.kustomization.BuildFiles;
import dev.capstan.cli.kustomization.KustomizationBuild;
import dev.capstan.cli.kustomization.LiveKustomization;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Builds every Kustomization as our controller does, from the artifact that Flux has applied, and asks the API server in a dry
 * run what applying it would change. Writes nothing.
 */
final class KustomizationProof {

    private static final int AT_ONCE = 4;

    private final KubernetesClient client;
    private final ToolkitObjects objects;
    private final Artifacts artifacts;
    private final ClusterApi api;
    private final ResourceCatalog catalog;

    KustomizationProof(KubernetesClient client, Artifacts artifacts) {
        this.client = client;
        this.objects = new ToolkitObjects(client, Optional.empty());
        this.artifacts = artifacts;
        this.api = Fabric8ClusterApi.of(client);
        this.catalog = new ResourceCatalog(api, Clock.systemUTC());
    }

    /** What happens to each, in the same order. */
    List<KustomizationEffect> of(List<ToolkitObject> kustomizations, Runnable progress) {
        List<Future<KustomizationEffect>> answers = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (ToolkitObject kustomization : kustomizations) {
                answers.add(workers.submit(() -> {
                    KustomizationEffect effect = of(kustomization);
                    progress.run();
                    return effect;
                }));
            }
        }
        return answers.stream().map(KustomizationProof::result).toList();
    }

    private static KustomizationEffect result(Future<KustomizationEffect> answer) {
        try {
            return answer.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private KustomizationEffect of(ToolkitObject object) {
        String name = object.namespace() + "/" + object.name();
        if (object.isSuspended()) {
            return KustomizationEffect.idle(name, "it is suspended");
        }
        if (object.field("spec", "kubeConfig") != null) {
            return KustomizationEffect.unknown(name, "it applies to another cluster, which is not asked from here");
        }
        try {
            LiveKustomization kustomization = LiveKustomization.of(object);
            try (BuildFiles files = files(kustomization)) {
                KustomizationBuild.Built built = new KustomizationBuild(client).of(kustomization, files);
                KustomizationDiff.Difference difference =
                        KustomizationDiff.compare(api, catalog, kustomization, built, true);
                return effect(name, kustomization.spec(), difference);
            }
        } catch (CommandFailure | IOException | KubernetesClientException failure) {
            return KustomizationEffect.unknown(name, String.valueOf(failure.getMessage()));
        }
    }

    /** From what Flux has applied; where that cannot be reached, from the repository. */
    private BuildFiles files(LiveKustomization kustomization) throws IOException {
        ToolkitObject source = kustomization.source(objects);
        try {
            return BuildFiles.ofArtifact(kustomization, artifacts.of(source));
        } catch (CommandFailure unreachable) {
            try {
                return BuildFiles.ofSource(client, kustomization, source, Optional.empty());
            } catch (CommandFailure | IOException also) {
                throw new CommandFailure(unreachable.getMessage() + "; " + also.getMessage(), also);
            }
        }
    }

    private static KustomizationEffect effect(
            String name, KustomizationSpec spec, KustomizationDiff.Difference difference) {
        List<String> notices = new ArrayList<>(difference.notices());
        List<ObjectChange> changes = difference.changes();
        if (spec.decryption() != null) {
            notices.add("its Secrets are not compared: only the controller has the keys");
            changes = changes.stream()
                    .filter(change -> !change.id().isKind("", "Secret"))
                    .toList();
        }
        return new KustomizationEffect(name, KustomizationEffect.Answer.COMPARED, changes, notices);
    }
}
