package dev.capstan.application.compare;

import dev.capstan.api.argo.SyncPolicy;
import dev.capstan.application.compare.CompareMemory.Verdict;
import dev.capstan.application.live.LiveObject;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.annotation.SyncWave;
import dev.capstan.argo.compare.ApplicationComparison;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.health.ApplicationHealth;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.tracking.Tracking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares all objects of an Application. Pure but for the question whether other owners are still there; thread-safe. */
public final class Refresh {
    /** What a comparison looks for. */
    public static final Set<ConditionType> EVALUATED = Set.of(
            ConditionType.COMPARISON_ERROR,
            ConditionType.INVALID_SPEC_ERROR,
            ConditionType.SHARED_RESOURCE_WARNING,
            ConditionType.REPEATED_RESOURCE_WARNING,
            ConditionType.EXCLUDED_RESOURCE_WARNING,
            ConditionType.DEPRECATED_FIELD_WARNING,
            ConditionType.IGNORED_SETTING_WARNING);

    /** How the condition begins that says that objects of the cluster are not all known, or not yet. */
    public static final String LIVE_STATE_GAP = "Failed to load live state: ";

    /** More of one type are not shown. */
    private static final int MOST_CONDITIONS = 20;

    private final Comparison comparison;
    private final LivingOwners owners;

    public Refresh(Comparison comparison, LivingOwners owners) {
        this.comparison = comparison;
        this.owners = owners;
    }

    /** How objects are marked. */
    public static Tracking tracking(ArgoSettings settings) {
        return new Tracking(settings.tracking(), settings.instanceLabel(), settings.installationId());
    }

    /** Compares. Nothing that an object holds makes it fail. */
    public ComparedApplication of(RefreshInput input, CompareMemory memory) {
        ComparisonRules rules = memory.begin(input.plane(), input.application());
        ObjectJudge judge = new ObjectJudge(comparison, rules, memory, input.dryRun());
        List<ComparedPair> pairs = pairs(input, judge);
        memory.end();
        Map<ObjectKey, ForeignOwner> foreign = foreign(input, pairs);
        List<String> errors = new ArrayList<>(rules.problems());
        input.gap().or(input.live()::gap).ifPresent(gap -> errors.add(LIVE_STATE_GAP + gap));
        boolean isIncomplete = !errors.isEmpty() || isMarkingFailed(input.targets());
        ApplicationComparison result = ApplicationComparison.of(
                pairs.stream().map(ComparedPair::compared).toList(), context(input, isIncomplete));
        errors.addAll(result.errors());
        List<String> notices = notices(input, rules.warnings());
        return new ComparedApplication(
                shown(input, pairs, result, notices),
                conditions(input, pairs, foreign, errors, notices),
                input.targets(),
                pairs,
                foreign,
                comparison,
                judge.options());
    }

    private static boolean isMarkingFailed(Targets targets) {
        return targets.found().stream().anyMatch(found -> found.type() == ConditionType.COMPARISON_ERROR);
    }

    private List<ComparedPair> pairs(RefreshInput input, ObjectJudge judge) {
        Map<ObjectKey, LiveObject> live = new TreeMap<>();
        input.live().objects().forEach(object -> live.put(object.key(), object));
        Visibility visibility = new Visibility(
                input.instance(),
                input.plane(),
                input.project(),
                input.cluster(),
                input.targets().scopes());
        List<ComparedPair> pairs = new ArrayList<>();
        for (Target target : input.targets().objects()) {
            Optional<LiveObject> found = Optional.ofNullable(live.remove(target.key()));
            Optional<Verdict> verdict = found.map(object -> judge.judge(Optional.of(target), object))
                    .filter(known -> visibility.isPermitted(known.skeleton()));
            pairs.add(
                    verdict.isPresent()
                            ? pair(target.key(), Optional.of(target), found, verdict.get(), visibility, judge)
                            : missing(target, visibility, judge));
        }
        live.forEach((key, object) -> {
            Verdict verdict = judge.judge(Optional.empty(), object);
            if (visibility.isManaged(verdict.skeleton())) {
                pairs.add(pair(key, Optional.empty(), Optional.of(object), verdict, visibility, judge));
            }
        });
        pairs.sort(Comparator.comparing(ComparedPair::key));
        return pairs;
    }

    private static ComparedPair pair(
            ObjectKey key,
            Optional<Target> target,
            Optional<LiveObject> live,
            Verdict verdict,
            Visibility visibility,
            ObjectJudge judge) {
        boolean isSelfReferenced = judge.options()
                .tracking()
                .isSelfReferenced(Optional.of(verdict.skeleton()), target.map(Target::manifest));
        return new ComparedPair(
                key,
                target,
                live,
                Optional.of(verdict.skeleton()),
                verdict.difference(),
                verdict.health(),
                verdict.summary(),
                visibility.isKindPermitted(key),
                isSelfReferenced);
    }

