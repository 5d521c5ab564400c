package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.argo.settings.ArgoSettings;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshesTest {
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final ArgoSettings SETTINGS = ArgoSettings.of(Map.of());
    private static final ApplicationObject APP = compared();

    private final Refreshes refreshes = new Refreshes();

    @Test
    void nothingIsLookedAtWithoutReason() {
        level(START, SETTINGS);

        assertThat(refreshes.looked(APP, false, SETTINGS, START)).isEmpty();
        assertThat(level(START.plusSeconds(1_000_000), SETTINGS)).isEqualTo(RefreshLevel.COMPARE);
    }

    @Test
    void whatCouldNotBeComparedIsTriedAgainLaterAndLater() {
        Instant first = refreshes.looked(APP, true, SETTINGS, START).orElseThrow();
        assertThat(level(first.minusMillis(1), SETTINGS)).isEqualTo(RefreshLevel.COMPARE);
        assertThat(level(first, SETTINGS)).isEqualTo(RefreshLevel.NORMAL);

        Instant second = refreshes.looked(APP, true, SETTINGS, first).orElseThrow();
        assertThat(Duration.between(first, second)).isGreaterThan(Duration.between(START, first));
        for (int i = 0; i < 20; i++) {
            Instant next = refreshes.looked(APP, true, SETTINGS, second).orElseThrow();
            assertThat(Duration.between(second, next)).isLessThanOrEqualTo(Duration.ofMinutes(3));
            second = next;
        }
    }

    @Test
    void looksInBetweenDoNotPutTheNextTryOff() {
        Instant first = refreshes.looked(APP, true, SETTINGS, START).orElseThrow();

        assertThat(refreshes.looked(APP, true, SETTINGS, START.plusSeconds(1))).contains(first);
    }

    @Test
    void successEndsTheTries() {
        Instant first = refreshes.looked(APP, true, SETTINGS, START).orElseThrow();

        assertThat(refreshes.looked(APP, false, SETTINGS, first)).isEmpty();
        assertThat(Duration.between(
                        first, refreshes.looked(APP, true, SETTINGS, first).orElseThrow()))
                .isEqualTo(Duration.between(START, first));
    }

    @Test
    void everythingIsRenderedAnewWhereThatIsWanted() {
        ArgoSettings hourly = ArgoSettings.of(Map.of("timeout.hard.reconciliation", "1h"));
        level(START, hourly);

        assertThat(refreshes.looked(APP, false, hourly, START)).contains(START.plusSeconds(3_600));
        assertThat(level(START.plusSeconds(3_599), hourly)).isEqualTo(RefreshLevel.COMPARE);
        assertThat(level(START.plusSeconds(3_600), hourly)).isEqualTo(RefreshLevel.HARD);
        assertThat(level(START.plusSeconds(3_601), hourly)).isEqualTo(RefreshLevel.COMPARE);
    }

    private RefreshLevel level(Instant now, ArgoSettings settings) {
        return refreshes.level(APP, Optional.empty(), settings, now);
    }

    private static ApplicationObject compared() {
        Application app = Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd}
                spec: {project: default, destination: {name: in-cluster}, source: {repoURL: a}}
                status: {sync: {status: Synced, comparedTo: {destination: {name: in-cluster}, source: {repoURL: a}}}}
                """, Application.class);
        return ApplicationObjects.of(app);
    }
}
