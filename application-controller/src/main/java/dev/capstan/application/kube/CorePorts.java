package dev.capstan.application.kube;

import dev.capstan.application.core.ApplicationStates;
import dev.capstan.application.core.RepoServerCalls;
import dev.capstan.application.core.adapter.GrpcServer;
import dev.capstan.application.core.adapter.RedisServer;
import dev.capstan.application.core.redis.RedisSession;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.runtime.host.ControllerScope;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports for {@code argocd --core}. */
final class CorePorts {
    private static final Logger LOG = LoggerFactory.getLogger(CorePorts.class);

    private final ApplicationSettings.Core settings;
    private final Vertx vertx;
    private final Clock clock;

    CorePorts(ApplicationSettings.Core settings, Vertx vertx, Clock clock) {
        this.settings = settings;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Opens them for as long as the controller runs. */
    void open(ControllerScope scope, CoreApplications applications, CorePassword password, NamespaceContents contents) {
        var states = new ApplicationStates(applications::compared, contents);
        try {
            GrpcServer calls = scope.keep(GrpcServer.open(
                    vertx, settings.host(), settings.repoServerPort(), new RepoServerCalls(applications), clock));
            RedisServer cache = scope.keep(
                    RedisServer.open(settings.host(), settings.redisPort(), () -> new RedisSession(password, states)));
            LOG.info("Answering argocd --core on ports {} and {}", calls.port(), cache.port());
        } catch (IOException unavailable) {
            throw new UncheckedIOException(
                    "A port for argocd --core cannot be opened; set capstan.application.core.repo-server-port and"
                            + " capstan.application.core.redis-port to others, or capstan.application.core.enabled to false",
                    unavailable);
        }
    }
}
