package dev.capstan.runtime.health;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Further HTTP ports beside the main one of the process. What has a port of its own in a cluster (metrics, probes, webhooks) shares the main one
 * where no port is given, so that a standalone process needs a single port.
 */
@ApplicationScoped
public class Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

    private final Vertx vertx;
    private final List<HttpServer> servers = new ArrayList<>();

    /** Servers share the event loops of the process. */
    @Inject
    public Ports(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Puts routes on a port of their own, or on the main one.
     *
     * @param name what they are for, for the log
     * @param port the port; empty for the main one, 0 for any free one
     * @param main the router of the main port
     * @param routes adds the routes to a router
     */
    public void serve(String name, OptionalInt port, Router main, Consumer<Router> routes) {
        if (port.isEmpty()) {
            routes.accept(main);
            return;
        }
        Router own = Router.router(vertx);
        routes.accept(own);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setPort(port.getAsInt())
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
        server.requestHandler(own)
                .listen()
                .onSuccess(open -> LOG.info("Serving {} on port {}", name, open.actualPort()))
                .onFailure(refused -> LOG.error("{} cannot be served on port {}", name, port.getAsInt(), refused));
        synchronized (servers) {
            servers.add(server);
        }
    }

    @PreDestroy
    void close() {
        synchronized (servers) {
            servers.forEach(HttpServer::close);
        }
    }
}
