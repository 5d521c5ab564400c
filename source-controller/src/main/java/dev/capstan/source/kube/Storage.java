package dev.capstan.source.kube;

import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.nats.NatsSettings;
import dev.capstan.runtime.nats.ObjectBucket;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.ArtifactServer;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.artifact.adapter.ReplicatedArtifactStore;
import dev.capstan.source.artifact.adapter.ServedFiles;
import dev.capstan.source.artifact.adapter.SharedNames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage of artifacts and its server, as they are configured. One that is shared with other replicas is served also while another
 * process leads; one on this disk alone only by the leader, for nobody else knows what is in it.
 */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final long TIDY_MINUTES = 10;

    private final SourceConfig config;
    private final NatsSettings nats;
    private final Clock clock;
    private Optional<Replica> replica = Optional.empty();

    /** A storage that is open, as one of several replicas. */
    private record Replica(ReplicatedArtifactStore store, ServedArtifacts artifacts) {}

    Storage(SourceConfig config, NatsSettings nats, Clock clock) {
        this.config = config;
        this.nats = nats;
        this.clock = clock;
    }

    /** Serves what other replicas store, where the storage is shared. */
    void standBy(ControllerScope scope) throws IOException {
        if (config.storage().kind() == SourceConfig.Storage.Kind.NATS) {
            var bucket = scope.keep(ObjectBucket.open(nats, "artifacts", ObjectBucket.UNBOUNDED));
            var store = new ReplicatedArtifactStore(disk(), new SharedNames(bucket, clock));
            replica = Optional.of(new Replica(store, serve(scope, store, store)));
            tidy(scope, store);
        }
    }

    /** The artifacts that this process decides on from now on. */
    ServedArtifacts lead(ControllerScope scope) throws IOException {
        if (replica.isPresent()) {
            replica.get().store().lead();
            return replica.get().artifacts();
        }
        var disk = disk();
        return serve(scope, disk, disk);
    }

    private FileSystemArtifactStore disk() throws IOException {
        var retention =
                new Retention(config.retention().ttl(), config.retention().records());
        return FileSystemArtifactStore.open(
                config.storage().path().resolve("artifacts"), config.storage().maxBytes(), retention, clock);
    }

    private ServedArtifacts serve(ControllerScope scope, ArtifactStore store, ServedFiles files) throws IOException {
        var server =
                scope.keep(ArtifactServer.start(listenAddress(config.storage().address()), files));
        var address = AdvertisedAddress.of(config.storage().advertisedAddress(), server.port());
        LOG.info("Serving artifacts on port {}", server.port());
        return new ServedArtifacts(store, address);
    }

    private static void tidy(ControllerScope scope, ReplicatedArtifactStore store) {
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("source-storage").factory());
        Runnable step = () -> InternalErrors.guard("tidying the storage", "artifacts", () -> tidy(store));
        var _ = timer.scheduleWithFixedDelay(step, TIDY_MINUTES, TIDY_MINUTES, TimeUnit.MINUTES);
        scope.keep(timer::shutdownNow);
    }

    private static void tidy(ReplicatedArtifactStore store) {
        try {
            store.tidy();
        } catch (IOException e) {
            LOG.warn("Artifacts that nothing names stay for now; tried again in {} minutes", TIDY_MINUTES, e);
        }
    }

    private static InetSocketAddress listenAddress(String text) {
        var uri = URI.create("tcp://" + (text.startsWith(":") ? "0.0.0.0" + text : text));
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("capstan.source.storage.address must be host:port, not '" + text + "'");
        }
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
