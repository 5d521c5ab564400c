package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.object.Metadata;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What annotations of objects say to Argo CD, and say to nobody when Flux applies the objects. */
public final class AnnotatedObjects {
    private static final String WAVE = "argocd.argoproj.io/sync-wave";
    private static final String COMPARISON = "argocd.argoproj.io/compare-options";
    private static final int NAMED = 3;

    private final List<JsonNode> objects;
    private final Notes notes;

    private AnnotatedObjects(List<JsonNode> objects, Notes notes) {
        this.objects = objects;
        this.notes = notes;
    }

    /**
     * Looks at what an Application renders.
     *
     * @param application its namespace and name
     */
    public static List<Note> notes(String application, List<JsonNode> objects) {
        var notes = new Notes("Application " + application);
        new AnnotatedObjects(objects, notes).look();
        return notes.all();
    }

    private void look() {
        Predicate<JsonNode> isHook = has(Hook.ANNOTATION);
        note(
                notes::missing,
                isHook.and(object -> Hook.of(object).isNotOfSyncs()),
                "that are hooks of deletions or failures, or left out, would be applied, and Jobs among them run, as soon"
                        + " as a Kustomization or a release is there: take them out of its files before");
        note(
                notes::different,
                isHook.and(object -> !Hook.of(object).isNotOfSyncs()),
                "that are hooks are applied with everything else, and a"
                        + " Job that has run cannot be changed. Make them hooks of a chart, or put them into a Kustomization"
                        + " that others name in dependsOn");
        note(
                notes::different,
                has(WAVE),
                "in waves are applied at once, namespaces and definitions first; part"
                        + " it into Kustomizations with dependsOn where the order matters");
        note(
                notes::different,
                object -> {
                    var options = SyncOptions.of(object);
                    return options.has("Prune", "false")
                            || options.has("Prune", "confirm")
                            || options.has("Delete", "false");
                },
                "that sync options keep need another annotation, kustomize.toolkit.fluxcd.io/prune: disabled");
        note(
                notes::different,
                object -> {
                    var options = SyncOptions.of(object);
                    return options.isOn("Replace") || options.isOn("Force");
                },
                "that sync options replace need another annotation, kustomize.toolkit.fluxcd.io/force: enabled");
        note(
                notes::different,
                has(COMPARISON),
                "with compare-options are compared in full; those whose changes are to stay need"
                        + " kustomize.toolkit.fluxcd.io/ssa: IfNotPresent or Merge");
    }

    private static Predicate<JsonNode> has(String annotation) {
        return object -> !Metadata.of(object).annotationList(annotation).isEmpty();
    }

    private void note(Consumer<String> weight, Predicate<JsonNode> condition, String what) {
        List<String> found =
                objects.stream().filter(condition).map(AnnotatedObjects::named).toList();
        if (!found.isEmpty()) {
            String names = String.join(", ", found.stream().limit(NAMED).toList());
            String more = found.size() > NAMED ? " and " + (found.size() - NAMED) + " more" : "";
            weight.accept("objects " + what + " (" + names + more + ")");
        }
    }

    private static String named(JsonNode object) {
        var metadata = Metadata.of(object);
        return metadata.kind() + " " + (metadata.name().isEmpty() ? metadata.generateName() : metadata.name());
    }
}
