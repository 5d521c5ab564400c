package dev.capstan.application.set.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.set.SetDeletion;
import dev.capstan.application.set.SetOutcome;
import dev.capstan.application.set.SetPass;
import dev.capstan.application.set.SetPassInput;
import dev.capstan.application.set.SetWrites.Written;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.argo.set.SetSchedule;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes the Applications of sets, and keeps them as the sets say. Sets outside of the control-plane namespace are left
 * alone, and so are all of them while Argo CD's own controller looks after them.
 */
@Vetoed // made by ApplicationSetKind
final class ApplicationSetReconciler implements ObjectReconciler<ApplicationSet, ApplicationSetStatus> {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(3);

    private final SetSurroundings around;
    private final ReconcilerContext<ApplicationSet, ApplicationSetStatus> context;
    private final String namespace;
    private final InstantSource clock;
    private final SetEvents events;

    /** @param namespace of the control plane */
    ApplicationSetReconciler(
            ReconcilerContext<ApplicationSet, ApplicationSetStatus> context,
            SetSurroundings around,
            String namespace,
            InstantSource clock) {
        this.context = context;
        this.around = around;
        this.namespace = namespace;
        this.clock = clock;
        this.events = new SetEvents(context);
    }

    @Override
    public boolean isSuspended(ApplicationSet set) {
        return ApplicationSetKind.isSkipped(set)
                || !isInControlPlane(set)
                || around.other().get().isPresent();
    }

    private boolean isInControlPlane(ApplicationSet set) {
        return set.key().namespace().equals(namespace);
    }

    @Override
    public ReconcileResult<ApplicationSetStatus> reconcile(ApplicationSet set, Reconciliation reconciliation) {
        Instant start = clock.instant();
        if (!around.areKnown()) {
            return again();
        }
        JsonNode tree = Serialization.jsonMapper().valueToTree(set);
        if (SetDeletion.needsFinalizer(tree, around.rules())
                && !around.finalizer().isOn(set)
                && !(around.finalizer().putOn(set) instanceof ApiResult.Ok<ObjectNode>)) {
            return again();
        }
        Instant now = reconciliation.startedAt();
        SetOutcome outcome = new SetPass(
                        around.sets(),
                        around.questions(),
                        around.rules(),
                        around.form(),
                        around.writes(),
                        state -> context.writeStatus(set, stored -> SetStatusMapping.with(stored, state)))
                .run(input(set, tree, reconciliation));
        around.memories().put(set.key(), outcome.knowledge());
        events.passed(set, outcome);
        show(set, SetStatusMapping.with(statusOf(set), outcome, now));
        around.metrics().reconciled(set.key(), Duration.between(start, clock.instant()));
        return new ReconcileResult<>(
                stored -> SetStatusMapping.with(stored, outcome, now), requeue(tree, outcome, now));
    }

    private static ReconcileResult<ApplicationSetStatus> again() {
        return ReconcileResult.postponed(new Requeue.After(SOON));
    }

    private SetPassInput input(ApplicationSet set, JsonNode tree, Reconciliation reconciliation) {
        if (around.wakes().takeStale(set.key()) || reconciliation.requestedAt().isPresent()) {
            around.memories().expire(set.key());
        }
        ControlPlane plane = around.plane().now();
        return new SetPassInput(
                tree,
                around.applications().in(namespace),
                SetStatusMapping.state(set.getStatus()),
                around.memories().of(set.key()),
                plane.clusters(),
                plane.projects().keySet(),
                reconciliation.startedAt());
    }

    private static Requeue requeue(JsonNode set, SetOutcome outcome, Instant now) {
        Optional<Duration> fresh = outcome.knowledge().freshFor(now);
        return switch (outcome.next()) {
            case SOON -> new Requeue.After(SOON);
            case LATER -> new Requeue.BackoffUpTo(SetSchedule.interval(set).orElse(LONGEST_BACKOFF));
            case ON_CHANGE ->
                fresh.<Requeue>map(ApplicationSetReconciler::after).orElseGet(Requeue.OnChange::new);
        };
    }

    private static Requeue after(Duration delay) {
        return new Requeue.After(delay.compareTo(SOON) < 0 ? SOON : delay);
    }

    @Override
    public Optional<UnaryOperator<ApplicationSetStatus>> unreadable(ApplicationSet set, String why, Instant now) {
        return isSuspended(set)
                ? Optional.empty()
                : Optional.of(status -> SetStatusConventions.failed(status, why, now));
    }

    @Override
    public Cleanup cleanUp(ApplicationSet set, Reconciliation reconciliation) {
        if (!isInControlPlane(set) || around.other().get().isPresent()) {
            return new Cleanup.NotYet(LONG);
        }
        if (!around.areKnown()) {
            return new Cleanup.NotYet(SOON);
        }
        JsonNode tree = Serialization.jsonMapper().valueToTree(set);
        return switch (SetDeletion.next(
                tree, around.rules(), around.applications().in(namespace))) {
            case SetDeletion.Step.Done() -> Cleanup.DONE;
            case SetDeletion.Step.LetGo(var changes) -> after(around.writes().change(changes), Cleanup.DONE);
            case SetDeletion.Step.Delete(var deletions) ->
                after(around.writes().delete(deletions), new Cleanup.NotYet(SOON));
        };
    }

    private static Cleanup after(List<Written> writes, Cleanup allDone) {
        Cleanup cleanup = allDone;
        for (Written written : writes) {
            switch (written) {
                case Written.Done _ -> {}
                case Written.Overtaken _ -> cleanup = new Cleanup.NotYet(SOON);
                case Written.Refused(String name, String why) -> {
                    return new Cleanup.Failed("the Application " + name + ": " + why);
                }
                case Written.Unanswered(String name, String why) -> {
                    return new Cleanup.Failed("the Application " + name + ": " + why);
                }
            }
        }
        return cleanup;
    }

    /** Sets that are skipped are shown as they are; those that others look after are shown by these. */
    @Override
    public void suspend(ApplicationSet set) {
        if (isInControlPlane(set) && around.other().get().isEmpty()) {
            show(set, statusOf(set));
        } else {
            around.metrics().forget(set.key());
        }
    }

    private static ApplicationSetStatus statusOf(ApplicationSet set) {
        return set.getStatus() == null ? SetStatusMapping.INITIAL : set.getStatus();
    }

    private void show(ApplicationSet set, ApplicationSetStatus status) {
        Map<String, String> labels = set.getMetadata().getLabels();
        around.metrics().show(set.key(), labels == null ? Map.of() : labels, status);
    }

    @Override
    public void statusNotWritten(ObjectKey key) {
        around.memories().forget(key);
    }

    @Override
    public void forget(ObjectKey key) {
        around.memories().forget(key);
        around.wakes().forget(key);
        around.metrics().forget(key);
    }
}
