package dev.capstan.notification.kube;

import dev.capstan.api.bus.EventEmitted;
import dev.capstan.runtime.bus.BusConsumer;

/** Takes events from the bus. */
final class EventConsumer implements BusConsumer<EventEmitted> {
    private final EventRouter router;

    EventConsumer(EventRouter router) {
        this.router = router;
    }

    @Override
    public String name() {
        return "notification-controller-events";
    }

    @Override
    public Class<EventEmitted> type() {
        return EventEmitted.class;
    }

    @Override
    public void accept(EventEmitted message) {
        router.accept(message.event());
    }
}
