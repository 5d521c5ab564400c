package dev.capstan.application.set.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.argo.set.SetApplicationStatus;
import dev.capstan.api.argo.set.SetCondition;
import dev.capstan.api.meta.Reason;
import dev.capstan.application.set.SetChanges;
import dev.capstan.application.set.SetKnowledge;
import dev.capstan.application.set.SetOutcome;
import dev.capstan.application.set.SetState;
import dev.capstan.argo.set.rollout.AppProgress;
import dev.capstan.argo.set.status.SetConditions;
import dev.capstan.argo.set.status.SetResources;
import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetStatusMappingTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String THEN = "2026-01-01T00:00:00Z";
    private static final ApplicationSetStatus STORED = new ApplicationSetStatus(
            List.of(
                    new SetCondition("ResourcesUpToDate", "True", "ApplicationSetUpToDate", "m", THEN),
                    new SetCondition("example.com/Foreign", "True", "R", "m", "odd")),
            List.of(
                    new SetApplicationStatus("a", "Pending", "2", List.of("r1"), "m", THEN),
                    new SetApplicationStatus("b", "Strange", "odd", List.of(), "m", null)),
            List.of(),
            null,
            new HealthStatus("Healthy", "m", THEN));

    private static SetOutcome outcome(SetState state, String health) {
        ObjectNode application = JsonNodeFactory.instance.objectNode();
        application.putObject("metadata").put("name", "a").put("namespace", "argocd");
        application.putObject("status").putObject("sync").put("status", "Synced");
        return new SetOutcome(
                state,
                new SetConditions.Health(health, "m"),
                SetResources.of(List.of(application)),
                SetChanges.NONE,
                SetKnowledge.NONE,
                SetOutcome.Next.ON_CHANGE);
    }

    @Test
    void whatIsRememberedComesBack() {
        SetState state = SetStatusMapping.state(STORED);

        assertThat(state.progress())
                .extracting(AppProgress::application, AppProgress::status, AppProgress::step)
                .containsExactly(tuple("a", AppProgress.Status.PENDING, 2), tuple("b", AppProgress.Status.WAITING, -1));
        ApplicationSetStatus written = SetStatusMapping.with(STORED, state);
        assertThat(written.conditions()).isEqualTo(STORED.conditions());
        assertThat(written.applicationStatus().getFirst())
                .isEqualTo(STORED.applicationStatus().getFirst());
    }

    @Test
    void thereIsNothingToRememberOfANewSet() {
        assertThat(SetStatusMapping.state(null)).isEqualTo(new SetState(List.of(), List.of()));
    }

    @Test
    void applicationsAreListed() {
        ApplicationSetStatus written =
                SetStatusMapping.with(STORED, outcome(SetStatusMapping.state(STORED), "Healthy"), NOW);

        assertThat(written.resourcesCount()).isEqualTo(1);
        assertThat(written.resources().getFirst())
                .satisfies(resource -> assertThat(List.of(
                                String.valueOf(resource.kind()),
                                String.valueOf(resource.name()),
                                String.valueOf(resource.status())))
                        .containsExactly("Application", "a", "Synced"));
    }

    @Test
    void theTimeOfAHealthIsWhenItsWordChanged() {
        SetState state = SetStatusMapping.state(STORED);

        assertThat(SetStatusMapping.with(STORED, outcome(state, "Healthy"), NOW).health())
                .isEqualTo(new HealthStatus("Healthy", "m", THEN));
        assertThat(SetStatusMapping.with(STORED, outcome(state, "Degraded"), NOW)
                        .health())
                .isEqualTo(new HealthStatus("Degraded", "m", "2026-01-02T03:04:05Z"));
    }

    @Test
    void aFailureThatNobodyExpectedIsACondition() {
        ApplicationSetStatus failed = new SetStatusConventions()
                .with(STORED, new ReadyState.Retrying(Reason.INTERNAL_ERROR, "it broke"), 3, NOW);

        assertThat(failed.conditions())
                .contains(
                        new SetCondition("ErrorOccurred", "True", "ErrorOccurred", "it broke", "2026-01-02T03:04:05Z"));
        assertThat(failed.health())
                .extracting(health -> health == null ? "" : health.status())
                .isEqualTo("Degraded");
        assertThat(failed.applicationStatus()).isEqualTo(STORED.applicationStatus());
    }
}
