package dev.capstan.apply.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.health.Health;
import org.junit.jupiter.api.Test;

class ObjectHealthTest {
    private static String shown(Health health) {
        return new ObjectHealth(new ObjectId("bitnami.com", "SealedSecret", "apps", "db"), health).toString();
    }

    @Test
    void whatIsNotReadyYetIsListedAsFluxDoes() {
        assertThat(shown(Health.inProgress("Unsealing", "It is not unsealed yet")))
                .isEqualTo("SealedSecret/apps/db status: 'InProgress'");
        assertThat(shown(Health.notFound())).isEqualTo("SealedSecret/apps/db status: 'NotFound'");
    }

    @Test
    void whatFailedSaysWhyOnOneLine() {
        assertThat(shown(Health.failed("NotSynced", "cannot be unsealed:\n  password: no key opens it\n")))
                .isEqualTo("SealedSecret/apps/db status: 'Failed' (cannot be unsealed: password: no key opens it)");
        assertThat(shown(Health.failed("NotSynced", " "))).isEqualTo("SealedSecret/apps/db status: 'Failed'");
    }

    @Test
    void aLongReasonIsCut() {
        assertThat(shown(Health.failed("NotSynced", "x".repeat(5000))))
                .hasSizeLessThan(400)
                .endsWith("…)");
    }
}
