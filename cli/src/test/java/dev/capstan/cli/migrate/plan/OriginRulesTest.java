package dev.capstan.cli.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.migrate.survey.FluxOrigin;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginRulesTest {

    private static final FluxOrigin.Bootstrapped BOOTSTRAPPED = new FluxOrigin.Bootstrapped(
            "flux-system", "flux-system", "GitRepository flux-system/flux-system", "./clusters/prod", false);

    @Test
    void whatWouldBringFluxBackIsInTheWay() {
        assertThat(about(BOOTSTRAPPED)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.BLOCKS);
            assertThat(finding.line()).contains("./clusters/prod", "flux suspend kustomization flux-system");
        });
        assertThat(about(new FluxOrigin.Operator("flux-system", "flux", false)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.BLOCKS);
                    assertThat(finding.advice()).contains("annotate fluxinstance flux");
                });
        assertThat(about(new FluxOrigin.Other("Argo CD", List.of("flux:apps/Deployment"))))
                .extracting(Finding::level)
                .containsExactly(Finding.Level.BLOCKS);
    }

    @Test
    void whatIsHeldBackIsAWarning() {
        assertThat(about(new FluxOrigin.Bootstrapped("flux-system", "flux-system", "x", "./c", true)))
                .extracting(Finding::level)
                .containsExactly(Finding.Level.WARNS);
        assertThat(about(new FluxOrigin.Operator("flux-system", "flux", true)))
                .extracting(Finding::level)
                .containsExactly(Finding.Level.WARNS);
        assertThat(about(new FluxOrigin.HelmRelease("flux-system", "flux2")))
                .extracting(Finding::level)
                .containsExactly(Finding.Level.WARNS);
        assertThat(about(new FluxOrigin.Applied())).isEmpty();
    }

    @Test
    void aCommitInTheCourseOfItIsNoObstacle() {
        assertThat(OriginRules.about(BOOTSTRAPPED, true))
                .extracting(Finding::level)
                .containsExactly(Finding.Level.NOTES);
        assertThat(OriginRules.about(
                        new FluxOrigin.Bootstrapped("flux-system", "flux-system", "OCIRepository x/y", "./", false),
                        true))
                .extracting(Finding::level)
                .containsExactly(Finding.Level.BLOCKS);
    }

    private static List<Finding> about(FluxOrigin origin) {
        return OriginRules.about(origin, false);
    }
}
