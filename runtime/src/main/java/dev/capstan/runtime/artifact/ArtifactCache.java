package dev.capstan.runtime.artifact;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.archive.ArchiveFailure;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.archive.StreamBrokenException;
import dev.capstan.digest.Digest;
import dev.capstan.http.HttpFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts that this process reads, by digest. An artifact is downloaded, verified and unpacked once, however
 * many objects ask for it and at whatever time; what was used least recently leaves when the cache is full.
 */
public final class ArtifactCache {

    private final ArtifactDownload download;
    private final ArchiveReader reader;
    private final ArtifactLimits limits;
    private final Map<String, CompletableFuture<ArtifactAccess>> underway = new ConcurrentHashMap<>();
    private final LinkedHashMap<String, ArchiveTree> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final AtomicLong downloads = new AtomicLong();
    private long keptBytes;

    /** A cache that unpacks below the directory, which is created when absent. */
    public ArtifactCache(ArtifactDownload download, Path directory, ArtifactLimits limits) {
        this.download = download;
        this.limits = limits;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder for artifacts " + directory, e);
        }
        this.reader = new ArchiveReader(directory, limits.archive());
    }

    /** The content of an artifact, from the cache or the server. Blocks while it is downloaded; never throws. */
    public ArtifactAccess access(Artifact artifact) {
        ArchiveTree known = known(artifact.digest().text());
        if (known != null) {
            return new ArtifactAccess.Available(known);
        }
        var mine = new CompletableFuture<ArtifactAccess>();
        var others = underway.putIfAbsent(artifact.digest().text(), mine);
        if (others != null) {
            return others.join();
        }
        try {
            ArchiveTree meanwhile = known(artifact.digest().text());
            ArtifactAccess access = meanwhile == null ? download(artifact) : new ArtifactAccess.Available(meanwhile);
            mine.complete(access);
            return access;
        } finally {
            // Completes the waiting ones also when a bug threw.
            mine.complete(new ArtifactAccess.NotAvailable(new ArtifactFailure.ArchiveUnusable(
                    new ArchiveFailure.StorageFailed("reading ended unexpectedly"))));
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
        Optional<Digest> digest = Digest.parse(artifact.digest().text());
        if (digest.isEmpty()) {
            return new ArtifactAccess.NotAvailable(
                    new ArtifactFailure.ReferenceInvalid("digest is not of a supported form"));
        }
        downloads.incrementAndGet();
        try {
            return switch (download.open(artifact.url().text())) {
                case ArtifactDownload.Answer.Refused(var failure) -> new ArtifactAccess.NotAvailable(failure);
                case ArtifactDownload.Answer.Served(var bytes) -> {
                    try (InputStream archive = bytes) {
                        yield accessTo(reader.read(archive, digest.get()));
                    }
                }
            };
        } catch (IOException e) {
            return new ArtifactAccess.NotAvailable(new ArtifactFailure.Unreachable(
                    HttpArtifactDownload.shown(artifact.url().text()), causeOf(e)));
        }
    }

    private static ArtifactAccess accessTo(ArchiveReader.Result result) {
        return switch (result) {
            case ArchiveReader.Result.Read(var tree) -> new ArtifactAccess.Available(tree);
            case ArchiveReader.Result.NotRead(var failure) ->
                new ArtifactAccess.NotAvailable(new ArtifactFailure.ArchiveUnusable(failure));
        };
    }

    private static String causeOf(IOException e) {
        IOException cause = e instanceof StreamBrokenException stream ? stream.broken() : e;
        return cause instanceof HttpFailureException http
                ? http.failure().message()
                : cause.getClass().getSimpleName();
    }

    private synchronized @Nullable ArchiveTree known(String digest) {
        return kept.get(digest);
    }

    private synchronized void keep(ArchiveTree content) {
        if (content.size() > limits.kept() || kept.putIfAbsent(content.digest(), content) != null) {
            return;
        }
        keptBytes += content.size();
        var oldest = kept.entrySet().iterator();
        while (keptBytes > limits.kept() && oldest.hasNext()) {
            ArchiveTree leaving = oldest.next().getValue();
            if (leaving != content) {
                keptBytes -= leaving.size();
                oldest.remove();
            }
        }
    }
}
