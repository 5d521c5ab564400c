package dev.capstan.application.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.argo.set.SetCondition;
import dev.capstan.api.meta.ObjectKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetMetricsTest {
    private static final ObjectKey TEAMS = new ObjectKey("argocd", "teams");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SetMetrics metrics = new SetMetrics(registry, List.of("team", "example.com/tier"));

    private static ApplicationSetStatus status(String reason, long applications) {
        return new ApplicationSetStatus(
                List.of(
                        new SetCondition("ErrorOccurred", "False", "Other", "", null),
                        new SetCondition("ResourcesUpToDate", "True", reason, "", null)),
                List.of(),
                List.of(),
                applications,
                null);
    }

    private List<String> tagsOf(String name) {
        return registry.get(name).gauge().getId().getTags().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .toList();
    }

    @Test
    void aSetIsOneSeriesOfEachWhichFollowIt() {
        metrics.show(TEAMS, Map.of(), status("ErrorOccurred", 1));
        metrics.show(TEAMS, Map.of("team", "web", "other", "x"), status("ApplicationSetUpToDate", 3));

        assertThat(registry.getMeters()).hasSize(3);
        assertThat(tagsOf("argocd_appset_info"))
                .containsExactlyInAnyOrder(
                        "namespace=argocd", "name=teams", "resource_update_status=ApplicationSetUpToDate");
        assertThat(registry.get("argocd_appset_info").gauge().value()).isEqualTo(1);
        assertThat(tagsOf("argocd_appset_owned_applications"))
                .containsExactlyInAnyOrder("namespace=argocd", "name=teams");
        assertThat(registry.get("argocd_appset_owned_applications").gauge().value())
                .isEqualTo(3);
        assertThat(tagsOf("argocd_appset_labels"))
                .containsExactlyInAnyOrder(
                        "namespace=argocd", "name=teams", "label_team=web", "label_example_com_tier=");
    }

    @Test
    void whatNobodyLookedAtIsUnknownAndNoLabelsAreShownThatNobodyAskedFor() {
        new SetMetrics(registry, List.of())
                .show(
                        TEAMS,
                        Map.of("team", "web"),
                        new ApplicationSetStatus(List.of(), List.of(), List.of(), null, null));

        assertThat(tagsOf("argocd_appset_info")).contains("resource_update_status=Unknown");
        assertThat(registry.find("argocd_appset_labels").gauges()).isEmpty();
        assertThat(registry.find("argocd_appset_owned_applications").gauges())
                .extracting(Gauge::value)
                .containsExactly(0.0);
    }

    @Test
    void theSeriesOfASetGoWithIt() {
        var other = new ObjectKey("argocd", "other");
        metrics.show(TEAMS, Map.of(), status("X", 1));
        metrics.show(other, Map.of(), status("X", 1));
        metrics.reconciled(TEAMS, Duration.ofMillis(300));
        metrics.reconciled(other, Duration.ofMillis(300));
        assertThat(registry.get("argocd_appset_reconcile")
                        .tag("name", "teams")
                        .summary()
                        .totalAmount())
                .isEqualTo(0.3);

        metrics.forget(TEAMS);

        assertThat(registry.getMeters())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("name")).isEqualTo("other"));
    }

    @Test
    void labelsThatCannotBeToldApartOrAreTooManyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetMetrics(registry, List.of("a.b", "a-b")))
                .withMessageContaining("label_a_b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetMetrics(registry, Collections.nCopies(21, "a")))
                .withMessageContaining("21 labels");
    }
}
