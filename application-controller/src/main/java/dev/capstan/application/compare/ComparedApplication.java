package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.sync.SyncCandidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An Application that was compared: what its status shows, and what a sync of it is made of. */
public final class ComparedApplication {
    private final Refreshed.Compared shown;
    private final Conditions conditions;
    private final Targets targets;
    private final List<ComparedPair> pairs;
    private final Map<ObjectKey, ForeignOwner> foreign;
    private final Comparison comparison;
    private final CompareOptions options;

    ComparedApplication(
            Refreshed.Compared shown,
            Conditions conditions,
            Targets targets,
            List<ComparedPair> pairs,
            Map<ObjectKey, ForeignOwner> foreign,
            Comparison comparison,
            CompareOptions options) {
        this.shown = shown;
        this.conditions = conditions;
        this.targets = targets;
        this.pairs = List.copyOf(pairs);
        this.foreign = Map.copyOf(foreign);
        this.comparison = comparison;
        this.options = options;
    }

    /** What the status shows. */
    public Refreshed.Compared shown() {
        return shown;
    }

    /** All that was found. */
    public Conditions conditions() {
        return conditions;
    }

    /** What the sources want. */
    public Targets targets() {
        return targets;
    }

    /**
     * The objects for a sync; live ones are unpacked.
     *
     * @param isSynced which objects are synced; of others no more than the skeleton is given
     * @param respectsIgnored whether ignored fields keep their live values
     */
    public List<SyncCandidate> candidates(Predicate<ObjectKey> isSynced, boolean respectsIgnored) {
        return pairs.stream()
                .map(pair -> {
                    if (!isSynced.test(pair.key())) {
                        return pair.candidate(false);
                    }
                    return respectsIgnored ? pair.respectingCandidate(comparison, options) : pair.candidate(true);
                })
                .toList();
    }

    /**
     * The objects as they may be shown; unpacked and compared again, one after the other.
     *
     * @param annotations whose values in Secrets are masked as well
     */
    public Stream<ManagedObject> managed(Set<String> annotations) {
        return pairs.stream().map(pair -> ManagedObject.of(pair, comparison, options, annotations));
    }

    /** Whether all that is out of sync is in no source any more and going already, so that there is nothing to do but wait. */
    public boolean isOnlyLeaving() {
        Map<ObjectKey, ComparedPair> byKey = new HashMap<>();
        pairs.forEach(pair -> byKey.put(pair.key(), pair));
        List<ResourceStatus> different = shown.comparison().resources().stream()
                .filter(line -> line.status().equals(Optional.of(SyncStatus.OUT_OF_SYNC)))
                .toList();
        return !different.isEmpty()
                && different.stream()
                        .allMatch(line -> Optional.ofNullable(byKey.get(line.key()))
                                .filter(pair -> pair.target().isEmpty()
                                        && Metadata.of(pair.object()).isDeleting())
                                .isPresent());
    }

    /** In which fields an object differs from its manifest, the first ones, as paths without values; none where that cannot be told. */
    public List<String> differentFields(ObjectKey key) {
        return pairs.stream()
                .filter(pair -> pair.key().equals(key))
                .findFirst()
                .map(pair -> pair.differentFields(comparison, options))
                .orElse(List.of());
    }

    /** Manifests of hooks that syncs run, with marks and namespace. */
    public List<ObjectNode> hooks() {
        return targets.hooks();
    }

    /** Scopes of kinds, those included whose definitions are among the manifests. */
    public BiFunction<String, String, Scope> scopes() {
        return targets.scopes();
    }

    /** Why a sync must not touch an object, because somebody else applies it. */
    public Optional<String> foreignRefusal(ObjectNode object) {
        return Optional.ofNullable(foreign.get(ObjectKey.of(object))).map(owner -> owner.refusal(Metadata.of(object)));
    }
}
