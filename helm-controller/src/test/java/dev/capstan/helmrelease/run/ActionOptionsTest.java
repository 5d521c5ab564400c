package dev.capstan.helmrelease.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.helm.release.ReadinessRules;
import dev.capstan.helmrelease.snapshot.Releases;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionOptionsTest {

    @Test
    void waitsByTheRulesOfHelm3WhenTheStrategyIsLegacy() {
        ActionOptions options = options("waitStrategy: {name: legacy}");

        assertThat(options.install().waiting().rules()).isEqualTo(ReadinessRules.HELM_3);
        assertThat(options.upgrade().waiting().rules()).isEqualTo(ReadinessRules.HELM_3);
        assertThat(options.rollback().waiting().rules()).isEqualTo(ReadinessRules.HELM_3);
        assertThat(options.uninstall().waiting().rules()).isEqualTo(ReadinessRules.HELM_3);
    }

    @Test
    void waitsByThoseOfKstatusElse() {
        assertThat(options("").install().waiting().rules()).isEqualTo(ReadinessRules.KSTATUS);
        assertThat(options("waitStrategy: {name: poller}").install().waiting().rules())
                .isEqualTo(ReadinessRules.KSTATUS);
    }

    private static ActionOptions options(String fields) {
        return new ActionOptions(Releases.spec(fields), HealthRulebook.NONE, Set.of());
    }
}
