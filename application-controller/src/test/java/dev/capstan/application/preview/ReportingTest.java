package dev.capstan.application.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.LiveSummary;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.SyncRehearsal.Deed;
import dev.capstan.application.operate.SyncRehearsal.Rehearsed;
import dev.capstan.application.preview.ApplicationReport.State;
import dev.capstan.application.run.Previewed;
import dev.capstan.application.source.FakeSources;
import dev.capstan.argo.compare.ApplicationComparison;
import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportingTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final ObjectKey WEB = new ObjectKey("apps", "Deployment", "shop", "web");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ApplicationObject application(String status) {
        return new ApplicationObject(
                "argocd",
                "shop",
                Map.of(),
                List.of(),
                Optional.empty(),
                JSON.convertValue(
                        FakeSources.yaml(
                                "{project: default, source: {repoURL: a, path: b}, destination: {namespace: shop}}"),
                        ApplicationSpec.class),
                Optional.of(JSON.convertValue(FakeSources.yaml(status), ApplicationStatus.class)),
                Optional.empty());
    }

    private static ApplicationObject synced() {
        return application("""
                sync: {status: Synced, revision: r1}
                health: {status: Healthy}
                resources: [{group: apps, kind: Deployment, namespace: shop, name: web, status: Synced}]
                """);
    }

    private static Refreshed compared(SyncStatus sync) {
        var line = new ResourceStatus(WEB, "v1", Optional.of(sync), false, false, 0, false);
        return new Refreshed.Compared(
                new ApplicationComparison(sync, List.of(line), List.of()),
                Map.of(),
                Health.healthy(""),
                List.of("r1"),
                List.of("Directory"),
                LiveSummary.NONE,
                Set.of(),
                List.of());
    }

    private static Previewed previewed(Refreshed refreshed, Conditions conditions, Optional<Rehearsed> sync) {
        return new Previewed(
                Optional.of(refreshed),
                conditions,
                Optional.empty(),
                sync,
                Optional.empty(),
                Map.of(WEB, List.of("spec.replicas")));
    }

    private static ApplicationReport report(ApplicationObject application, Previewed previewed) {
        return Reporting.of(application, previewed, "argocd", NOW);
    }

    @Test
    void theSameIsNoDifference() {
        ApplicationReport report =
                report(synced(), previewed(compared(SyncStatus.SYNCED), Conditions.NONE, Optional.empty()));

        assertThat(report.name()).isEqualTo("argocd/shop");
        assertThat(report.objects()).isEqualTo(1);
        assertThat(report.stored())
                .isEqualTo(new State("Synced", "Healthy", "r1"))
                .isEqualTo(report.found());
        assertThat(report.differences()).isEmpty();
        assertThat(report.writes()).isEmpty();
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void anotherStatusOfAnObjectIsToldWithItsFields() {
        ApplicationReport report =
                report(synced(), previewed(compared(SyncStatus.OUT_OF_SYNC), Conditions.NONE, Optional.empty()));

        assertThat(report.found().sync()).isEqualTo("OutOfSync");
        assertThat(report.differences())
                .containsExactly(new ApplicationReport.Difference(
                        "Deployment shop/web", "Synced", "OutOfSync", List.of("spec.replicas")));
    }

    @Test
    void anObjectThatOnlyOneSideNamesIsADifference() {
        ApplicationReport report = report(
                application(
                        "{sync: {status: Synced}, resources: [{kind: Secret, namespace: shop, name: s, status: Synced}]}"),
                previewed(compared(SyncStatus.SYNCED), Conditions.NONE, Optional.empty()));

        assertThat(report.differences())
                .extracting(it -> it.object() + ":" + it.stored() + ":" + it.found())
                .containsExactly("Secret shop/s:Synced:", "Deployment shop/web::Synced");
    }

    @Test
    void writesAndFailuresOfASyncAreTold() {
        var sync = new Rehearsed(Map.of(WEB, Deed.CHANGE), Optional.of("not permitted"));

        ApplicationReport report =
                report(synced(), previewed(compared(SyncStatus.OUT_OF_SYNC), Conditions.NONE, Optional.of(sync)));

        assertThat(report.writes())
                .containsExactly(
                        new ApplicationReport.Write("Deployment shop/web", Deed.CHANGE, List.of("spec.replicas")));
        assertThat(report.problems()).containsExactly("its automated sync would not succeed: not permitted");
        assertThat(report.json().at("/writes/0/deed").asText()).isEqualTo("change");
    }

    @Test
    void errorsAreProblemsAndNewWarningsAreNotes() {
        var found = new Conditions(
                Set.of(ConditionType.COMPARISON_ERROR, ConditionType.SHARED_RESOURCE_WARNING),
                List.of(
                        new Condition(ConditionType.COMPARISON_ERROR, "no answer"),
                        new Condition(ConditionType.SHARED_RESOURCE_WARNING, "known"),
                        new Condition(ConditionType.SHARED_RESOURCE_WARNING, "new")));

        ApplicationReport report = report(
                application("{sync: {status: Synced}, conditions: [{type: SharedResourceWarning, message: known}]}"),
                previewed(new Refreshed.Failed(List.of(), Optional.empty()), found, Optional.empty()));

        assertThat(report.problems()).containsExactly("no answer");
        assertThat(report.notes()).containsExactly("SharedResourceWarning: new");
    }

    @Test
    void anApplicationThatSaysSoIsLeftAlone() {
        ApplicationReport report = Reporting.skipped(synced());

        assertThat(report.found()).isEqualTo(report.stored());
        assertThat(report.notes()).singleElement().asString().contains("skip-reconcile");
    }
}
