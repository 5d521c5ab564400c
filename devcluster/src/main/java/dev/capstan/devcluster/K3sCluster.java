package dev.capstan.devcluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * K3s in a container: one real node, on which Pods run and images are pulled. It ends with {@link #close} and also when this JVM
 * dies, however that happens.
 */
public final class K3sCluster implements Cluster {

    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path folder;
    private final String image;
    private final URI engine;
    private final Duration startTime;

    K3sCluster(Process process, Path folder, String image, URI engine, Duration startTime) {
        this.process = process;
        this.folder = folder;
        this.image = image;
        this.engine = engine;
        this.startTime = startTime;
    }

    @Override
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /** None: it has none, and what runs all in one needs none. */
    @Override
    public Optional<URI> nats() {
        return Optional.empty();
    }

    @Override
    public String describe() {
        return "K3s: %s in the container engine at %s, with one real node".formatted(image, engine);
    }

    /** From the decision to use it until it took work, with the time that its image needed. */
    public Duration startTime() {
        return startTime;
    }

    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ClusterException("K3s has not ended within " + END_LIMIT.toSeconds()
                        + " s. Its container is still there: docker ps --filter label=dev.capstan.k3s");
            }
        } catch (IOException e) {
            process.destroy(); // the pipe is broken already: ask by signal
        } catch (InterruptedException e) {
            process.destroy(); // it takes its container with it
            Thread.currentThread().interrupt();
        }
    }
}
