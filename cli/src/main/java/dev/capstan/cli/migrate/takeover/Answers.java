package dev.capstan.cli.migrate.takeover;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.terminal.Age;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks objects to be reconciled, and waits until each has been: that nothing was written means something only after that. */
final class Answers {

    /** In the order in which they need each other. */
    private static final List<List<ToolkitKind>> ORDER = List.of(
            List.of(
                    ToolkitKind.GIT_REPOSITORY,
                    ToolkitKind.OCI_REPOSITORY,
                    ToolkitKind.BUCKET,
                    ToolkitKind.HELM_REPOSITORY),
            List.of(ToolkitKind.HELM_CHART),
            List.of(ToolkitKind.KUSTOMIZATION, ToolkitKind.HELM_RELEASE));

    private static final int NAMED = 5;

    private final KubernetesClient client;
    private final ToolkitObjects objects;
    private final Duration patience;

    Answers(KubernetesClient client, Duration patience) {
        this.client = client;
        this.objects = new ToolkitObjects(client, Optional.empty());
        this.patience = patience;
    }

    /**
     * Asks and waits.
     *
     * @param before the objects as Flux left them
     * @param kinds those that a component of ours reconciles
     */
    void await(String token, List<ToolkitObject> before, Set<ToolkitKind> kinds) {
        Set<String> wereReady = before.stream()
                .filter(Answers::isReady)
                .map(ToolkitObject::title)
                .collect(Collectors.toSet());
        for (List<ToolkitKind> together : ORDER) {
            List<ToolkitKind> asked = together.stream().filter(kinds::contains).toList();
            asked.forEach(kind -> objects.allIfServed(kind).stream()
                    .filter(Answers::isAsked)
                    .forEach(object -> objects.patch(
                            object,
                            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                                    .formatted(ToolkitKeys.REQUESTED_AT, token))));
            asked.forEach(kind -> await(kind, token, wereReady));
        }
    }

    private static boolean isReady(ToolkitObject object) {
        return object.ready().filter(ready -> ready.status().equals("True")).isPresent();
    }

    /** One that is left alone does not answer, nor does a repository that is nothing but an address. */
    private static boolean isAsked(ToolkitObject object) {
        return !object.isSuspended()
                && !object.isBeingDeleted()
                && !(object.kind() == ToolkitKind.HELM_REPOSITORY
                        && object.text("spec", "type").filter("oci"::equals).isPresent());
    }

    private void await(ToolkitKind kind, String token, Set<String> wereReady) {
        ListedWait.until(
                client,
                kind.context(),
                patience,
                list -> missing(list, token, wereReady),
                missing -> "%d of the %s are not as they were after %s: %s"
                        .formatted(
                                missing.size(),
                                kind.plural(),
                                Age.inWords(patience),
                                missing.stream().limit(NAMED).collect(Collectors.joining("; "))));
    }

    /** Who has not answered, or was ready and is not any more. */
    private static List<String> missing(List<GenericKubernetesResource> list, String token, Set<String> wereReady) {
        return list.stream()
                .map(ToolkitObject::of)
                .filter(Answers::isAsked)
                .filter(object -> !object.handledRequest().filter(token::equals).isPresent()
                        || (wereReady.contains(object.title()) && !isReady(object)))
                .map(object -> object.title()
                        + object.ready()
                                .map(ready -> " (" + ready.message() + ")")
                                .orElse(""))
                .toList();
    }
}
