package dev.capstan.cli.bootstrap;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.reconcile.Reconciliation;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Optional;

/** The GitRepository and the Kustomization by which a cluster keeps itself, as the cluster has them. */
final class ClusterSync {

    private final ToolkitObjects objects;
    private final String name;

    /** @param name of both, and of their namespace */
    ClusterSync(KubernetesClient client, String name) {
        this.objects = new ToolkitObjects(client, Optional.of(name));
        this.name = name;
    }

    /** From where the cluster is kept now; empty when it is not, or does not know these kinds. */
    Optional<RecordedSync> recorded() {
        Optional<ToolkitObject> source = find(ToolkitKind.GIT_REPOSITORY);
        Optional<ToolkitObject> kustomization = find(ToolkitKind.KUSTOMIZATION);
        return source.isEmpty() && kustomization.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordedSync(
                        source.flatMap(object -> object.text("spec", "url")),
                        source.flatMap(object -> object.text("spec", "ref", "branch")),
                        kustomization.flatMap(object -> object.text("spec", "path"))));
    }

    /**
     * Asks for a fetch and an apply, and waits for both.
     *
     * @param timeout for each
     * @return the revision that is applied
     * @throws CommandFailure when one of them does not become ready
     */
    String await(Duration timeout) {
        reconcile(ToolkitKind.GIT_REPOSITORY, timeout);
        ToolkitObject applied = reconcile(ToolkitKind.KUSTOMIZATION, timeout);
        return applied.revision().orElse("of which it says nothing");
    }

    private ToolkitObject reconcile(ToolkitKind kind, Duration timeout) {
        ToolkitObject object = find(kind)
                .orElseThrow(
                        () -> new CommandFailure("%s %s/%s does not exist: the folder in the repository leaves it out"
                                .formatted(kind.kind(), name, name)));
        if (object.isSuspended()) {
            throw new CommandFailure("%s is suspended, so the cluster does not follow the repository: resume it"
                    .formatted(object.title()));
        }
        ToolkitObject answered = Reconciliation.ask(objects, object).await(timeout);
        Condition ready = answered.ready().orElseThrow();
        if (!ready.holds()) {
            throw new CommandFailure("%s is not ready: %s: %s"
                    .formatted(object.title(), ready.reason(), PrintableText.of(ready.message())));
        }
        return answered;
    }

    private Optional<ToolkitObject> find(ToolkitKind kind) {
        return objects.inNamespace(kind, name, name);
    }
}
