package dev.capstan.runtime.artifact;

import dev.capstan.api.artifact.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The artifacts that this process reads, by digest. An artifact is downloaded, verified and unpacked once, however
 * many objects ask for it and at whatever time; what was used least recently leaves when the cache is full.
 */
public final class ArtifactCache {

    private final ArtifactServer server;
    private final ArchiveReader reader;
    private final ArtifactLimits limits;
    private final Map<String, CompletableFuture<ArtifactAccess>> underway = new ConcurrentHashMap<>();
    private final LinkedHashMap<String, ArtifactContent> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final AtomicLong downloads = new AtomicLong();
    private long keptBytes;

    /** A cache that unpacks below the directory, which is created when absent. */
    public ArtifactCache(ArtifactServer server, Path directory, ArtifactLimits limits) {
        this.server = server;
        this.limits = limits;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder for artifacts " + directory, e);
        }
        this.reader = new ArchiveReader(directory, limits);
    }

    /** The content of an artifact, from the cache or the server. Blocks while it is downloaded; never throws. */
    public ArtifactAccess access(Artifact artifact) {
        ArtifactContent known = known(artifact.digest().text());
        if (known != null) {
            return new ArtifactAccess.Available(known);
        }
        var mine = new CompletableFuture<ArtifactAccess>();
        var others = underway.putIfAbsent(artifact.digest().text(), mine);
        if (others != null) {
            return others.join();
        }
        try {
            ArtifactContent meanwhile = known(artifact.digest().text());
            ArtifactAccess access = meanwhile == null ? download(artifact) : new ArtifactAccess.Available(meanwhile);
            mine.complete(access);
            return access;
        } finally {
            // Completes the waiting ones also when a bug threw.
            mine.complete(
                    new ArtifactAccess.NotAvailable(new ArtifactFailure.StorageFailed("reading ended unexpectedly")));
            underway.remove(artifact.digest().text(), mine);
        }
    }

    /** How many downloads were begun since the start of the process. */
    public long downloads() {
        return downloads.get();
    }

    private ArtifactAccess download(Artifact artifact) {
        ArtifactAccess access = attempt(artifact);
        // One more try at once: a server that restarts or a connection that was kept too long.
        if (access instanceof ArtifactAccess.NotAvailable(ArtifactFailure.Unreachable _)) {
            access = attempt(artifact);
        }
        if (access instanceof ArtifactAccess.Available(var content)) {
            keep(content);
        }
        return access;
    }

    private ArtifactAccess attempt(Artifact artifact) {
        downloads.incrementAndGet();
        try {
            return switch (server.open(artifact.url().text())) {
                case ArtifactServer.Answer.Refused(var failure) -> new ArtifactAccess.NotAvailable(failure);
                case ArtifactServer.Answer.Served(var bytes) -> {
                    try (InputStream archive = bytes) {
                        yield reader.read(archive, artifact.digest().text());
                    }
                }
            };
        } catch (IOException e) {
            return new ArtifactAccess.NotAvailable(new ArtifactFailure.Unreachable(
                    HttpArtifactServer.shown(artifact.url().text()), causeOf(e)));
        }
    }

    private static String causeOf(IOException e) {
        Throwable cause = e instanceof ArchiveReader.SourceBroken && e.getCause() != null ? e.getCause() : e;
        return switch (cause) {
            case java.net.ConnectException _ -> "connection refused";
            case java.net.http.HttpTimeoutException _ -> "no answer in time";
            case java.nio.channels.UnresolvedAddressException _ -> "unknown host";
            default -> cause.getClass().getSimpleName();
        };
    }

    private synchronized @org.jspecify.annotations.Nullable ArtifactContent known(String digest) {
        return kept.get(digest);
    }

    private synchronized void keep(ArtifactContent content) {
        if (content.size() > limits.kept() || kept.putIfAbsent(content.digest(), content) != null) {
            return;
        }
        keptBytes += content.size();
        var oldest = kept.entrySet().iterator();
        while (keptBytes > limits.kept() && oldest.hasNext()) {
            ArtifactContent leaving = oldest.next().getValue();
            if (leaving != content) {
                keptBytes -= leaving.size();
                oldest.remove();
            }
        }
    }
}
