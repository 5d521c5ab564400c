package dev.capstan.cli.migrate.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a cluster back to Flux, from any stage: takes ours away, puts back what was there, and waits until it runs. */
public final class WayBack {

    /** What others need comes before them; the Deployments come last. */
    private static final List<String> ORDER = List.of(
            "Namespace",
            "CustomResourceDefinition",
            "Secret",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "ResourceQuota",
            "Service",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "Deployment");

    private final KubernetesClient client;
    private final Duration patience;
    private final Progress progress;
    private final RawObjects raw;

    /** @param patience how long any wait may take */
    public WayBack(KubernetesClient client, Duration patience, Progress progress) {
        this.client = client;
        this.patience = patience;
        this.progress = progress;
        this.raw = new RawObjects(client);
    }

    /**
     * Goes back.
     *
     * @throws CommandFailure when there is nothing to go back to, or when something does not come back; may be repeated
     */
    public void go() {
        Journal journal = Journal.find(client)
                .orElseThrow(() -> new CommandFailure(
                        "There is no way back: no Secrets capstan-migration* say what was there before"));
        MigrationState state =
                journal.state().orElseThrow(() -> new CommandFailure("The journal of the migration has no state"));
        List<GenericKubernetesResource> backup = journal.objects(TakeOver.BACKUP);
        if (backup.isEmpty()) {
            throw new CommandFailure(
                    "The backup of the migration is gone; install Flux %s again".formatted(state.version()));
        }
        stopOurs(state, backup);
        progress.begins("taking away what is Capstan's");
        for (ObjectName name : state.fresh()) {
            removeFresh(name);
        }
        progress.done("what Capstan has brought is gone");
        GitPlace git = state.git();
        Optional<JsonNode> before = journal.kept(TakeOver.GIT);
        if (git != null && before.isPresent()) {
            progress.begins("putting the components of Flux back into Git");
            byte[] content = before.get().asText("").getBytes(StandardCharsets.UTF_8);
            GitComponents.of(client, git).replace(content, "Go back from Capstan to Flux");
            progress.done("Git holds the components of Flux again");
        }
        restore(backup);
        progress.done("what belonged to Flux is back");
        var pods = new Pods(client, state.namespace(), patience);
        for (Map.Entry<String, Integer> entry : state.replicas().entrySet()) {
            progress.begins("waiting for " + entry.getKey());
            pods.awaitReady(entry.getKey());
        }
        progress.done("Flux runs");
        journal.forget();
    }

    /** Before anything else, so that never two sets of controllers are there. */
    private void stopOurs(MigrationState state, List<GenericKubernetesResource> backup) {
        var pods = new Pods(client, state.namespace(), patience);
        for (ObjectName name : state.fresh()) {
            if (name.kind().equals("Deployment")) {
                progress.begins("stopping " + name.name());
                pods.stop(name.name());
            }
        }
        for (GenericKubernetesResource object : backup) {
            if (object.getKind().equals("Deployment")) {
                String deployment = object.getMetadata().getName();
                boolean isFlux = raw.live(ObjectName.of(object))
                        .filter(live -> live.getMetadata()
                                .getUid()
                                .equals(object.getMetadata().getUid()))
                        .isPresent();
                if (!isFlux) {
                    progress.begins("stopping " + deployment);
                    pods.stop(deployment);
                }
            }
        }
    }

    private void removeFresh(ObjectName name) {
        if (raw.live(name).isEmpty() || name.kind().equals("Namespace")) {
            return;
        }
        if (name.isDefinition() && hasObjects(name)) {
            progress.done(name.display() + " stays, since there are objects of it");
            return;
        }
        raw.delete(name);
    }

    private boolean hasObjects(ObjectName definition) {
        var live = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition.name())
                .get();
        var version = live.getSpec().getVersions().getFirst().getName();
        return !client.genericKubernetesResources(
                        live.getSpec().getGroup() + "/" + version,
                        live.getSpec().getNames().getKind())
                .inAnyNamespace()
                .list()
                .getItems()
                .isEmpty();
    }

    private void restore(List<GenericKubernetesResource> backup) {
        List<GenericKubernetesResource> ordered = new ArrayList<>(backup);
        ordered.sort(Comparator.comparingInt(object -> {
            int rank = ORDER.indexOf(object.getKind());
            return rank < 0 ? ORDER.size() : rank;
        }));
        for (GenericKubernetesResource object : ordered) {
            progress.begins("restoring " + ObjectName.of(object).display());
            raw.restore(object);
        }
    }
}
