package dev.capstan.notification.kube;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.runtime.http.BoundedServer;
import dev.capstan.runtime.http.BoundedServer.Request;
import dev.capstan.runtime.http.BoundedServer.Response;
import java.io.IOException;

/** The HTTP endpoint that controllers of the toolkit post their events to. */
final class EventIntake implements BoundedServer.Handler {
    private static final ObjectReader EVENTS = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(ControllerEvent.class);

    private final EventRouter router;

    EventIntake(EventRouter router) {
        this.router = router;
    }

    @Override
    public Response handle(Request request) {
        if (!request.path().equals("/")) {
            return new Response(404, "Events are posted to /");
        }
        if (!request.method().equals("POST")) {
            return new Response(405, "Events are posted");
        }
        ControllerEvent event;
        try {
            event = EVENTS.readValue(request.body());
        } catch (IOException malformed) {
            return new Response(400, "The body is not an event");
        }
        if (event == null
                || event.involvedObject().kind().isEmpty()
                || event.involvedObject().name().isEmpty()) {
            return new Response(400, "The event is about nothing");
        }
        return router.accept(event) ? new Response(202, "") : new Response(429, "The event was already sent");
    }
}
