package dev.capstan.application.plane.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.DefaultProject;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.watch.LastingObstacle;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the AppProject {@code default} where it is missing when the controller starts, as Argo CD does. While the namespace or the kind is
 * not there it tries again.
 */
public final class DefaultProjectMaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultProjectMaker.class);
    private static final long AGAIN_SECONDS = 10;

    private final KubernetesClient client;
    private final WatchedControlPlane plane;
    private final String namespace;
    private final LastingObstacle obstacle = new LastingObstacle();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("default-project").factory());

    /** @param plane whose watches have begun */
    public DefaultProjectMaker(KubernetesClient client, WatchedControlPlane plane, String namespace) {
        this.client = client;
        this.plane = plane;
        this.namespace = namespace;
    }

    /** Begins to try. */
    public DefaultProjectMaker start() {
        var _ = executor.scheduleWithFixedDelay(
                () -> InternalErrors.guard("making the project", AppProject.DEFAULT, this::step),
                0,
                AGAIN_SECONDS,
                TimeUnit.SECONDS);
        return this;
    }

    private void step() {
        if (plane.isSynced() && isThere()) {
            executor.shutdown();
        }
    }

    private boolean isThere() {
        if (plane.hasProject(AppProject.DEFAULT)) {
            return true;
        }
        try {
            client.resource(new ObjectMapper().writeValueAsString(DefaultProject.object(namespace)))
                    .inNamespace(namespace)
                    .create();
            LOG.info("Made the AppProject {}/{}, which permits everything", namespace, AppProject.DEFAULT);
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return true;
            }
            obstacle.met(
                    refused.getMessage(),
                    what -> LOG.warn(
                            "The AppProject {}/{} cannot be made; trying again: {}",
                            namespace,
                            AppProject.DEFAULT,
                            what));
            return false;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
