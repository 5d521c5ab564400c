package dev.capstan.source.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.git.AddressPolicy;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.ArtifactServer;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.gitrepository.ArtifactUpdate;
import dev.capstan.source.gitrepository.KeyedSignatures;
import dev.capstan.source.gitrepository.adapter.MirroredRemote;
import dev.capstan.source.gitrepository.kube.ClusterInclusions;
import dev.capstan.source.gitrepository.kube.GitRepositoryReconciler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source controller: storage, artifact server, mirrors, and the reconcilers of its kinds. */
@Singleton
final class SourceController implements Controller {
    private static final ControllerIdentity IDENTITY =
            new ControllerIdentity("source", "source-controller", "source-controller");

    private static final Logger LOG = LoggerFactory.getLogger(SourceController.class);
    private static final Duration UNUSED_MIRRORS_STAY = Duration.ofHours(24);

    private final SourceConfig config;
    private final ReconcilerServices services;
    private final Bus bus;
    private @Nullable Parts parts;

    /** What exists while the controller runs. */
    private record Parts(
            ArtifactServer server,
            GitMirrors mirrors,
            ScheduledExecutorService housekeeping,
            GitRepositoryReconciler gitRepositories) {}

    @Inject
    SourceController(SourceConfig config, ReconcilerServices services, Bus bus) {
        this.config = config;
        this.services = services;
        this.bus = bus;
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void start() {
        try {
            parts = open();
        } catch (IOException e) {
            throw new UncheckedIOException("the source controller cannot start: " + e.getMessage(), e);
        }
    }

    private Parts open() throws IOException {
        var path = config.storage().path();
        var retention =
                new Retention(config.retention().ttl(), config.retention().records());
        var store = FileSystemArtifactStore.open(path.resolve("artifacts"), retention, services.clock());
        var server = ArtifactServer.start(listenAddress(config.storage().address()), store);
        var addresses =
                new AddressPolicy(config.git().allowLoopback(), config.git().allowLinkLocal());
        var mirrors =
                GitMirrors.open(path.resolve("git"), new GitSettings(addresses, GitLimits.DEFAULT), services.clock());
        var secrets = new ClusterSecrets(services.client());
        var update = new ArtifactUpdate(
                new MirroredRemote(mirrors),
                store,
                secrets,
                new ClusterInclusions(services.client(), store, path.resolve("included")),
                new KeyedSignatures(secrets),
                GitLimits.DEFAULT);
        var address = AdvertisedAddress.of(config.storage().advertisedAddress(), server.port());
        return new Parts(
                server,
                mirrors,
                housekeeping(mirrors),
                new GitRepositoryReconciler(IDENTITY, services, update, store, address, bus));
    }

    private static ScheduledExecutorService housekeeping(GitMirrors mirrors) {
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("source-housekeeping").factory());
        var unused = executor.scheduleWithFixedDelay(() -> deleteUnused(mirrors), 1, 1, TimeUnit.HOURS);
        return executor;
    }

    private static void deleteUnused(GitMirrors mirrors) {
        try {
            int deleted = mirrors.deleteUnused(UNUSED_MIRRORS_STAY);
            LOG.debug("Deleted {} mirrors that nobody has asked for", deleted);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Mirrors that nobody uses could not be deleted; tried again in an hour", e);
        }
    }

    private static InetSocketAddress listenAddress(String text) {
        var uri = URI.create("tcp://" + (text.startsWith(":") ? "0.0.0.0" + text : text));
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("capstan.source.storage.address must be host:port, not '" + text + "'");
        }
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private Parts running() {
        var running = parts;
        if (running == null) {
            throw new IllegalStateException("the source controller has not been started");
        }
        return running;
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.of(running().gitRepositories());
    }

    @Override
    public List<BusConsumer<?>> consumers() {
        return List.of(new ReconcileRequests(running().gitRepositories()));
    }

    @Override
    public void stop() {
        var running = running();
        parts = null;
        running.housekeeping().shutdownNow();
        running.server().close();
        try {
            running.mirrors().close();
        } catch (IOException e) {
            throw new UncheckedIOException("the mirrors could not be closed", e);
        }
    }
}
