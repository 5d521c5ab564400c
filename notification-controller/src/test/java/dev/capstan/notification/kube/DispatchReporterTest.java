package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.SampleAlerts;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.alert.kube.AlertRules;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.Notification;
import dev.capstan.runtime.redaction.MaskedThrowable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchReporterTest {
    private static final ObjectKey SLACK = new ObjectKey("flux", "slack");
    private static final Notification NOTIFICATION =
            new Notification(new ObjectKey("flux", "all"), SampleEvents.info("hello"), new TreeMap<>(), Set.of());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AlertRules alerts = new AlertRules();
    private final RecordedEvents events = new RecordedEvents();
    private final DispatchReporter reporter = new DispatchReporter(registry, alerts, events);

    @BeforeEach
    void anAlertIsThere() {
        alerts.onChange(null, SampleAlerts.alert("all", "providerRef: {name: slack}\neventSources: []"));
    }

    @Test
    void aDeliveryIsCountedAndRecordsNoEvent() {
        reporter.delivered(SLACK, NOTIFICATION);

        assertThat(count("delivered")).isEqualTo(1);
        assertThat(events.texts()).isEmpty();
    }

    @Test
    void aFailureIsCountedByItsFamilyAndRecordedOnTheAlert() {
        reporter.failed(SLACK, NOTIFICATION, new DispatchFailure.TimedOut(SLACK, "x", Duration.ofSeconds(15)));
        reporter.failed(SLACK, NOTIFICATION, new DispatchFailure.AddressMissing(SLACK));

        assertThat(count("failed_dependency")).isEqualTo(1);
        assertThat(count("failed_user_input")).isEqualTo(1);
        assertThat(events.texts())
                .hasSize(2)
                .first()
                .isEqualTo("all NotificationDispatchFailed: Provider flux/slack did not answer at x within 15 s");
    }

    @Test
    void aMistakeOfOursIsCountedAndRecordedWithoutItsText() {
        var bug = MaskedThrowable.of(new IllegalArgumentException("Bearer hunter2"));

        reporter.failed(SLACK, NOTIFICATION, new DispatchFailure.OurBug(SLACK, bug));

        assertThat(count("failed_our_bug")).isEqualTo(1);
        assertThat(events.texts())
                .singleElement()
                .asString()
                .contains("An internal error")
                .doesNotContain("hunter2");
    }

    @Test
    void dropsAreAllCountedAndRecordedAtTheBeginningOfARowAndAtEveryThousandth() {
        for (int i = 1; i <= 2500; i++) {
            reporter.dropped(SLACK, NOTIFICATION, i);
        }

        assertThat(count("dropped")).isEqualTo(2500);
        assertThat(events.texts()).hasSize(3);
    }

    @Test
    void anAlertThatIsGoneGetsNoEvent() {
        var orphan =
                new Notification(new ObjectKey("flux", "gone"), SampleEvents.info("hello"), new TreeMap<>(), Set.of());

        reporter.failed(SLACK, orphan, new DispatchFailure.AddressMissing(SLACK));

        assertThat(count("failed_user_input")).isEqualTo(1);
        assertThat(events.texts()).isEmpty();
    }

    private double count(String result) {
        return registry.counter("capstan_notifications", "namespace", "flux", "name", "slack", "result", result)
                .count();
    }
}
