package dev.capstan.helmrelease.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.apply.ObjectId;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.drift.DriftedObject;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.Releases;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.ReleasePolicies;
import dev.capstan.helmrelease.state.Stored;
import dev.capstan.helmrelease.state.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelmReleaseReporterTest {
    private static final Duration DEPENDENCY = Duration.ofSeconds(30);
    private static final DriftFinding FOUND = new DriftFinding.Found(
            List.of(new DriftedObject.Removed(new ObjectId("", "ConfigMap", "apps", "web"))), Optional.empty());

    @Test
    void aRefusalStallsAndIsReportedOnce() {
        HelmReleaseReport first = reporter(HelmReleaseStatus.INITIAL).refused(Reason.ACCESS_DENIED, "not yours");
        HelmReleaseStatus status = first.status().apply(HelmReleaseStatus.INITIAL);

        assertThat(condition(status, "Ready")).isEqualTo("False AccessDenied not yours");
        assertThat(condition(status, "Stalled")).isEqualTo("True AccessDenied not yours");
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(first.next()).isEqualTo(new Requeue.OnChange());
        assertThat(first.events()).extracting(ReleaseEvent::message).containsExactly("not yours");
        assertThat(reporter(status).refused(Reason.ACCESS_DENIED, "not yours").events())
                .isEmpty();
        assertThat(reporter(status).refused(Reason.ACCESS_DENIED, "nor theirs").events())
                .hasSize(1);
    }

    @Test
    void aWaitForAnotherObjectIsNotAFailure() {
        HelmReleaseReport report =
                reporter(HelmReleaseStatus.INITIAL).notReady(Reason.DEPENDENCY_NOT_READY, "db is not ready");
        HelmReleaseStatus status = report.status().apply(HelmReleaseStatus.INITIAL);

        assertThat(condition(status, "Ready")).isEqualTo("False DependencyNotReady db is not ready");
        assertThat(condition(status, "Reconciling")).startsWith("True ProgressingWithRetry");
        assertThat(condition(status, "Stalled")).isEqualTo("-");
        assertThat(report.next()).isEqualTo(new Requeue.After(DEPENDENCY));
        assertThat(status.failures()).isZero();
    }

    @Test
    void whatCannotBeHadIsTriedAgainWithGrowingPauses() {
        HelmReleaseReport report = reporter(HelmReleaseStatus.INITIAL).notPrepared(Reason.VALUES_ERROR, "no key");

        assertThat(report.next()).isEqualTo(new Requeue.Backoff());
        assertThat(condition(report.status().apply(HelmReleaseStatus.INITIAL), "Ready"))
                .isEqualTo("False ValuesError no key");
    }

    @Test
    void conditionsOfOthersStayWhateverARunSays() {
        HelmReleaseStatus stored = HelmReleaseStatus.INITIAL.with(HelmReleaseStatus.INITIAL
                .common()
                .withConditions(
                        Conditions.NONE.with(Condition.isTrue("Theirs", Reason.PROGRESSING, "kept", 1, Stored.NOW))));

        HelmReleaseStatus status = inSync(HelmReleaseStatus.INITIAL, new DriftFinding.Clean())
                .status()
                .apply(stored);

        assertThat(condition(status, "Theirs")).isEqualTo("True Progressing kept");
    }

    @Test
    void driftIsSaidInTheConditionAndOnceByAnEvent() {
        HelmReleaseReport report = inSync(HelmReleaseStatus.INITIAL, FOUND);
        HelmReleaseStatus status = report.status().apply(HelmReleaseStatus.INITIAL);

        assertThat(condition(status, "Drifted"))
                .startsWith("True DriftDetected")
                .endsWith("ConfigMap/apps/web removed");
        assertThat(report.events()).extracting(ReleaseEvent::reason).containsExactly(Reason.DRIFT_DETECTED);
        assertThat(inSync(status, FOUND).events()).isEmpty();
    }

    @Test
    void driftGoesWhenItIsGoneAndWhenNobodyLooks() {
        HelmReleaseStatus drifted =
                inSync(HelmReleaseStatus.INITIAL, FOUND).status().apply(HelmReleaseStatus.INITIAL);

        assertThat(condition(inSync(drifted, new DriftFinding.Clean()).status().apply(drifted), "Drifted"))
                .isEqualTo("False NoDriftDetected No drift detected against the cluster state");
        assertThat(condition(
                        inSync(drifted, new DriftFinding.NotAsked()).status().apply(drifted), "Drifted"))
                .isEqualTo("-");
    }

    private static HelmReleaseReporter reporter(HelmReleaseStatus status) {
        return new HelmReleaseReporter(known(status), DEPENDENCY, Stored.NOW);
    }

    private static KnownHelmRelease known(HelmReleaseStatus status) {
        return Releases.known("", status, Map.of());
    }

    private static HelmReleaseReport inSync(HelmReleaseStatus status, DriftFinding drift) {
        var wanted = new Wanted("web", "1.0.0", "sha256:v", "", "", false, false, false);
        var subject = new ReleaseProgress.Subject(
                1,
                known(status).names(),
                wanted,
                new ReleaseAttempt(1, "1.0.0", "", "sha256:v"),
                ReleasePolicies.of(Releases.spec(""), false));
        return reporter(status)
                .ended(ReleaseProgress.begin(subject, status, false), subject, new NextStep.Nothing(), drift);
    }

    private static String condition(HelmReleaseStatus status, String type) {
        return Conditions.of(status.conditions())
                .get(type)
                .map(it -> it.status() + " " + it.reason() + " " + it.message())
                .orElse("-");
    }
}
