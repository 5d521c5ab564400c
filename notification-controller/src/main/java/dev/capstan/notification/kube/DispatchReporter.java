package dev.capstan.notification.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.alert.kube.AlertRules;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.DispatchListener;
import dev.capstan.notification.provider.Notification;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.redaction.MaskedThrowable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/** Counts what becomes of notifications, and records events about those that did not arrive, on the Alert that wanted them sent. */
final class DispatchReporter implements DispatchListener {
    private static final String COUNTER = "capstan_notifications";

    private final MeterRegistry registry;
    private final AlertRules alerts;
    private final EventSink events;

    DispatchReporter(MeterRegistry registry, AlertRules alerts, EventSink events) {
        this.registry = registry;
        this.alerts = alerts;
        this.events = events;
    }

    /** Shows how many notifications wait. */
    void measure(IntSupplier waiting) {
        Gauge.builder("capstan_notifications_waiting", waiting, IntSupplier::getAsInt)
                .description("Notifications that wait for a Provider.")
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void delivered(ObjectKey provider, Notification notification) {
        count(provider, "delivered");
    }

    @Override
    public void failed(ObjectKey provider, Notification notification, DispatchFailure failure) {
        count(provider, "failed_" + nameOf(failure.family()));
        if (failure instanceof DispatchFailure.OurBug(ObjectKey _, MaskedThrowable cause)) {
            InternalErrors.report("sending a notification", "Provider " + provider, cause);
        }
        report(notification, failure);
    }

    /** Recorded once when a row begins and then at every thousandth: ten thousand drops must not become ten thousand events. */
    @Override
    public void dropped(ObjectKey provider, Notification notification, long inThisRow) {
        count(provider, "dropped");
        if (inThisRow == 1 || inThisRow % 1000 == 0) {
            report(notification, new DispatchFailure.Dropped(provider, inThisRow));
        }
    }

    @Override
    public void bug(ObjectKey provider, Throwable bug) {
        InternalErrors.report("reporting about notifications", "Provider " + provider, bug);
    }

    private void report(Notification notification, DispatchFailure failure) {
        alerts.find(notification.alert())
                .ifPresent(
                        alert -> events.record(alert, Severity.ERROR, failure.reason(), failure.message(), Map.of()));
    }

    private void count(ObjectKey provider, String result) {
        registry.counter(COUNTER, "namespace", provider.namespace(), "name", provider.name(), "result", result)
                .increment();
    }

    private static String nameOf(Failure.Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }
}
