package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.capstan.api.argo.ApplicationCondition;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.LiveSummary;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.application.run.PassOutcome;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.compare.ApplicationComparison;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.sync.OperationPhase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of an Application is changed beside its status. */
class PassWriteTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    @Test
    void anOperationOfAutomationIsSetWhenItBegins() {
        assertThat(write(new OperationChange.Started(progress(OperationPhase.RUNNING), true))
                        .object()
                        .operation())
                .hasValueSatisfying(it -> assertThat(it.has("sync")).isFalse());
        assertThat(write(new OperationChange.Started(progress(OperationPhase.RUNNING), false))
                        .object()
                        .operation())
                .isEmpty();
    }

    @Test
    void anyOperationIsTakenOffWhenItEnds() {
        var ended = new OperationChange.Ended(progress(OperationPhase.FAILED), Optional.empty());

        assertThat(write(ended).object().operation()).contains(NullNode.getInstance());
        assertThat(write(new OperationChange.Progressed(progress(OperationPhase.RUNNING)))
                        .object()
                        .operation())
                .isEmpty();
    }

    @Test
    void whoHasHooksOfItsDeletionIsKeptUntilTheyHaveRun() {
        var edit = write(Optional.of(compared(Set.of(DeletionHook.POST_DELETE))))
                .object()
                .finalizers();

        assertThat(edit.wanted())
                .containsExactlyInAnyOrder(
                        "post-delete-finalizer.argocd.argoproj.io", "post-delete-finalizer.argocd.argoproj.io/cleanup");
        assertThat(edit.unwanted())
                .containsExactlyInAnyOrder(
                        "pre-delete-finalizer.argocd.argoproj.io", "pre-delete-finalizer.argocd.argoproj.io/cleanup");
    }

    @Test
    void whatCannotBeComparedKeepsItsFinalizers() {
        var edit = write(Optional.of(new Refreshed.Failed(List.of(), Optional.empty())))
                .object()
                .finalizers();

        assertThat(edit.wanted()).isEmpty();
        assertThat(edit.unwanted()).isEmpty();
    }

    @Test
    void aPassThatComesToItsEndEndsAFault() {
        ApplicationStatus faulty = StatusEdit.withConditions(
                StatusEdit.INITIAL,
                new Conditions(Set.of(), List.of(new Condition(ConditionType.UNKNOWN_ERROR, "a fault"))),
                NOW);
        assertThat(faulty.conditions()).extracting(ApplicationCondition::type).containsExactly("UnknownError");

        assertThat(write(new OperationChange.None()).apply(faulty).conditions()).isEmpty();
    }

    private static PassWrite write(OperationChange change) {
        return write(Optional.empty(), change);
    }

    private static PassWrite write(Optional<Refreshed> refreshed) {
        return write(refreshed, new OperationChange.None());
    }

    private static PassWrite write(Optional<Refreshed> refreshed, OperationChange change) {
        var spec = Applications.application("").getSpec();
        return new PassWrite(
                new StatusEdit(spec, "argocd", NOW),
                new PassOutcome(refreshed, Conditions.NONE, change, Optional.empty(), Optional.empty(), false),
                false);
    }

    private static Refreshed compared(Set<DeletionHook> hooks) {
        return new Refreshed.Compared(
                new ApplicationComparison(SyncStatus.SYNCED, List.of(), List.of()),
                Map.of(),
                Health.healthy(""),
                List.of("abc"),
                List.of("Directory"),
                LiveSummary.NONE,
                hooks,
                List.of());
    }

    private static OperationProgress progress(OperationPhase phase) {
        return new OperationProgress(
                new Operation(null, null, List.of(), null), phase, "", Optional.empty(), NOW, Optional.empty(), 0);
    }
}
