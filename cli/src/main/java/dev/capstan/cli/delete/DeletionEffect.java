package dev.capstan.cli.delete;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.apply.ObjectId;
import dev.capstan.cli.cluster.ToolkitObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes, and what stays, when an object is deleted. */
final class DeletionEffect {

    private static final int NAMED_AT_MOST = 20;

    private DeletionEffect() {}

    /** Lines for people; none when nothing but the object goes. */
    static List<String> of(ToolkitObject object) {
        return switch (object.kind()) {
            case KUSTOMIZATION -> ofKustomization(object);
            case HELM_RELEASE -> ofRelease(object);
            case GIT_REPOSITORY, OCI_REPOSITORY, BUCKET, HELM_REPOSITORY, HELM_CHART ->
                List.of("Its artifact goes. What was applied from it stays, and what uses it is not ready any more.");
            case SEALED_SECRET -> List.of("The Secret that was unsealed from it goes with it.");
            case ARTIFACT_GENERATOR -> List.of("The ExternalArtifacts that it made go with it.");
            case APPLICATION -> ofApplication(object);
            default -> List.of();
        };
    }

    private static List<String> ofApplication(ToolkitObject object) {
        boolean goes = object.resource().getFinalizers().stream()
                .anyMatch(finalizer -> finalizer.startsWith("resources-finalizer.argocd.argoproj.io"));
        return List.of(
                goes
                        ? "The %d objects that it applied are deleted with it.".formatted(object.inventorySize())
                        : "The %d objects that it applied stay: it has no finalizer resources-finalizer.argocd.argoproj.io."
                                .formatted(object.inventorySize()));
    }

    private static List<String> ofKustomization(ToolkitObject object) {
        String policy = object.text("spec", "deletionPolicy").orElse("MirrorPrune");
        boolean isPruned = "true".equals(object.text("spec", "prune").orElse("false"));
        boolean goes = policy.equals("Delete")
                || policy.equals("WaitForTermination")
                || (policy.equals("MirrorPrune") && isPruned);
        List<String> inventory = inventory(object);
        if (inventory.isEmpty()) {
            return List.of("Nothing was applied by it.");
        }
        if (object.isSuspended()) {
            return List.of("It is suspended, so the %s that it applied stay%s."
                    .formatted(objects(inventory), inventory.size() == 1 ? "s" : ""));
        }
        if (!goes) {
            return List.of("The %d objects that it applied stay: %s."
                    .formatted(inventory.size(), isPruned ? "its deletionPolicy is " + policy : "it does not prune"));
        }
        List<String> lines = new ArrayList<>();
        lines.add("The %s that it applied %s deleted with it%s:"
                .formatted(
                        objects(inventory),
                        inventory.size() == 1 ? "is" : "are",
                        policy.equals("WaitForTermination") ? ", and it goes when they are gone" : ""));
        inventory.stream().limit(NAMED_AT_MOST).map("  "::concat).forEach(lines::add);
        if (inventory.size() > NAMED_AT_MOST) {
            lines.add("  and %d more".formatted(inventory.size() - NAMED_AT_MOST));
        }
        if (inventory.stream().anyMatch(line -> line.startsWith(ToolkitKind.KUSTOMIZATION.kind() + "/"))) {
            lines.add("What the Kustomizations among them applied goes by the same rules.");
        }
        return lines;
    }

    private static String objects(List<String> inventory) {
        return inventory.size() == 1 ? "object" : inventory.size() + " objects";
    }

    private static List<String> inventory(ToolkitObject object) {
        return object.field("status", "inventory", "entries") instanceof List<?> entries
                ? entries.stream()
                        .map(entry -> entry instanceof Map<?, ?> map ? String.valueOf(map.get("id")) : "")
                        .map(id -> ObjectId.parse(id).map(ObjectId::display).orElse(id))
                        .toList()
                : List.of();
    }

    private static List<String> ofRelease(ToolkitObject object) {
        Optional<String> release = object.field("status", "history") instanceof List<?> history && !history.isEmpty()
                ? Optional.of(history.getFirst())
                        .filter(Map.class::isInstance)
                        .map(newest -> "%s/%s, revision %s"
                                .formatted(
                                        ((Map<?, ?>) newest).get("namespace"),
                                        ((Map<?, ?>) newest).get("name"),
                                        ((Map<?, ?>) newest).get("version")))
                : Optional.empty();
        return release.map(name -> List.of(
                        object.isSuspended()
                                ? "It is suspended, so its release (" + name + ") stays."
                                : "Its release is uninstalled with all its objects: " + name + "."))
                .orElseGet(() -> List.of("It has made no release yet."));
    }
}
