package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What an Application says that no field of Flux says, and what to do instead. */
final class Unmapped {
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry(
                    "Validate=false",
                    "there is no apply without validation; correct the manifests that the server refuses"),
            Map.entry(
                    "Replace=true",
                    "objects are applied by the server, not replaced; spec.force makes those anew whose immutable fields change"),
            Map.entry("Force=true", "spec.force makes objects anew whose immutable fields change"),
            Map.entry(
                    "Prune=false", "annotate objects that must stay with kustomize.toolkit.fluxcd.io/prune: disabled"),
            Map.entry(
                    "Prune=confirm",
                    "nobody is asked; annotate objects with kustomize.toolkit.fluxcd.io/prune: disabled"),
            Map.entry("Delete=false", "spec.deletionPolicy: Orphan leaves all objects of a Kustomization"),
            Map.entry("Delete=confirm", "nobody is asked; spec.deletionPolicy: Orphan leaves all objects"),
            Map.entry(
                    "PrunePropagationPolicy=orphan",
                    "what is pruned is deleted with what belongs to it, in the background"),
            Map.entry(
                    "RespectIgnoreDifferences=true",
                    "fields in ignore rules stay as they are in the cluster in any case"),
            Map.entry(
                    "FailOnSharedResource=true",
                    "two Kustomizations with one object fight for it in Flux; this toolkit says who owns it, if the other is an Application"));
    private static final Set<String> NEED_NOTHING = Set.of(
            "CreateNamespace=true",
            "ServerSideApply=true",
            "ServerSideApply=false",
            "ClientSideApplyMigration=true",
            "ApplyOutOfSyncOnly=true",
            "PruneLast=true",
            "Validate=true",
            "SkipDryRunOnMissingResource=true",
            "PrunePropagationPolicy=foreground",
            "PrunePropagationPolicy=background");

    private final JsonNode application;
    private final Notes notes;

    Unmapped(JsonNode application, Notes notes) {
        this.application = application;
        this.notes = notes;
    }

    /** @param parent the Application that applies this one */
    void note(ProjectFacts project, int parts, Optional<String> parent) {
        options();
        automation();
        project(project);
        resources();
        annotations();
        owner();
        parent.ifPresent(name -> notes.todo("the Application " + name + " applies it, and would make it again. Take the"
                + " finalizers out of its manifest first, and the manifest when that is synced: an Application that is pruned"
                + " with its finalizer takes all its objects along"));
        JsonNode spec = application.path("spec");
        if (!Fields.elements(spec, "info").isEmpty()) {
            notes.different("info has no counterpart; write it into annotations");
        }
        if (parts > 1) {
            notes.different(
                    "its sources become " + parts + " objects, which are applied one beside the other; an object"
                            + " that two of them have would be fought over: dependsOn gives an order");
        }
    }

    private void options() {
        SyncPolicy.of(application).options().options().forEach(option -> {
            if (OPTIONS.containsKey(option)) {
                notes.different("the sync option " + option + ": " + OPTIONS.get(option));
            } else if (!NEED_NOTHING.contains(option) && !option.endsWith("=false")) {
                notes.different("the sync option " + option + " has no counterpart");
            }
        });
    }

    private void automation() {
        SyncPolicy policy = SyncPolicy.of(application);
        if (policy.isSkipped()) {
            notes.different("nobody reconciles it (skip-reconcile), so what takes its place is suspended");
        } else if (!policy.isAutomated()) {
            notes.different(
                    "it is synced by hand; Flux has no such thing, so what takes its place is suspended: resume it"
                            + " for good, or for each sync");
        } else if (!policy.healsItself()) {
            notes.different("selfHeal is off; a Kustomization undoes manual changes every interval");
        }
        if (application.path("spec").path("syncPolicy").path("retry").isObject()) {
            notes.different("retry: a Kustomization tries again for ever, every retryInterval; a HelmRelease by"
                    + " install.remediation and upgrade.remediation");
        }
    }

    private void project(ProjectFacts project) {
        if (project.hasWindows()) {
            notes.different("the sync windows of the project " + project.name()
                    + " have no counterpart; suspend and resume at these times, for example by a CronJob");
        }
        if (!project.name().equals("default")) {
            notes.different("the project " + project.name() + " permits repositories, destinations and kinds; with Flux"
                    + " RBAC does: name an account with the team's rights in serviceAccountName");
        }
    }

    /** What the last sync has noted of hooks and waves. */
    private void resources() {
        List<JsonNode> resources = Fields.elements(application.path("status"), "resources");
        if (any(resources, resource -> Fields.isTrue(resource, "hook"))) {
            notes.different(
                    "it has hooks; a Kustomization applies them as plain objects. Put Jobs that come before into"
                            + " a Kustomization that others name in dependsOn, or into a chart");
        }
        if (any(resources, resource -> resource.path("syncWave").asInt(0) != 0)) {
            notes.different(
                    "it has waves; a Kustomization applies namespaces and definitions first and then everything."
                            + " Part it into Kustomizations with dependsOn where the order matters");
        }
        if (any(resources, resource -> Fields.text(resource, "kind").equals("Application"))) {
            notes.different(
                    "it makes Applications, which are still Applications when a Kustomization makes them; propose"
                            + " objects for these, too, and take the finalizers out of their manifests before you put the"
                            + " objects into Git in their place: an Application that is pruned with its finalizer takes"
                            + " all its objects along");
        }
    }

    private static boolean any(List<JsonNode> resources, Predicate<JsonNode> condition) {
        return resources.stream().anyMatch(condition);
    }

    private void annotations() {
        Set<String> keys =
                Fields.entries(application.path("metadata"), "annotations").keySet();
        if (keys.stream().anyMatch(key -> key.startsWith("notifications.argoproj.io/"))) {
            notes.different(
                    "subscriptions to notifications: make an Alert whose eventSources name what takes its place");
        }
        if (keys.stream().anyMatch(key -> key.startsWith("argocd-image-updater.argoproj.io/"))) {
            notes.different("Argo CD Image Updater does not write to objects of Flux; ImagePolicy and"
                    + " ImageUpdateAutomation take its place");
        }
    }

    private void owner() {
        for (JsonNode owner : Fields.elements(application.path("metadata"), "ownerReferences")) {
            if (Fields.text(owner, "kind").equals("ApplicationSet")) {
                notes.todo("it is made by the ApplicationSet " + Fields.text(owner, "name")
                        + ", which has no counterpart and would make it again: set preserveResourcesOnDeletion in its"
                        + " syncPolicy, and when its Applications have no finalizer any more, take it away with"
                        + " kubectl delete --cascade=orphan; keep what is proposed in Git");
            }
        }
    }
}