    private static ComparedPair missing(Target target, Visibility visibility, ObjectJudge judge) {
        return new ComparedPair(
                target.key(),
                Optional.of(target),
                Optional.empty(),
                Optional.empty(),
                judge.missing(target),
                Optional.of(Health.MISSING),
                LiveSummary.NONE,
                visibility.isKindPermitted(target.key()),
                true);
    }

    /** What is marked as ours was ours before anybody else could have it. */
    private Map<ObjectKey, ForeignOwner> foreign(RefreshInput input, List<ComparedPair> pairs) {
        Tracking tracking = tracking(input.plane().settings());
        Map<ObjectKey, ForeignOwner> foreign = new LinkedHashMap<>();
        for (ComparedPair pair : pairs) {
            pair.skeleton()
                    .filter(live -> !tracking.owner(live).equals(Optional.of(input.instance())))
                    .flatMap(ForeignOwner::of)
                    .filter(owners::isAlive)
                    .ifPresent(owner -> foreign.put(pair.key(), owner));
        }
        return foreign;
    }

    private static ApplicationComparison.Context context(RefreshInput input, boolean isIncomplete) {
        Map<ObjectKey, Long> waves = new LinkedHashMap<>();
        input.targets().hooks().forEach(hook -> waves.put(ObjectKey.of(hook), SyncWave.of(hook)));
        input.targets().deletionHooks().forEach(hook -> waves.put(ObjectKey.of(hook), SyncWave.of(hook)));
        Optional<SyncPolicy> policy =
                Optional.ofNullable(input.application().spec().syncPolicy());
        SyncOptions options =
                new SyncOptions(policy.map(SyncPolicy::syncOptions).orElse(List.of()));
        boolean isManaged = policy.map(SyncPolicy::managedNamespaceMetadata).isPresent();
        return new ApplicationComparison.Context(
                options,
                isIncomplete,
                isManaged && options.isOn("CreateNamespace")
                        ? input.application().destinationNamespace()
                        : "",
                NamespaceMetadata.hasChanged(input.application()),
                waves);
    }

    private static Refreshed.Compared shown(
            RefreshInput input, List<ComparedPair> pairs, ApplicationComparison result, List<String> notices) {
        Map<ObjectKey, Health> healths = new LinkedHashMap<>();
        pairs.forEach(pair -> pair.health().ifPresent(health -> healths.put(pair.key(), health)));
        Set<DeletionHook> deletionHooks = EnumSet.noneOf(DeletionHook.class);
        for (DeletionHook type : DeletionHook.values()) {
            if (input.targets().deletionHooks().stream().anyMatch(type::isOn)) {
                deletionHooks.add(type);
            }
        }
        return new Refreshed.Compared(
                result,
                healths,
                input.gap().or(input.live()::gap).isPresent()
                        ? ApplicationHealth.afterFailedComparison()
                        : OverallHealth.of(input.application(), pairs),
                input.rendered().revisions(),
                input.rendered().sourceTypes(),
                LiveFacts.of(pairs.stream().map(ComparedPair::summary).toList()),
                deletionHooks,
                notices);
    }

    private static List<String> notices(RefreshInput input, List<String> warnings) {
        List<String> notices = new ArrayList<>(input.rendered().notices());
        notices.addAll(warnings);
        Optional.ofNullable(input.application().spec().syncPolicy())
                .ifPresent(policy -> notices.addAll(new SyncOptions(policy.syncOptions()).problems()));
        return notices.stream().distinct().toList();
    }

    private static Conditions conditions(
            RefreshInput input,
            List<ComparedPair> pairs,
            Map<ObjectKey, ForeignOwner> foreign,
            List<String> errors,
            List<String> notices) {
        List<Condition> found = new ArrayList<>();
        notices.forEach(notice -> found.add(new Condition(ConditionType.IGNORED_SETTING_WARNING, notice)));
        errors.forEach(error -> found.add(new Condition(ConditionType.COMPARISON_ERROR, error)));
        found.addAll(input.targets().found());
        input.rendered()
                .warnings()
                .forEach(warning -> found.add(new Condition(ConditionType.REPEATED_RESOURCE_WARNING, warning)));
        String qualified =
                input.application().namespace() + "/" + input.application().name();
        for (ComparedPair pair : pairs) {
            pair.skeleton()
                    .flatMap(live -> tracking(input.plane().settings()).sharedWith(live, input.instance(), qualified))
                    .ifPresent(warning -> found.add(new Condition(ConditionType.SHARED_RESOURCE_WARNING, warning)));
            if (foreign.containsKey(pair.key())) {
                found.add(new Condition(
                        ConditionType.SHARED_RESOURCE_WARNING,
                        foreign.get(pair.key()).warning(Metadata.of(pair.object()))));
            }
        }
        return new Conditions(EVALUATED, found).limited(MOST_CONDITIONS);
    }
}
