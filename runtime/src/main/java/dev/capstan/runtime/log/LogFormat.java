package dev.capstan.runtime.log;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Switches the console to JSON lines when the process is configured so ({@code capstan.log.format=json}). */
@ApplicationScoped
class LogFormat {
    private final String format;

    LogFormat(@ConfigProperty(name = "capstan.log.format", defaultValue = "text") String format) {
        this.format = format;
    }

    void apply(@Observes @Priority(1) StartupEvent event) {
        switch (format) {
            case "json" -> {
                for (Handler handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
                    handler.setFormatter(new JsonLines());
                }
            }
            case "text" -> {}
            default -> throw new IllegalArgumentException("capstan.log.format must be text or json, not " + format);
        }
    }
}
