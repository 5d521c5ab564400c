package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.capstan.api.meta.Reason;
import dev.capstan.api.notification.Alert;
import dev.capstan.notification.SampleAlerts;
import dev.capstan.notification.alert.kube.AlertRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigHandlerTest {
    private static final String WRONG =
            "providerRef: {name: slack}\neventSources: [{kind: Kustomization, name: '*'}]\nexclusionList: ['(']";

    private final AlertRules alerts = new AlertRules();
    private final RecordedEvents events = new RecordedEvents();

    @Test
    void whatIsWrongWithASpecIsRecordedOnce() {
        var handler = new ConfigHandler<Alert>(alerts::onChange, Reason.INVALID_CONFIG, events);
        Alert alert = SampleAlerts.alert("picky", WRONG);

        handler.accept(null, alert);
        handler.accept(alert, alert);

        assertThat(events.texts()).singleElement().asString().startsWith("picky InvalidConfig: spec.exclusionList[0]");
        assertThat(alerts.find(alert.key())).isPresent();
    }

    @Test
    void anAlertThatIsDeletedIsForgotten() {
        var handler = new ConfigHandler<Alert>(alerts::onChange, Reason.INVALID_CONFIG, events);
        Alert alert = SampleAlerts.alert("gone", WRONG);
        handler.accept(null, alert);

        handler.accept(alert, null);

        assertThat(alerts.all()).isEmpty();
    }

    @Test
    void aMistakeWithOneObjectDoesNotReachTheWatch() {
        var handler = new ConfigHandler<Alert>(
                (_, _) -> {
                    throw new IllegalStateException("a bug");
                },
                Reason.INVALID_CONFIG,
                events);

        assertThatCode(() -> handler.accept(null, SampleAlerts.alert("any", WRONG)))
                .doesNotThrowAnyException();
        assertThatCode(() -> handler.accept(null, null)).doesNotThrowAnyException();
        assertThat(List.copyOf(events.texts())).isEmpty();
    }
}
