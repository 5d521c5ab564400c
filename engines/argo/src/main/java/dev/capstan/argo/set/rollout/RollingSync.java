package dev.capstan.argo.set.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.plan.ComparableApplication;
import dev.capstan.argo.set.plan.IgnoredFields;
import dev.capstan.argo.set.rollout.AppProgress.Status;
import dev.capstan.argo.set.status.SetCondition;
import dev.capstan.argo.set.status.SetCondition.Type;
import dev.capstan.argo.set.status.SetReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rolling sync of a set: an Application that changes is Waiting, becomes Pending when all steps before its own are Healthy and its step
 * has room, is then asked to sync, is Progressing from the beginning of that sync on, and Healthy once it is synced and healthy.
 */
public final class RollingSync {
    private final JsonNode set;
    private final IgnoredFields ignored;
    private final Instant now;

    /**
     * A look at one set.
     *
     * @param ignored fields of Applications that are left to others
     */
    public RollingSync(JsonNode set, IgnoredFields ignored, Instant now) {
        this.set = set;
        this.ignored = ignored;
        this.now = now;
    }

    /**
     * The next state.
     *
     * @param generated the Applications that should be
     * @param live those that are, of this set
     * @param before how far they were after the last look
     */
    public Rollout next(List<ObjectNode> generated, List<? extends JsonNode> live, List<AppProgress> before) {
        RolloutSteps steps = RolloutSteps.of(set, generated);
        Map<String, JsonNode> wanted = new HashMap<>();
        generated.forEach(application -> wanted.put(nameOf(application), application));
        Map<String, AppProgress> known = new HashMap<>();
        before.forEach(progress -> known.putIfAbsent(progress.application(), progress));
        List<AppProgress> seen = new ArrayList<>();
        for (JsonNode application : live) {
            AppState state = new AppState(application);
            AppProgress last = Optional.ofNullable(known.get(state.name())).orElseGet(() -> unknown(state));
            seen.add(look(
                    last.inStep(steps.number(state.name())), state, Optional.ofNullable(wanted.get(state.name()))));
        }
        Set<String> turn = whoseTurn(steps, seen);
        List<AppProgress> after = promoted(steps, seen, turn);
        return new Rollout(after, asked(generated, after, turn), conditions(steps, after));
    }

    private AppProgress unknown(AppState state) {
        return new AppProgress(state.name(), Status.WAITING, -1, state.revisions(), "", Optional.empty())
                .got(Status.WAITING, "It was not in the status of the set yet", now);
    }

    private AppProgress look(AppProgress known, AppState state, Optional<JsonNode> wanted) {
        boolean isNewRevision = !known.targetRevisions().equals(state.revisions());
        boolean isNewSpec = wanted.filter(it -> !hasSameSpec(it, state)).isPresent();
        AppProgress current = known;
        if (isNewRevision || isNewSpec) {
            String what =
                    isNewRevision && isNewSpec ? " (revision and spec differ)" : isNewSpec ? " (spec differs)" : "";
            current = known.towards(state.revisions()).got(Status.WAITING, "There are changes to roll out" + what, now);
        }
        return switch (current.status()) {
            case WAITING -> waiting(current, state);
            case PENDING -> pending(current, state);
            case PROGRESSING ->
                state.isHealthy() && state.isSynced()
                        ? current.got(Status.HEALTHY, "It is synced and healthy", now)
                        : current;
            case HEALTHY -> current;
        };
    }

    private boolean hasSameSpec(JsonNode wanted, AppState state) {
        return ComparableApplication.haveSameSpec(
                RollingOperation.withoutAutomation(wanted), state.application(), ignored);
    }

    private AppProgress waiting(AppProgress current, AppState state) {
        if (!state.isSynced()) {
            return current;
        }
        Status status = state.isHealthy() ? Status.HEALTHY : Status.PROGRESSING;
        return current.got(status, state.isHealthy() ? "It is synced and healthy" : "It is synced", now);
    }

