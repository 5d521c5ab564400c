package dev.capstan.runtime.health;

import dev.capstan.runtime.host.ControllerHost;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Answers {@code /healthz}, {@code /readyz} and {@code /metrics} where tools for Flux look for them. */
@ApplicationScoped
public class Probes {
    private final ControllerHost host;
    private final PrometheusMeterRegistry metrics;
    private final Ports ports;
    private final OptionalInt healthPort;
    private final OptionalInt metricsPort;

    /**
     * @param healthPort port of the probes; empty for the main port
     * @param metricsPort port of the metrics; empty for the main port
     */
    @Inject
    public Probes(
            ControllerHost host,
            PrometheusMeterRegistry metrics,
            Ports ports,
            @ConfigProperty(name = "capstan.port.health") OptionalInt healthPort,
            @ConfigProperty(name = "capstan.port.metrics") OptionalInt metricsPort) {
        this.host = host;
        this.metrics = metrics;
        this.ports = ports;
        this.healthPort = healthPort;
        this.metricsPort = metricsPort;
    }

    void open(@Observes Router main) {
        ports.serve("probes", healthPort, main, router -> {
            router.get("/healthz").handler(request -> answer(request.response(), host.isAlive()));
            router.get("/readyz").handler(request -> answer(request.response(), host.isReady()));
        });
        ports.serve(
                "metrics",
                metricsPort,
                main,
                router -> router.get("/metrics")
                        .blockingHandler(request -> request.response()
                                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(metrics.scrape())));
    }

    private static void answer(HttpServerResponse response, boolean good) {
        response.setStatusCode(good ? 200 : 503).end(good ? "ok" : "not ready");
    }

    /** The same answer under {@code /q/health/ready}. */
    @Readiness
    @ApplicationScoped
    static class ControllersReady implements HealthCheck {
        private final ControllerHost host;

        @Inject
        ControllersReady(ControllerHost host) {
            this.host = host;
        }

        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.named("controllers")
                    .status(host.isReady())
                    .build();
        }
    }
}
