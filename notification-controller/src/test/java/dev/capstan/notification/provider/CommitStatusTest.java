package dev.capstan.notification.provider;

import static dev.capstan.notification.SampleEvents.info;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitStatusTest {
    private static final String KEY = "kustomize.toolkit.fluxcd.io/commit_status";

    @Test
    void heartbeatsAreRecognised() {
        assertThat(CommitStatus.isHeartbeat(info("x", Map.of(KEY, "update")))).isTrue();
        assertThat(CommitStatus.isHeartbeat(info("x", Map.of(KEY, "other")))).isFalse();
        assertThat(CommitStatus.isHeartbeat(info("x", Map.of("other.group/commit_status", "update"))))
                .isFalse();
        assertThat(CommitStatus.isHeartbeat(info("x"))).isFalse();
    }
}
