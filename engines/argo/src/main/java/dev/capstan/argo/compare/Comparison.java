package dev.capstan.argo.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.builtin.BuiltInKinds;
import dev.capstan.argo.compare.builtin.BuiltInType;
import dev.capstan.argo.compare.builtin.Defaults;
import dev.capstan.argo.compare.merge.AppliedMerge;
import dev.capstan.argo.compare.merge.JsonMerge;
import dev.capstan.argo.compare.merge.MutationFilter;
import dev.capstan.argo.compare.merge.StrategicMerge;
import dev.capstan.argo.compare.merge.TrustedManagers;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a live object with its manifest: it predicts what an apply would make of the live object, and looks whether
 * that is another one. Fields that only the live object has are no difference, unless they were applied before. Pure and
 * thread-safe; the given trees stay as they are.
 */
public final class Comparison {

    private static final String SYNC_OPTIONS = "argocd.argoproj.io/sync-options";

    private final BuiltInKinds kinds;
    private final Defaults defaults;
    private final Normalisation normalisation;
    private final AppliedMerge appliedMerge;

    public Comparison(BuiltInKinds kinds, Defaults defaults) {
        this.kinds = kinds;
        this.defaults = defaults;
        this.normalisation = new Normalisation(kinds);
        this.appliedMerge = new AppliedMerge(defaults);
    }

    /** A comparison with the tables that are part of this library. */
    public static Comparison load() {
        return new Comparison(BuiltInKinds.load(), Defaults.load());
    }

    /** The two sides of a comparison, each a copy that may be changed. */
    private record Sides(ObjectNode manifest, ObjectNode live) {}

