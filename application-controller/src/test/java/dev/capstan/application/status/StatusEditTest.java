package dev.capstan.application.status;

import static dev.capstan.application.status.Passes.BEFORE;
import static dev.capstan.application.status.Passes.CONFIG;
import static dev.capstan.application.status.Passes.NOW_TEXT;
import static dev.capstan.application.status.Passes.WEB;
import static dev.capstan.application.status.Passes.after;
import static dev.capstan.application.status.Passes.compared;
import static dev.capstan.application.status.Passes.conditions;
import static dev.capstan.application.status.Passes.edit;
import static dev.capstan.application.status.Passes.line;
import static dev.capstan.application.status.Passes.spec;
import static dev.capstan.application.status.Passes.status;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.application.compare.LiveSummary;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.argo.compare.ApplicationComparison;
import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.OperationPhase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusEditTest {
    private static final Refreshed SYNCED =
            compared(SyncStatus.SYNCED, Health.healthy(""), line(CONFIG, SyncStatus.SYNCED));

    @Test
    void aFirstComparisonFillsTheStatus() {
        ApplicationStatus status = after(StatusEdit.INITIAL, SYNCED);

        assertThat(status).isEqualTo(status("""
                sync: {status: Synced, revision: abc123, comparedTo: {source: {repoURL: a, path: b},
                    destination: {name: in-cluster}}},
                health: {status: Healthy, lastTransitionTime: "2026-11-30T10:00:00Z"},
                resources: [{version: v1, kind: ConfigMap, namespace: shop, name: config, status: Synced}],
                sourceType: Directory, summary: {}, controllerNamespace: argocd, reconciledAt: "2026-11-30T10:00:00Z\""""));
    }

    @Test
    void lookingAgainChangesNothing() {
        ApplicationStatus once = after(StatusEdit.INITIAL, SYNCED);

        ApplicationStatus later = new StatusEdit(
                        spec("source: {repoURL: a, path: b}"), "argocd", Passes.NOW.plusSeconds(60))
                .apply(once, Optional.of(SYNCED), conditions(), new OperationChange.None(), false);

        assertThat(later).isEqualTo(once);
    }

    @Test
    void whoAskedFindsTheTimeOfTheComparison() {
        ApplicationStatus once = after(StatusEdit.INITIAL, SYNCED);

        ApplicationStatus later = new StatusEdit(
                        spec("source: {repoURL: a, path: b}"), "argocd", Passes.NOW.plusSeconds(60))
                .apply(once, Optional.of(SYNCED), conditions(), new OperationChange.None(), true);

        assertThat(later.reconciledAt()).isEqualTo("2026-11-30T10:01:00Z");
    }

    @Test
    void aComparisonAfterAnOperationIsNotOlderThanItsEnd() {
        ApplicationStatus ended = after(
                withTime(after(StatusEdit.INITIAL, SYNCED)),
                new OperationChange.Ended(Passes.progress(OperationPhase.SUCCEEDED, "done"), Optional.empty()));
        assertThat(ended.reconciledAt()).isEqualTo(BEFORE);

        assertThat(after(ended, SYNCED).reconciledAt()).isEqualTo(NOW_TEXT);
    }

    /** The same, compared an hour before the operation ended. */
    private static ApplicationStatus withTime(ApplicationStatus status) {
        var draft = new StatusDraft(status);
        draft.reconciledAt = BEFORE;
        return draft.done();
    }

    @Test
    void withAHydratorItsBranchIsWhatIsComparedTo() {
        ApplicationStatus status = edit(spec("""
                        sourceHydrator: {drySource: {repoURL: a, targetRevision: main, path: b},
                            syncSource: {targetBranch: rendered, path: c}}"""))
                .apply(StatusEdit.INITIAL, Optional.of(SYNCED), conditions(), new OperationChange.None(), false);

        assertThat(status.sync()).isEqualTo(status("""
                        sync: {status: Synced, revision: abc123, comparedTo: {destination: {name: in-cluster},
                            source: {repoURL: a, targetRevision: rendered, path: c}}}""").sync());
    }

    @Test
    void severalSourcesHaveLists() {
        Refreshed refreshed = new Refreshed.Compared(
                new ApplicationComparison(SyncStatus.OUT_OF_SYNC, List.of(), List.of()),
                Map.of(),
                Health.healthy(""),
                List.of("abc", "1.2.3"),
                List.of("Directory", "Helm"),
                new LiveSummary(List.of("web:1"), List.of("https://web")),
                Set.of(),
                List.of());

        ApplicationStatus status = edit(spec("sources: [{repoURL: a, path: b}, {repoURL: c, chart: d}]"))
                .apply(
                        status("sourceType: Helm, sync: {status: Synced, revision: old}"),
                        Optional.of(refreshed),
                        conditions(),
                        new OperationChange.None(),
                        false);

        assertThat(status.sync()).isEqualTo(status("""
                        sync: {status: OutOfSync, revisions: [abc, 1.2.3], comparedTo: {destination: {name: in-cluster},
                            sources: [{repoURL: a, path: b}, {repoURL: c, chart: d}]}}""").sync());
        assertThat(status.sourceType()).isNull();
        assertThat(status.sourceTypes()).containsExactly("Directory", "Helm");
        assertThat(status.summary())
                .isEqualTo(status("summary: {images: ['web:1'], externalURLs: ['https://web']}")
                        .summary());
    }

    @Test
    void whatCannotBeComparedIsUnknownAndKeepsTheRest() {
        ApplicationStatus stored = after(StatusEdit.INITIAL, SYNCED);

        ApplicationStatus status = after(stored, new Refreshed.Failed(List.of("def456"), Optional.empty()));

        assertThat(requireNonNull(status.sync()).status()).isEqualTo("Unknown");
        assertThat(requireNonNull(status.sync()).revision()).isEqualTo("def456");
        assertThat(requireNonNull(status.health()).status()).isEqualTo("Unknown");
        assertThat(status.resources()).isEqualTo(stored.resources());
        assertThat(status.sourceType()).isEqualTo("Directory");
    }

    @Test
    void healthKeepsTheTimeOfItsLastOtherWord() {
        ApplicationStatus stored =
                status("health: {status: Progressing, message: one, lastTransitionTime: '" + BEFORE + "'}");

        var same = after(stored, compared(SyncStatus.SYNCED, Health.progressing("two")));
        var other = after(stored, compared(SyncStatus.SYNCED, Health.degraded("three")));

        assertThat(same.health())
                .isEqualTo(status("health: {status: Progressing, message: two, lastTransitionTime: '" + BEFORE + "'}")
                        .health());
        assertThat(requireNonNull(other.health()).lastTransitionTime()).isEqualTo(NOW_TEXT);
    }

    @Test
    void everyResourceSaysWhatItIsAndNoMore() {
        Refreshed refreshed = new Refreshed.Compared(
                new ApplicationComparison(
                        SyncStatus.OUT_OF_SYNC,
                        List.of(
                                new ResourceStatus(
                                        WEB, "v1", Optional.of(SyncStatus.OUT_OF_SYNC), false, true, -2, true),
                                new ResourceStatus(CONFIG, "v1", Optional.empty(), true, false, 0, false)),
                        List.of()),
                Map.of(WEB, Health.degraded("no pods")),
                Health.degraded(""),
                List.of("abc123"),
                List.of("Directory"),
                LiveSummary.NONE,
                Set.of(),
                List.of());

        assertThat(after(status("resourceHealthSource: appTree"), refreshed).resources())
                .isEqualTo(status("""
                        resources: [
                          {group: apps, version: v1, kind: Deployment, namespace: shop, name: web, status: OutOfSync,
                           health: {status: Degraded, message: no pods}, requiresPruning: true,
                           requiresDeletionConfirmation: true, syncWave: -2},
                          {version: v1, kind: ConfigMap, namespace: shop, name: config, hook: true}]""").resources());
        assertThat(after(status("resourceHealthSource: appTree"), refreshed).resourceHealthSource())
                .isNull();
    }

    @Test
    void applicationsAmongTheObjectsAreSaid() {
        var child = new ObjectKey("argoproj.io", "Application", "argocd", "child");

        ApplicationStatus status = after(
                StatusEdit.INITIAL, compared(SyncStatus.SYNCED, Health.healthy(""), line(child, SyncStatus.SYNCED)));

        assertThat(requireNonNull(status.summary()).isAppOfApps()).isTrue();
    }

    @Test
    void whatIsNotOursStays() {
        ApplicationStatus stored = status("""
                observedAt: "2026-01-02T03:04:05Z", sourceHydrator: {lastComparedDryRevision: 5b1f},
                history: [{id: 4, revision: a, deployedAt: "2026-01-02T03:04:05Z"}]""");

        ApplicationStatus status = after(stored, SYNCED);

        assertThat(status.observedAt()).isEqualTo(stored.observedAt());
        assertThat(status.sourceHydrator()).isEqualTo(stored.sourceHydrator());
        assertThat(status.history()).isEqualTo(stored.history());
    }
}
