package dev.capstan.notification.kube;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.notification.alert.AlertRule;
import dev.capstan.notification.alert.AlertRule.Match;
import dev.capstan.notification.alert.LabelLookup;
import dev.capstan.notification.alert.NotificationMetadata;
import dev.capstan.notification.alert.kube.AlertRules;
import dev.capstan.notification.event.DedupWindow;
import dev.capstan.notification.provider.Dispatcher;
import dev.capstan.notification.provider.Notification;
import dev.capstan.runtime.log.InternalErrors;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** The way of an event: turned away if it was there before, else compared with every Alert and handed to the dispatcher. */
final class EventRouter {
    private final DedupWindow window;
    private final AlertRules alerts;
    private final LabelLookup labels;
    private final BiPredicate<ObjectKey, ControllerEvent> isWanted;
    private final Dispatcher dispatcher;
    private final EventSink events;
    private final boolean crossNamespaceAllowed;

    /**
     * A router.
     *
     * @param isWanted whether a Provider takes an event
     */
    EventRouter(
            DedupWindow window,
            AlertRules alerts,
            LabelLookup labels,
            BiPredicate<ObjectKey, ControllerEvent> isWanted,
            Dispatcher dispatcher,
            EventSink events,
            boolean crossNamespaceAllowed) {
        this.window = window;
        this.alerts = alerts;
        this.labels = labels;
        this.isWanted = isWanted;
        this.dispatcher = dispatcher;
        this.events = events;
        this.crossNamespaceAllowed = crossNamespaceAllowed;
    }

    /** Takes an event in; says whether it is new. Traces are taken and go nowhere. */
    boolean accept(ControllerEvent event) {
        if (!window.take(event)) {
            return false;
        }
        if (event.severity() != Severity.TRACE) {
            alerts.all().forEach(entry -> routeOrReport(event, entry));
        }
        return true;
    }

    /** A mistake of ours with one Alert is reported on it, and the others get the event. */
    private void routeOrReport(ControllerEvent event, AlertRules.Entry entry) {
        try {
            route(event, entry);
        } catch (RuntimeException | StackOverflowError bug) {
            InternalErrors.report("routing an event", "Alert " + entry.rule().key(), bug);
            events.record(
                    entry.alert(),
                    Severity.ERROR,
                    Reason.NOTIFICATION_DISPATCH_FAILED,
                    "An internal error kept an event from being sent; the log of the controller has the details",
                    Map.of());
        }
    }

    private void route(ControllerEvent event, AlertRules.Entry entry) {
        AlertRule rule = entry.rule();
        var provider = new ObjectKey(rule.key().namespace(), rule.provider());
        if (!isWanted.test(provider, event)) {
            return;
        }
        switch (rule.match(event, crossNamespaceAllowed, labels)) {
            case Match.Matches _ -> send(event, entry, provider);
            case Match.Ignored _ -> {}
            case Match.Forbidden(var source) ->
                events.record(
                        entry.alert(),
                        Severity.ERROR,
                        Reason.NOTIFICATION_DISPATCH_FAILED,
                        "The event source %s is in another namespace, which is not allowed here".formatted(source),
                        Map.of());
            case Match.Unknown(String why) ->
                events.record(
                        entry.alert(),
                        Severity.ERROR,
                        Reason.SOURCE_FETCH_FAILED,
                        "An event was not sent, because its labels could not be compared: " + why,
                        Map.of());
        }
    }

    private void send(ControllerEvent event, AlertRules.Entry entry, ObjectKey provider) {
        NotificationMetadata metadata = NotificationMetadata.compose(event, entry.rule());
        if (!metadata.conflicts().isEmpty()) {
            var facts = new TreeMap<String, String>();
            metadata.conflicts().forEach((name, places) -> facts.put(name, String.join(", ", places)));
            events.record(
                    entry.alert(),
                    Severity.ERROR,
                    Reason.METADATA_APPEND_FAILED,
                    "Metadata is given more than once and the last place wins: " + facts,
                    facts);
        }
        dispatcher.submit(
                provider, new Notification(entry.rule().key(), event, metadata.values(), metadata.fromAlert()));
    }
}