    /** Something that ends a comparison. */
    private static final class Uncomparable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        private Uncomparable(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    /**
     * Compares by predicting kubectl's apply, or server-side apply where the options or the manifest ask for it.
     *
     * @param target the manifest, marked and with its namespace; empty when the sources do not have the object
     * @param live empty when the cluster does not have it
     */
    public Difference compare(Optional<ObjectNode> target, Optional<ObjectNode> live, CompareOptions options) {
        try {
            if (target.isEmpty() || live.isEmpty()) {
                return oneSided(target, live, options);
            }
            Sides sides = sides(target.get(), live.get(), options);
            boolean isServerSide = options.serverSideApply()
                    || Metadata.of(sides.manifest())
                            .annotationList(SYNC_OPTIONS)
                            .contains("ServerSideApply=true");
            return isServerSide ? structured(sides, options) : threeWay(sides, options);
        } catch (Uncomparable problem) {
            return new Difference.Failed(problem.why);
        }
    }

    /**
     * Compares the result of a server-side dry run with the live object.
     *
     * @param result what the API server would make of it
     */
    public Difference compareDryRun(ObjectNode result, ObjectNode live, CompareOptions options) {
        try {
            ObjectNode current = copy(live);
            ObjectNode predicted = copy(result);
            if (options.ignoreMutationWebhooks()) {
                predicted = MutationFilter.apply(predicted, current, options.manager())
                        .orElseThrow(() -> new Uncomparable("the dry run of "
                                + ObjectKey.of(live).display() + " does not say which fields "
                                + options.manager() + " owns; without ignoring webhooks it can be compared"));
            }
            current = normalised(normalisation.stored(current), options);
            predicted = normalised(normalisation.stored(predicted), options);
            withoutBookkeeping(current);
            withoutBookkeeping(predicted);
            return compared(predicted, current);
        } catch (Uncomparable problem) {
            return new Difference.Failed(problem.why);
        }
    }

    /** What came of leaving fields as they are in the cluster. */
    public sealed interface Respected {
        /** @param manifest what to apply */
        record Manifest(ObjectNode manifest) implements Respected {}

        record Failed(String message) implements Respected {}
    }

    /**
     * The manifest to apply when ignored differences are respected ({@code RespectIgnoreDifferences=true}): ignored fields
     * have their live values.
     */
    public Respected respectIgnored(ObjectNode target, ObjectNode live, CompareOptions options) {
        try {
            ObjectNode manifest = copy(target);
            ObjectNode current = copy(live);
            Optional<String> problem = options.ignore().keepLive(manifest, current);
            if (problem.isPresent()) {
                return new Respected.Failed(problem.get());
            }
            Set<String> managers = options.ignore().managers(ObjectKey.of(current));
            if (!managers.isEmpty()) {
                TrustedManagers.adopt(managers, manifest, current);
            }
            return new Respected.Manifest(manifest);
        } catch (Uncomparable problem) {
            return new Respected.Failed(problem.why);
        }
    }

    private Difference oneSided(Optional<ObjectNode> target, Optional<ObjectNode> live, CompareOptions options)
            throws Uncomparable {
        if (target.isPresent()) {
            ObjectNode manifest = normalised(normalisation.stored(copy(target.get())), options);
            return new Difference.Compared(true, Optional.empty(), Optional.of(manifest));
        }
        Optional<ObjectNode> current = live.isPresent()
                ? Optional.of(normalised(normalisation.stored(copy(live.get())), options))
                : Optional.empty();
        return new Difference.Compared(false, current, Optional.empty());
    }

    private Sides sides(ObjectNode target, ObjectNode live, CompareOptions options) throws Uncomparable {
        ObjectNode manifest = copy(target);
        ObjectNode current = copy(live);
        options.tracking().smoothMigration(manifest, current);
        Set<String> managers = options.ignore().managers(ObjectKey.of(current));
        if (!managers.isEmpty()) {
            TrustedManagers.release(managers, manifest, current);
        }
        return new Sides(
                normalised(normalisation.stored(manifest), options),
                normalised(normalisation.stored(current), options));
    }

    private Difference threeWay(Sides sides, CompareOptions options) throws Uncomparable {
        ObjectNode manifest = withoutNamespace(sides.manifest());
        Optional<ObjectNode> lastApplied = LastApplied.of(sides.live());
        ObjectNode applied =
                lastApplied.isPresent() ? withoutNamespace(normalised(lastApplied.get(), options)) : manifest;
        Optional<BuiltInType> type = kinds.find(manifest);
        if (type.isEmpty()) {
            return compared(JsonMerge.predict(applied, manifest, sides.live()), sides.live());
        }
        ObjectNode predicted = StrategicMerge.predict(type.get(), applied, manifest, sides.live());
        defaults.complete(type.get(), predicted);
        defaults.complete(type.get(), sides.live());
        return compared(predicted, sides.live());
    }

    private Difference structured(Sides sides, CompareOptions options) {
        Optional<BuiltInType> type = kinds.find(sides.manifest());
        ObjectNode predicted = appliedMerge.predict(type, sides.manifest(), sides.live(), options.manager());
        ObjectNode live = sides.live();
        LastApplied.removeFrom(predicted);
        LastApplied.removeFrom(live);
        type.ifPresent(known -> {
            defaults.complete(known, predicted);
            defaults.complete(known, live);
        });
        return compared(predicted, live);
    }

    private static Difference compared(ObjectNode predicted, ObjectNode live) {
        return new Difference.Compared(!predicted.equals(live), Optional.of(live), Optional.of(predicted));
    }

    private ObjectNode normalised(ObjectNode object, CompareOptions options) throws Uncomparable {
        normalisation.normalise(object, options.ignoreAggregatedRoles());
        Optional<String> problem = options.ignore().removeFrom(object);
        if (problem.isPresent()) {
            throw new Uncomparable(problem.get() + "; make the expression simpler");
        }
        return object;
    }

    private static ObjectNode copy(ObjectNode object) throws Uncomparable {
        return CanonicalTree.of(object)
                .orElseThrow(() -> new Uncomparable(ObjectKey.of(object).display() + " is nested deeper than "
                        + CanonicalTree.DEEPEST + " levels, so it is not compared"));
    }

    /** A manifest need not name the namespace that it is applied to, and an empty map of annotations says nothing. */
    private static ObjectNode withoutNamespace(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("namespace");
            JsonNode annotations = metadata.path("annotations");
            if (annotations.isNull() || (annotations.isObject() && annotations.isEmpty())) {
                metadata.remove("annotations");
            }
        }
        return copy;
    }

    private static void withoutBookkeeping(ObjectNode object) {
        if (object.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
            metadata.remove("resourceVersion");
        }
        LastApplied.removeFrom(object);
    }
}
