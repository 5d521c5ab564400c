package dev.capstan.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.drift.ValueHash;
import dev.capstan.apply.normalise.Normalised;
import dev.capstan.apply.normalise.Normaliser;
import dev.capstan.apply.normalise.Notice;
import dev.capstan.apply.policy.ObjectPolicy;
import dev.capstan.apply.watch.Expectation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps before anything is sent: checks that need no cluster, normalising, labels, and how each kind is served. */
final class ObjectPreparation {

    /** A prepared object, or why it cannot be. */
    sealed interface Prepared {}

    record Ready(PreparedObject object, List<Notice> notices) implements Prepared {}

    record Impossible(ApplyFailure failure) implements Prepared {}

    private final ResourceCatalog catalog;
    private final Normaliser normaliser;

    ObjectPreparation(ResourceCatalog catalog, Normaliser normaliser) {
        this.catalog = catalog;
        this.normaliser = normaliser;
    }

    /** What is wrong with the request as a whole. */
    static List<ManifestProblem> problems(ApplyRequest request) {
        Map<ObjectId, Manifest> seen = new HashMap<>();
        List<ManifestProblem> problems = new ArrayList<>();
        for (FieldIgnoreRule rule : request.ignoreRules()) {
            rule.malformed()
                    .forEach(pointer -> problems.add(new ManifestProblem(
                            SourcePosition.unknown(),
                            "'" + pointer + "' of the ignore rules is not a JSON pointer",
                            "Write it as /spec/replicas.")));
        }
        for (Manifest manifest : request.manifests()) {
            Manifest earlier = seen.putIfAbsent(manifest.id(), manifest);
            if (earlier != null) {
                String where = earlier.origin().isKnown() ? " (first in " + earlier.origin() + ")" : "";
                problems.add(new ManifestProblem(
                        manifest.origin(),
                        manifest.id().display() + " is defined twice" + where,
                        "Remove one of the two, or give it another name."));
            }
        }
        return problems;
    }

    Prepared prepare(Manifest manifest, ApplyRequest request) {
        return switch (catalog.find(manifest.kind())) {
            case ResourceCatalog.Served served -> prepare(manifest, served.type(), request);
            case ResourceCatalog.NotServed _ ->
                new Impossible(new ApplyFailure.KindNotServed(manifest.id(), manifest.kind(), manifest.origin()));
            case ResourceCatalog.Undecided undecided ->
                new Impossible(new ApplyFailure.ClusterUnavailable(
                        "discovery: " + undecided.why(),
                        java.time.Duration.ZERO,
                        java.util.Optional.of(manifest.id())));
        };
    }

    private Prepared prepare(Manifest manifest, ResourceType type, ApplyRequest request) {
        if (type.isNamespaced() && manifest.id().namespace().isEmpty()) {
            return new Impossible(new ApplyFailure.NamespaceNotSpecified(manifest.id(), manifest.origin()));
        }
        Normalised normalised = normaliser.normalise(manifest);
        ObjectNode content = normalised.content();
        if (!type.isNamespaced()) {
            // A namespace for the whole set also lands on cluster-scoped objects of kinds that a build does not know.
            content.withObject("/metadata").remove("namespace");
        }
        label(content, request.owner());
        ObjectPolicy policy = request.profile().policy().of(content);
        List<String> ignored = request.ignoreRules().stream()
                .filter(rule -> rule.target().test(manifest))
                .flatMap(rule -> rule.pointers().stream())
                .distinct()
                .toList();
        ObjectRef ref = type.object(manifest.id());
        Expectation expectation = new Expectation(
                request.owner(),
                ValueHash.of(content),
                ignored,
                policy.ssa() == ObjectPolicy.Ssa.MERGE,
                request.revision());
        return new Ready(
                new PreparedObject(manifest, content, ref, policy, ignored, expectation), normalised.notices());
    }

    private static void label(ObjectNode content, Owner owner) {
        ObjectNode metadata = content.withObject("/metadata");
        ObjectNode labels =
                metadata.get("labels") instanceof ObjectNode existing ? existing : metadata.putObject("labels");
        labels.put(owner.nameLabel(), owner.name());
        labels.put(owner.namespaceLabel(), owner.namespace());
    }
}
