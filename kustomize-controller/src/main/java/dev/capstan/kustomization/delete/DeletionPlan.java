package dev.capstan.kustomization.delete;

import dev.capstan.api.kustomize.KustomizationSpec;

/** What a deleted Kustomization asks for. */
public sealed interface DeletionPlan {

    /** The objects stay; the cause is for people. */
    record Keep(String cause) implements DeletionPlan {}

    /** The objects are deleted; nobody waits until they are gone. */
    record Delete() implements DeletionPlan {}

    /** The objects are deleted, and the Kustomization stays until they are gone or the time is up. */
    record DeleteAndWait() implements DeletionPlan {}

    /** The plan for a spec: {@code suspend} comes before the policy, and an absent policy mirrors {@code prune}. */
    static DeletionPlan of(KustomizationSpec spec) {
        if (spec.suspend()) {
            return new Keep("the Kustomization is suspended");
        }
        String policy = spec.deletionPolicy();
        return switch (policy == null ? "" : policy) {
            case "Delete" -> new Delete();
            case "WaitForTermination" -> new DeleteAndWait();
            case "Orphan" -> new Keep("deletionPolicy is Orphan");
            // MirrorPrune, and absent; the API server lets nothing else through.
            default -> spec.prune() ? new Delete() : new Keep("prune is false");
        };
    }
}
