package dev.capstan.cli.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.migrate.survey.FluxOrigin;
import dev.capstan.cli.migrate.survey.FluxSurvey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {

    /** A Flux of which one controller alone has --default-service-account. */
    @Test
    void oneWithoutAnAccountKeepsItsRights() {
        MigrationPlan plan = plan(new Tenancy(true, Optional.of("flux"), Optional.empty(), true));

        assertThat(plan.isSingleTenant()).isTrue();
        String text = String.join("\n", PlanText.of(plan));
        assertThat(text).contains("is applied as 'flux', releases as 'the controller'");
    }

    @Test
    void tenantsAreLockedDownWhenBothHaveAnAccount() {
        assertThat(plan(Tenancy.LOCKED).isSingleTenant()).isFalse();
    }

    private static MigrationPlan plan(Tenancy tenancy) {
        FluxOrigin origin = new FluxOrigin.Applied();
        FluxSurvey survey = new FluxSurvey("flux-system", "v2.8.0", origin, List.of(), List.of(), Map.of());
        var settings = new CarriedSettings(List.of(), List.of());
        return new MigrationPlan(survey, tenancy, settings, List.of(), List.of(), List.of(), List.of());
    }
}
