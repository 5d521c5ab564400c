package dev.capstan.notification.alert;

import static dev.capstan.notification.SampleEvents.info;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotificationMetadataTest {
    @Test
    void controllerMetadataLosesItsPrefixAndForeignKeysAreDropped() {
        var event = info(
                "x",
                Map.of(
                        "kustomize.toolkit.fluxcd.io/revision", "main@sha1:1",
                        "source.toolkit.fluxcd.io/revision", "other",
                        "bare", "x"));

        assertThat(NotificationMetadata.compose(event, alert(Map.of(), null)).values())
                .isEqualTo(Map.of("revision", "main@sha1:1"));
    }

    @Test
    void digestsAndTokensAreNeverShown() {
        var event = info(
                "x",
                Map.of(
                        "kustomize.toolkit.fluxcd.io/token", "t",
                        "kustomize.toolkit.fluxcd.io/checksum", "c",
                        "kustomize.toolkit.fluxcd.io/digest", "d"));

        assertThat(NotificationMetadata.compose(event, alert(Map.of(), null)).values())
                .isEmpty();
    }

    @Test
    void laterPlacesWinAndConflictsAreListed() {
        var event = info(
                "x",
                Map.of(
                        "event.toolkit.fluxcd.io/summary", "from the object",
                        "event.toolkit.fluxcd.io/env", "from the object",
                        "kustomize.toolkit.fluxcd.io/env", "from the controller"));

        var metadata = NotificationMetadata.compose(
                event, alert(Map.of("summary", "from the alert", "region", "eu"), "from the summary"));

        assertThat(metadata.values())
                .isEqualTo(Map.of("summary", "from the summary", "env", "from the controller", "region", "eu"));
        assertThat(metadata.fromAlert()).containsExactlyInAnyOrder("summary", "region");
        assertThat(metadata.conflicts())
                .isEqualTo(Map.of(
                        "summary",
                        List.of(
                                "annotations of the object",
                                "spec.eventMetadata of the alert",
                                "spec.summary of the alert"),
                        "env",
                        List.of("annotations of the object", "metadata of the controller")));
    }

    private static AlertRule alert(Map<String, String> eventMetadata, @Nullable String summary) {
        return new AlertRule(
                new ObjectKey("flux", "a"),
                "p",
                false,
                List.of(),
                MessageFilter.NONE,
                eventMetadata,
                Optional.ofNullable(summary),
                false);
    }
}
