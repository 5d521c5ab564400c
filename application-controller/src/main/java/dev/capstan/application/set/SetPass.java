package dev.capstan.application.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.set.SetLearning.Learned;
import dev.capstan.application.set.SetOutcome.Next;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.ApplicationSets;
import dev.capstan.argo.set.plan.GeneratedApplications;
import dev.capstan.argo.set.plan.IgnoredFields;
import dev.capstan.argo.set.plan.Ownership;
import dev.capstan.argo.set.plan.SetPlan;
import dev.capstan.argo.set.plan.SetPlanner;
import dev.capstan.argo.set.rollout.RollingSync;
import dev.capstan.argo.set.rollout.Rollout;
import dev.capstan.argo.set.rollout.RolloutSteps;
import dev.capstan.argo.set.status.SetCondition;
import dev.capstan.argo.set.status.SetConditions;
import dev.capstan.argo.set.status.SetReason;
import dev.capstan.argo.set.status.SetResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One pass over an ApplicationSet: generate its Applications, check them, move a rollout on, plan, write, and say how it went. When
 * generators fail nothing is written at all; when one Application is wrong, the others are written.
 */
public final class SetPass {
    private final SetLearning learning;
    private final SetRules rules;
    private final SetWrites writes;
    private final Consumer<SetState> interim;

    /**
     * A pass over one set.
     *
     * @param interim is given what the status must remember before Applications are written; after a crash in between, a sync would be asked
     *     for twice otherwise
     */
    public SetPass(
            ApplicationSets sets,
            SetQuestions questions,
            SetRules rules,
            ApplicationForm form,
            SetWrites writes,
            Consumer<SetState> interim) {
        this.learning = new SetLearning(sets, questions, form);
        this.rules = rules;
        this.writes = writes;
        this.interim = interim;
    }

    /** Carries it out. */
    public SetOutcome run(SetPassInput input) {
        return switch (learning.learn(
                input.set(), input.knowledge(), input.clusters().facts(), input.now())) {
            case Learned.Failed(var reason, var message, var mayPass, var knowledge) ->
                stopped(input, new SetProblem(reason, message), false, mayPass, knowledge);
            case Learned.Generated(var applications, var knowledge) ->
                switch (IgnoredFields.of(input.set())) {
                    case IgnoredFields.Read.Refused(String problem) ->
                        stopped(input, new SetProblem(SetReason.ERROR_OCCURRED, problem), true, false, knowledge);
                    case IgnoredFields.Read.Usable(IgnoredFields ignored) ->
                        generated(input, applications, ignored, knowledge);
                };
        };
    }

    private static SetOutcome stopped(
            SetPassInput input, SetProblem problem, boolean isGenerated, boolean mayPass, SetKnowledge knowledge) {
        boolean isRolling = RolloutSteps.areIn(input.set());
        List<SetCondition> conditions = SetConditions.failed(
                input.before().conditions(), problem.reason(), problem.message(), isGenerated, isRolling, input.now());
        return new SetOutcome(
                new SetState(conditions, isRolling ? input.before().progress() : List.of()),
                SetConditions.health(conditions),
                SetResources.of(ownedBy(input.set(), input.applications())),
                SetChanges.NONE,
                knowledge,
                mayPass ? Next.LATER : Next.ON_CHANGE);
    }

    private SetOutcome generated(
            SetPassInput input, List<ObjectNode> applications, IgnoredFields ignored, SetKnowledge knowledge) {
        var checked = GeneratedApplications.check(applications, input.projects(), input.clusters());
        Optional<Rollout> rollout = RolloutSteps.areIn(input.set())
                ? Optional.of(new RollingSync(input.set(), ignored, input.now())
                        .next(
                                checked.valid(),
                                ownedBy(input.set(), input.applications()),
                                input.before().progress()))
                : Optional.empty();
        SetState begun = begun(input, rollout);
        SetPlan plan = new SetPlanner(
                        input.set(), rules.policyOf(input.set()), rules.brake(), ignored, input.clusters())
                .plan(
                        rollout.map(Rollout::applications).orElse(checked.valid()),
                        checked.names(),
                        input.applications());
        var written = new PlannedWrites(plan, writes);
        List<SetProblem> problems = new ArrayList<>();
        checked.message().ifPresent(why -> problems.add(new SetProblem(SetReason.VALIDATION_FAILED, why)));
        problems.addAll(written.problems());
        List<SetCondition> conditions = conditions(begun, problems, rollout.isPresent(), input);
        return new SetOutcome(
                new SetState(conditions, begun.progress()),
                SetConditions.health(conditions),
                SetResources.of(ownedBy(input.set(), after(input.applications(), written.now()))),
                written.changes(),
                knowledge,
                next(written, rollout.isPresent() && isMoving(input, begun, written)));
    }

    /** What a rollout has decided is remembered before anything is written. */
    private SetState begun(SetPassInput input, Optional<Rollout> rollout) {
        if (rollout.isEmpty()) {
            return new SetState(input.before().conditions(), List.of());
        }
        var begun = new SetState(
                SetConditions.rollout(input.before().conditions(), rollout.get().conditions(), input.now()),
                rollout.get().progress());
        if (!begun.progress().equals(input.before().progress())) {
            interim.accept(begun);
        }
        return begun;
    }

    private static List<SetCondition> conditions(
            SetState begun, List<SetProblem> problems, boolean isRolling, SetPassInput input) {
        if (problems.isEmpty()) {
            return SetConditions.upToDate(begun.conditions(), isRolling, input.now());
        }
        SetProblem problem = SetProblem.joined(problems);
        return SetConditions.failed(
                begun.conditions(), problem.reason(), problem.message(), true, isRolling, input.now());
    }

    /** A rollout that has moved may move on: an Application whose sync has just been seen to begin may be healthy already. */
    private static boolean isMoving(SetPassInput input, SetState begun, PlannedWrites written) {
        return !begun.progress().equals(input.before().progress())
                || !written.changes().created().isEmpty();
    }

    private static Next next(PlannedWrites written, boolean isMoving) {
        if (written.isRefused()) {
            return Next.LATER;
        }
        return written.isOvertaken() || isMoving ? Next.SOON : Next.ON_CHANGE;
    }

    /** The Applications as they are after some were written. */
    private static List<ObjectNode> after(List<ObjectNode> before, Map<String, ObjectNode> written) {
        List<ObjectNode> after = new ArrayList<>(written.values());
        before.stream()
                .filter(application -> !written.containsKey(Fields.text(application.path("metadata"), "name")))
                .forEach(after::add);
        return after;
    }

    private static List<ObjectNode> ownedBy(JsonNode set, List<ObjectNode> applications) {
        return applications.stream()
                .filter(application -> Ownership.isOf(set, application))
                .toList();
    }
}
