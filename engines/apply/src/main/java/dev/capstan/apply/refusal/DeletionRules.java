package dev.capstan.apply.refusal;

import java.util.List;

/** Refusals that mean something else, or ask for something else, when an object was to be deleted. */
final class DeletionRules {

    private static final String POLICY =
            "Do what the policy asks for before a deletion, or have it changed. An object that is"
                    + " to stay says so itself: annotation kustomize.toolkit.fluxcd.io/prune: disabled.";
    private static final String BY_ITSELF = "Nothing to do in Git: it is tried again.";

    private DeletionRules() {}

    static List<Refusal.Rule> all() {
        return List.of(
                AdmissionRules.policy(POLICY),
                AdmissionRules.webhook(POLICY),
                Refusal.Rule.on(
                        "this namespace may not be deleted",
                        (_, _) -> new Explanation("Kubernetes never deletes this namespace", BY_ITSELF)),
                Refusal.Rule.on(
                        "object (?:has|might have) been modified|Precondition failed: (?:UID|resourceVersion)|uid mismatch",
                        (_, _) -> new Explanation(
                                "somebody else changed the object at the same time, again and again",
                                "Look who else writes it (metadata.managedFields). " + BY_ITSELF)),
                Refusal.Rule.on(
                        "does not allow this method",
                        (refusal, _) -> new Explanation(
                                "objects of the kind " + refusal.id().kind() + " cannot be deleted",
                                "Let the object stay: annotation kustomize.toolkit.fluxcd.io/prune: disabled.")));
    }
}
