package dev.capstan.argo.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.health.AssessedResource.Part;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationHealthTest {

    private static final AssessedResource HEALTHY = live("Service a/web", Health.healthy(""));
    private static final AssessedResource DEGRADED = live("Deployment a/web", Health.degraded("late"));

    @Test
    void withoutResourcesItIsHealthy() {
        assertThat(ApplicationHealth.of(List.of())).isEqualTo(Health.healthy(""));
    }

    @Test
    void theWorstResourceDecides() {
        assertThat(ApplicationHealth.of(List.of(HEALTHY, DEGRADED, live("Job a/x", Health.progressing("")))))
                .isEqualTo(Health.degraded("Deployment a/web: late"));
        assertThat(ApplicationHealth.of(List.of(live("CronJob a/x", Health.suspended("")), HEALTHY)))
                .isEqualTo(Health.suspended("CronJob a/x"));
    }

    @Test
    void theOrderIsHealthySuspendedProgressingMissingDegradedUnknown() {
        assertThat(HealthStatus.values())
                .isSortedAccordingTo((one, other) -> one.isWorseThan(other) ? 1 : other.isWorseThan(one) ? -1 : 0)
                .extracting(HealthStatus::word)
                .containsExactly("Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown");
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"HOOK", "IGNORED", "ITSELF"})
    void someResourcesHaveNoSay(Part part) {
        assertThat(ApplicationHealth.of(List.of(HEALTHY, DEGRADED.as(part)))).isEqualTo(Health.healthy(""));
    }

    @Test
    void hooksThatAreNotThereDoNotMakeItMissing() {
        assertThat(ApplicationHealth.of(
                        List.of(AssessedResource.missing("Job a/x").as(Part.HOOK))))
                .isEqualTo(Health.healthy(""));
    }

    @Test
    void aResourceWhoseHealthIsIgnoredKeepsItFromMissing() {
        assertThat(ApplicationHealth.of(List.of(DEGRADED.as(Part.IGNORED), AssessedResource.missing("Job a/x"))))
                .isEqualTo(Health.healthy(""));
    }

    @Test
    void anApplicationThatManagesItselfIsThere() {
        assertThat(ApplicationHealth.of(List.of(DEGRADED.as(Part.ITSELF), AssessedResource.missing("Job a/x"))))
                .isEqualTo(Health.healthy(""));
    }

    @Test
    void kindsWithoutARuleHaveNoSay() {
        assertThat(ApplicationHealth.of(List.of(AssessedResource.live("ConfigMap a/x", Optional.empty()))))
                .isEqualTo(Health.healthy(""));
    }

    @Test
    void oneMissingObjectAmongOthersDoesNotMakeItMissing() {
        assertThat(ApplicationHealth.of(List.of(HEALTHY, AssessedResource.missing("Job a/x"))))
                .isEqualTo(Health.healthy(""));
    }

    @Test
    void itIsMissingWhenNoneOfItsObjectsIsThere() {
        assertThat(ApplicationHealth.of(
                        List.of(AssessedResource.missing("Job a/x"), AssessedResource.missing("Service a/web"))))
                .isEqualTo(new Health(HealthStatus.MISSING, "none of its 2 resources is there"));
    }

    @Test
    void anObjectWithoutARuleThatIsThereKeepsItFromMissing() {
        assertThat(ApplicationHealth.of(List.of(
                        AssessedResource.live("ConfigMap a/x", Optional.empty()), AssessedResource.missing("Job a/x"))))
                .isEqualTo(Health.healthy(""));
    }

    @Test
    void aRuleOfAKindMaySayMissingAndThenCounts() {
        assertThat(ApplicationHealth.of(List.of(HEALTHY, live("HumioView a/v", Health.MISSING)))
                        .status())
                .isEqualTo(HealthStatus.MISSING);
    }

    @Test
    void aChildApplicationCountsUnlessItIsMissingOrUnknown() {
        AssessedResource child =
                live("Application argocd/child", Health.MISSING).as(Part.CHILD_APPLICATION);

        assertThat(ApplicationHealth.of(List.of(child))).isEqualTo(Health.healthy(""));
        assertThat(ApplicationHealth.of(List.of(live("Application argocd/child", Health.unknown(""))
                                .as(Part.CHILD_APPLICATION)))
                        .status())
                .isEqualTo(HealthStatus.HEALTHY);
        assertThat(ApplicationHealth.of(List.of(DEGRADED.as(Part.CHILD_APPLICATION)))
                        .status())
                .isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void theMessageNamesTheFirstFewOfManyCulprits() {
        List<AssessedResource> many = List.of(DEGRADED, DEGRADED, DEGRADED, DEGRADED, DEGRADED, HEALTHY);

        assertThat(ApplicationHealth.of(many).message())
                .isEqualTo("Deployment a/web: late; Deployment a/web: late; Deployment a/web: late and 2 more");
    }

    @Test
    void longMessagesOfResourcesAreCut() {
        assertThat(ApplicationHealth.of(List.of(live("Job a/x", Health.degraded("x".repeat(10_000)))))
                        .message())
                .hasSizeLessThan(400)
                .endsWith("…");
    }

    @Test
    void afterAFailedComparisonItIsUnknown() {
        assertThat(ApplicationHealth.afterFailedComparison().status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    private static AssessedResource live(String name, Health health) {
        return AssessedResource.live(name, Optional.of(health));
    }
}