    private AppProgress pending(AppProgress current, AppState state) {
        if (state.isSyncedSince(current.lastTransitionTime())) {
            String what = state.hasSyncSucceeded()
                    ? "Its sync has succeeded"
                    : state.isSyncCompleted() ? "Its sync has ended" : "Its sync has begun";
            return current.got(Status.PROGRESSING, what, now);
        }
        return state.hasError() && state.isComparedSince(current.lastTransitionTime())
                ? current.got(Status.PROGRESSING, "It has an error that keeps it from being synced", now)
                : current;
    }

    /** The Applications of all steps up to the first one that is not complete. */
    private static Set<String> whoseTurn(RolloutSteps steps, List<AppProgress> seen) {
        Set<String> healthy = new HashSet<>();
        seen.stream()
                .filter(progress -> progress.status() == Status.HEALTHY)
                .forEach(progress -> healthy.add(progress.application()));
        Set<String> turn = new HashSet<>();
        for (List<String> members : steps.members()) {
            turn.addAll(members);
            if (!healthy.containsAll(members)) {
                break;
            }
        }
        return turn;
    }

    private List<AppProgress> promoted(RolloutSteps steps, List<AppProgress> seen, Set<String> turn) {
        int[] underWay = new int[steps.count()];
        int[] total = new int[steps.count()];
        for (AppProgress progress : seen) {
            steps.stepOf(progress.application()).ifPresent(step -> {
                total[step]++;
                underWay[step] += progress.isUnderWay() ? 1 : 0;
            });
        }
        List<AppProgress> after = new ArrayList<>();
        for (AppProgress progress : seen) {
            Optional<Integer> step = steps.stepOf(progress.application());
            boolean mayGo = progress.status() == Status.WAITING
                    && turn.contains(progress.application())
                    && step.filter(it -> underWay[it] < steps.mostUnderWay(it, total[it]))
                            .isPresent();
            if (mayGo) {
                step.ifPresent(it -> underWay[it]++);
            }
            after.add(
                    mayGo
                            ? progress.got(Status.PENDING, "Its turn has come, and its sync is asked for", now)
                            : progress);
        }
        return after;
    }

    private static List<ObjectNode> asked(List<ObjectNode> generated, List<AppProgress> progress, Set<String> turn) {
        Set<String> pending = new HashSet<>();
        progress.stream()
                .filter(it -> it.status() == Status.PENDING && turn.contains(it.application()))
                .forEach(it -> pending.add(it.application()));
        return generated.stream()
                .map(application -> pending.contains(nameOf(application))
                        ? RollingOperation.withSync(application)
                        : RollingOperation.withoutAutomation(application))
                .toList();
    }

    private List<SetCondition> conditions(RolloutSteps steps, List<AppProgress> progress) {
        Optional<Integer> unfinished = progress.stream()
                .filter(it -> it.step() > 0 && it.status() != Status.HEALTHY)
                .map(AppProgress::step)
                .min(Integer::compare);
        SetCondition rollout = unfinished
                .map(step -> SetCondition.of(
                        Type.ROLLOUT_PROGRESSING,
                        true,
                        SetReason.MODIFIED.wireName(),
                        "Step " + step + " of the rollout is under way"))
                .orElse(SetCondition.of(
                        Type.ROLLOUT_PROGRESSING,
                        false,
                        SetReason.ROLLOUT_COMPLETE.wireName(),
                        "All steps of the rollout are done"));
        SetCondition config = steps.issues()
                .message()
                .map(issue ->
                        SetCondition.of(Type.INVALID_ROLLOUT_CONFIG, true, SetReason.ROLLOUT_INVALID.wireName(), issue))
                .orElse(SetCondition.of(
                        Type.INVALID_ROLLOUT_CONFIG,
                        false,
                        SetReason.ROLLOUT_VALID.wireName(),
                        "The steps of the rollout are valid"));
        return List.of(config, rollout);
    }

    private static String nameOf(JsonNode application) {
        return Fields.text(application.path("metadata"), "name");
    }
}
