package dev.capstan.chartaccess.kube;

import dev.capstan.access.kube.Upstreams;
import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.chartaccess.adapter.IndexFiles;
import dev.capstan.chartaccess.adapter.SharedIndexes;
import dev.capstan.charts.ChartLimits;
import dev.capstan.http.OutboundHttp;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The indexes of chart repositories that this process keeps, shared by its controllers, and the limits of charts for all of them. */
@Singleton
public final class ProcessIndexes {
    private final ChartConfig config;
    private final Supplier<OutboundHttp> http;
    private final Clock clock;
    private Optional<Open> open = Optional.empty();
    private int users;

    @Inject
    ProcessIndexes(ChartConfig config, Upstreams upstreams, ReconcilerServices services) {
        this(config, () -> upstreams.open(upstreams.addresses()), services.clock());
    }

    ProcessIndexes(ChartConfig config, Supplier<OutboundHttp> http, Clock clock) {
        this.config = config;
        this.http = http;
        this.clock = clock;
    }

    private record Open(OutboundHttp http, RepositoryIndexes indexes) {}

    /**
     * The indexes, for one who closes this when they are not needed any more.
     *
     * @param indexes shared with everybody who has opened them
     */
    public record Lease(RepositoryIndexes indexes, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * Opens the indexes, or joins those who have.
     *
     * @param folder where they are kept when nobody has opened them; nothing is lost but time when they are
     */
    public synchronized Lease open(Path folder) throws IOException {
        var shared = open.isPresent() ? open.get() : openIn(folder);
        open = Optional.of(shared);
        users++;
        var isReleased = new AtomicBoolean();
        return new Lease(shared.indexes(), () -> {
            if (!isReleased.getAndSet(true)) {
                leave();
            }
        });
    }

    private Open openIn(Path folder) throws IOException {
        var files = IndexFiles.open(folder, clock);
        var client = http.get();
        return new Open(client, new SharedIndexes(client, files, config.indexMaxBytes()));
    }

    private synchronized void leave() {
        users--;
        if (users == 0) {
            open.ifPresent(unused -> unused.http().close());
            open = Optional.empty();
        }
    }

    /** The limits of charts. */
    public ChartLimits limits() {
        var standard = ChartLimits.DEFAULT;
        return new ChartLimits(
                config.chartMaxBytes(), config.chartFileMaxBytes(), standard.unpacked(), standard.files());
    }
}
