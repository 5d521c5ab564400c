package dev.capstan.applier.source.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.KnownSource;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sources that this process looks at, by watch. Kinds that the cluster does not serve have no objects. */
public final class WatchedSources implements SourceLookup, AutoCloseable {

    /**
     * All kinds with the role MANIFEST_SOURCE, each as a view of its artifact only. Not the types of the registry: it has none
     * for kinds that other projects serve, and a watch that reads whole specs keeps them all in memory.
     */
    static final List<Class<? extends ArtifactSource>> KINDS = List.of(
            ArtifactSource.OfGit.class,
            ArtifactSource.OfOci.class,
            ArtifactSource.OfBucket.class,
            ArtifactSource.External.class);

    private final Map<String, KindWatch<? extends ArtifactSource>> watches = new ConcurrentHashMap<>();
    private final KubernetesClient client;
    private final WatchScope scope;

    /**
     * Prepares the watches; nothing is known before they are started.
     *
     * @param scope where to watch
     */
    public WatchedSources(KubernetesClient client, WatchScope scope) {
        this.client = client;
        this.scope = scope;
    }

    /**
     * Begins to watch, and waits until the kinds that the cluster serves are known; others are watched from when they are
     * served.
     *
     * @param onRevision called when a source offers another artifact than before, or the same at another address, and when it
     *     is gone; must return at once
     * @param atMost how long to wait
     */
    public void start(Consumer<SourceKey> onRevision, Duration atMost) {
        KINDS.forEach(kind -> add(kind, onRevision));
        watches.values().stream()
                .map(watch -> Thread.ofVirtual().start(() -> watch.start(atMost)))
                .toList()
                .forEach(WatchedSources::join);
    }

    private <T extends ArtifactSource> void add(Class<T> kind, Consumer<SourceKey> onRevision) {
        String name = HasMetadata.getKind(kind);
        watches.put(name, new KindWatch<>(client, scope, kind, Map.of(), (before, after) -> {
            T source = after != null ? after : before;
            if (source != null && concernsConsumers(before, after)) {
                onRevision.accept(new SourceKey(name, source.key()));
            }
        }));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Lookup find(SourceKey key) {
        KindWatch<? extends ArtifactSource> watch = watches.get(key.kind());
        if (watch == null
                && KINDS.stream().noneMatch(kind -> HasMetadata.getKind(kind).equals(key.kind()))) {
            return new Lookup.KindMissing("sources of this kind are not known to this release");
        }
        if (!scope.covers(key.key().namespace())) {
            return new Lookup.OutOfScope();
        }
        if (watch == null || !watch.isSynced()) {
            return new Lookup.KindMissing(
                    "the cluster does not serve %s yet; install source-controller and its CRDs".formatted(key.kind()));
        }
        return watch.find(key.key())
                .<Lookup>map(source -> new Lookup.Found(new KnownSource(key, artifactOf(source), originOf(source))))
                .orElseGet(Lookup.Missing::new);
    }

    /** A source that is there and has lost its artifact concerns nobody: who is at rest keeps what was applied. */
    static boolean concernsConsumers(@Nullable ArtifactSource before, @Nullable ArtifactSource after) {
        Optional<Offer> offered = offerOf(after);
        return !offered.equals(offerOf(before)) && (offered.isPresent() || after == null);
    }

    /** What consumers need of an artifact to use it. */
    private record Offer(ArtifactVersion version, ArtifactUrl url) {}

    private static Optional<Offer> offerOf(@Nullable ArtifactSource source) {
        return Optional.ofNullable(source)
                .flatMap(WatchedSources::artifactOf)
                .map(artifact -> new Offer(ArtifactVersion.of(artifact), artifact.url()));
    }

    private static Optional<Artifact> artifactOf(ArtifactSource source) {
        return Optional.ofNullable(source.getStatus()).map(ArtifactSource.Status::artifact);
    }

    private static Optional<KnownSource.Origin> originOf(ArtifactSource source) {
        Map<String, Object> spec = source.getSpec();
        return spec != null && spec.get("url") instanceof String url
                ? Optional.of(KnownSource.Origin.of(
                        url, Boolean.TRUE.equals(spec.get("suspend")) ? "suspended" : String.valueOf(spec.get("ref"))))
                : Optional.empty();
    }

    @Override
    public void close() {
        watches.values().forEach(KindWatch::close);
    }
}
