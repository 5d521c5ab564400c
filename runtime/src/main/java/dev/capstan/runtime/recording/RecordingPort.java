package dev.capstan.runtime.recording;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the port for flight recordings where one is configured; a process without it opens none. */
@ApplicationScoped
public class RecordingPort {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingPort.class);

    private final Vertx vertx;
    private final OptionalInt port;

    /** @param port on the loopback address; empty for none */
    @Inject
    public RecordingPort(Vertx vertx, @ConfigProperty(name = "capstan.port.recording") OptionalInt port) {
        this.vertx = vertx;
        this.port = port;
    }

    void open(@Observes StartupEvent event) {
        port.ifPresent(number -> RecordingServer.open(vertx, number)
                .onSuccess(open -> LOG.info("Taking orders for flight recordings on port {} of loopback", open.port()))
                .onFailure(refused ->
                        LOG.error("Port {} of loopback cannot be opened for flight recordings", number, refused)));
    }
}
