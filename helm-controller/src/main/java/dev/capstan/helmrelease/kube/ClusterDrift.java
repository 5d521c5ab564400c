package dev.capstan.helmrelease.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.apply.Action;
import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.Change;
import dev.capstan.apply.FieldIgnoreRule;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.helm.release.action.ReleaseEngine;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.object.ReleaseMarks;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.drift.DriftedObject;
import dev.capstan.helmrelease.drift.ObjectDifference;
import dev.capstan.helmrelease.run.ReleaseCluster.DriftQuery;
import dev.capstan.kustomizationbuild.ignore.FieldIgnoreRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drift in a cluster. Objects are put back by applying what was released: what the watches know to be as applied costs no request. What
 * is only reported is compared with what an apply would make of it, which is asked of the API server.
 */
final class ClusterDrift {

    private static final String MARK = "helm.toolkit.fluxcd.io/driftDetection";

    private final ApplyTarget target;
    private final ReleaseEngine engine;

    ClusterDrift(ApplyTarget target, ReleaseEngine engine) {
        this.target = target;
        this.engine = engine;
    }

    DriftFinding find(DriftQuery query) {
        String namespace = query.release().namespace();
        return switch (new ManifestText(engine.catalog(), namespace)
                .read("manifest", query.release().manifest())) {
            case ManifestText.Invalid(var failure) -> new DriftFinding.Unknown(failure.message());
            case ManifestText.Objects(var manifests) ->
                switch (FieldIgnoreRules.of(query.ignored(), "spec.driftDetection.ignore")) {
                    case FieldIgnoreRules.Reading.Unusable(var message) -> new DriftFinding.Unknown(message);
                    case FieldIgnoreRules.Reading.Usable(var rules) -> {
                        var marks = new ReleaseMarks(query.release().name(), namespace);
                        List<Manifest> watched =
                                manifests.stream().filter(it -> !isExcluded(it)).toList();
                        watched.forEach(manifest -> marks.put(manifest.content()));
                        yield query.corrects() ? correct(query, watched, rules) : compare(watched, rules);
                    }
                };
        };
    }

    private static boolean isExcluded(Manifest manifest) {
        JsonNode metadata = manifest.content().path("metadata");
        return isDisabled(metadata.path("labels")) || isDisabled(metadata.path("annotations"));
    }

    private static boolean isDisabled(JsonNode values) {
        return values.path(MARK).asText("").equalsIgnoreCase("disabled");
    }

    private DriftFinding correct(DriftQuery query, List<Manifest> manifests, List<FieldIgnoreRule> rules) {
        ApplyOutcome outcome = target.apply(
                ApplyRequest.builder(query.owner(), manifests)
                        .profile(engine.profile())
                        .revision(query.release().chartVersion())
                        .actor(engine.recording().actor())
                        .ignoreRules(rules)
                        .patience(engine.patience())
                        .build(),
                InventoryJournal.none(),
                new Cancellation());
        engine.recording().sink().accept(outcome.record());
        List<DriftedObject> drifted = outcome.changes().changes().stream()
                .filter(change -> change.action().isChange())
                .map(change -> described(change, query.seen()))
                .toList();
        return switch (outcome) {
            case ApplyOutcome.Applied _ ->
                drifted.isEmpty()
                        ? new DriftFinding.Clean()
                        : new DriftFinding.Found(drifted, Optional.of(new DriftFinding.Correction.Corrected()));
            case ApplyOutcome.ApplyFailed failed ->
                drifted.isEmpty() && query.seen().isEmpty()
                        ? new DriftFinding.Unknown(failed.failure().message())
                        : new DriftFinding.Found(
                                drifted.isEmpty() ? seen(query.seen()) : drifted,
                                Optional.of(new DriftFinding.Correction.NotCorrected(
                                        failed.failure().message() + ". "
                                                + failed.failure().advice())));
        };
    }

