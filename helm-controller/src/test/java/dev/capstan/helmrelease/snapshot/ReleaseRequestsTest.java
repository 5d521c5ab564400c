package dev.capstan.helmrelease.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseRequestsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // requested | force | handled request | handled force | is asked for
                "1 | 1 | - | - | true",
                "1 | 1 | 0 | 0 | true",
                "1 | - | - | - | false",
                "- | 1 | - | - | false",
                "1 | 2 | - | - | false",
                "1 | 1 | 1 | - | false",
                "1 | 1 | - | 1 | false",
            })
    void countOnceAndOnlyWithARequestOfTheSameValue(
            String requested, String token, String handledRequest, String handledToken, boolean isAsked) {
        var annotations = new HashMap<String, String>();
        put(annotations, "reconcile.fluxcd.io/requestedAt", requested);
        put(annotations, "reconcile.fluxcd.io/forceAt", token);
        put(annotations, "reconcile.fluxcd.io/resetAt", token);
        HelmReleaseStatus status =
                Releases.status("""
                lastHandledReconcileAt: %s
                lastHandledForceAt: %s
                lastHandledResetAt: %s
                """.formatted(text(handledRequest), text(handledToken), text(handledToken)));

        ReleaseRequests requests = ReleaseRequests.of(annotations, status);

        assertThat(requests.isForced()).isEqualTo(isAsked);
        assertThat(requests.isReset()).isEqualTo(isAsked);
        assertThat(requests.force()).isEqualTo(java.util.Optional.ofNullable(token));
    }

    private static void put(Map<String, String> annotations, String key, String value) {
        if (value != null) {
            annotations.put(key, value);
        }
    }

    private static String text(String value) {
        return value == null ? "null" : "'" + value + "'";
    }
}
