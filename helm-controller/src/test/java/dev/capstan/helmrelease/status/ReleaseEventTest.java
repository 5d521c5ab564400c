package dev.capstan.helmrelease.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReleaseEventTest {

    private static final ReleaseEvent FAILED =
            new ReleaseEvent(Severity.ERROR, Reason.UPGRADE_FAILED, "Helm upgrade failed", Map.of());

    @Test
    void textEndsWithTheLogAsUsersOfFluxKnowIt() {
        assertThat(FAILED.text()).isEqualTo("Helm upgrade failed");
        assertThat(FAILED.with(List.of("applying 2 objects", "waiting")).text())
                .isEqualTo("Helm upgrade failed\n\nLast Helm logs:\n\napplying 2 objects\nwaiting");
    }

    @Test
    void onlyTheEventOfTheStepGetsTheLog() {
        var progress = new ReleaseProgress(HelmReleaseStatus.INITIAL, Set.of(), List.of(FAILED));

        assertThat(progress.logging(List.of("applying"), 0).events()).containsExactly(FAILED.with(List.of("applying")));
        assertThat(progress.logging(List.of("applying"), 1).events()).containsExactly(FAILED);
    }
}