    private static DriftedObject described(Change change, List<Drift> seen) {
        return change.action() == Action.CREATED
                ? new DriftedObject.Removed(change.id())
                : seen.stream()
                        .filter(drift -> drift.id().equals(change.id()))
                        .reduce((_, later) -> later)
                        .map(ClusterDrift::described)
                        .orElseGet(() -> new DriftedObject.Differs(change.id()));
    }

    private static List<DriftedObject> seen(List<Drift> seen) {
        return seen.stream().map(ClusterDrift::described).distinct().toList();
    }

    private static DriftedObject described(Drift drift) {
        int fields = drift.fields().size();
        return switch (drift.kind()) {
            case DELETED -> new DriftedObject.Removed(drift.id());
            case CHANGED -> new DriftedObject.Changed(drift.id(), 0, fields, 0);
            case ADDED -> new DriftedObject.Changed(drift.id(), 0, 0, fields);
        };
    }

    private DriftFinding compare(List<Manifest> manifests, List<FieldIgnoreRule> rules) {
        var drifted = new ArrayList<DriftedObject>();
        for (Manifest manifest : manifests) {
            Comparison comparison = compare(manifest, rules);
            if (comparison.problem().isPresent()) {
                return new DriftFinding.Unknown(comparison.problem().get());
            }
            comparison.drifted().ifPresent(drifted::add);
        }
        return drifted.isEmpty() ? new DriftFinding.Clean() : new DriftFinding.Found(drifted, Optional.empty());
    }

    private record Comparison(Optional<DriftedObject> drifted, Optional<String> problem) {
        static Comparison same() {
            return new Comparison(Optional.empty(), Optional.empty());
        }

        static Comparison of(DriftedObject drifted) {
            return new Comparison(Optional.of(drifted), Optional.empty());
        }

        static Comparison impossible(ObjectId id, String why) {
            return new Comparison(Optional.empty(), Optional.of(id.display() + ": " + why));
        }
    }

    private Comparison compare(Manifest manifest, List<FieldIgnoreRule> rules) {
        if (!(engine.catalog().find(manifest.kind()) instanceof ResourceCatalog.Served(var type))) {
            return Comparison.of(new DriftedObject.Removed(manifest.id()));
        }
        var ref = new ObjectRef(type, manifest.id().namespace(), manifest.id().name());
        return switch (target.parts().api().get(ref)) {
            case ApiResult.Refused<ObjectNode> refused
            when refused.isNotFound() -> Comparison.of(new DriftedObject.Removed(manifest.id()));
            case ApiResult.Refused<ObjectNode> refused ->
                Comparison.impossible(manifest.id(), "the API server answered " + refused.code());
            case ApiResult.Unreachable<ObjectNode>(var what) -> Comparison.impossible(manifest.id(), what);
            case ApiResult.Ok<ObjectNode>(var live, var _) ->
                isDisabled(live.path("metadata").path("labels"))
                                || isDisabled(live.path("metadata").path("annotations"))
                        ? Comparison.same()
                        : compare(manifest, ref, live, rules);
        };
    }

    private Comparison compare(Manifest manifest, ObjectRef ref, ObjectNode live, List<FieldIgnoreRule> rules) {
        var dryRun = new ClusterApi.ApplyOptions(engine.profile().fieldManager(), true, false);
        return switch (target.parts().api().apply(ref, manifest.content(), dryRun)) {
            case ApiResult.Ok<ObjectNode>(var applied, var _) ->
                ObjectDifference.of(manifest.id(), live, applied, ignored(manifest, rules))
                        .map(Comparison::of)
                        .orElseGet(Comparison::same);
            case ApiResult.Refused<ObjectNode> refused ->
                Comparison.impossible(manifest.id(), "a dry run was refused with code " + refused.code());
            case ApiResult.Unreachable<ObjectNode>(var what) -> Comparison.impossible(manifest.id(), what);
        };
    }

    private static List<String> ignored(Manifest manifest, List<FieldIgnoreRule> rules) {
        return rules.stream()
                .filter(rule -> rule.target().test(manifest))
                .flatMap(rule -> rule.pointers().stream())
                .toList();
    }
}
