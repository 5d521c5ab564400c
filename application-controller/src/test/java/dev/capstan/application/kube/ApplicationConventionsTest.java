package dev.capstan.application.kube;

import static dev.capstan.application.kube.Applications.application;
import static dev.capstan.application.kube.Applications.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationCondition;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.meta.Reason;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplicationConventionsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    private final KindConventions<Application, ApplicationStatus> conventions = ApplicationConventions.create();

    @Test
    void finalizersOfArgoAreOursWithAndWithoutAWayToDelete() {
        Application app =
                application(", finalizers: [resources-finalizer.argocd.argoproj.io/background, foregroundDeletion,"
                        + " post-delete-finalizer.argocd.argoproj.io/cleanup, pre-delete-finalizer.argocd.argoproj.io,"
                        + " resources-finalizer.argocd.argoproj.io.example.com]");

        assertThat(conventions.finalizers().on(app))
                .containsExactlyInAnyOrder(
                        "resources-finalizer.argocd.argoproj.io/background",
                        "post-delete-finalizer.argocd.argoproj.io/cleanup",
                        "pre-delete-finalizer.argocd.argoproj.io");
    }

    @Test
    void aRefreshIsTakenOffWithItsTime() {
        Application app = application(", annotations: {argocd.argoproj.io/refresh: hard,"
                + " argocd.argoproj.io/refresh-timestamp: noon, argocd.argoproj.io/skip-reconcile: 'false'}");

        assertThat(conventions.requests().removedFrom(app))
                .isEqualTo(
                        Map.of("argocd.argoproj.io/refresh", "hard", "argocd.argoproj.io/refresh-timestamp", "noon"));
    }

    @Test
    void projectsTakeTurns() {
        assertThat(conventions.turn().apply(withSpec("a", "project: one"))).isEqualTo("argocd/one");
    }

    @Test
    void whatSomebodyWaitsForDoesNotWaitForTheRestOfItsProject() {
        Application refreshed = application(", annotations: {argocd.argoproj.io/refresh: normal}");
        Application synced = application("", "operation: {sync: {}}");

        assertThat(List.of(refreshed, synced, underWay("Running"), underWay("Terminating")))
                .map(conventions.turn())
                .containsOnly("argocd/default/awaited");
        assertThat(conventions.turn().apply(underWay("Succeeded"))).isEqualTo("argocd/default");
    }

    private static Application underWay(String phase) {
        return application(
                "",
                "status: {operationState: {operation: {}, phase: %s, startedAt: '2026-11-30T10:00:00Z'}}"
                        .formatted(phase));
    }

    @Test
    void aFaultIsAConditionAndLeavesTheRest() {
        ApplicationStatus stored = StatusEdit.INITIAL;

        ApplicationStatus failed =
                conventions.status().with(stored, new ReadyState.Retrying(Reason.INTERNAL_ERROR, "a fault"), 3, NOW);

        assertThat(failed.conditions())
                .containsExactly(new ApplicationCondition("UnknownError", "a fault", "2026-11-30T10:00:00Z"));
        assertThat(failed.sync()).isNull();
        assertThat(conventions.status().with(failed, new ReadyState.Ready(Reason.SUCCEEDED, ""), 3, NOW))
                .isEqualTo(stored);
    }
}
