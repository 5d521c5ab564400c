package dev.capstan.source.bucket.adapter;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.bucket.FetchedObjects;
import dev.capstan.source.bucket.ObjectFetch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Gets several objects at a time into files of a folder that is deleted afterwards. The files have numbers for names: nothing that a
 * bucket says becomes a path.
 */
public final class ScratchFetch implements ObjectFetch {
    private final Path folder;
    private final ArtifactStore artifacts;
    private final Semaphore atOnce;

    private ScratchFetch(Path folder, ArtifactStore artifacts, int atOnce) {
        this.folder = folder;
        this.artifacts = artifacts;
        this.atOnce = new Semaphore(atOnce);
    }

    /**
     * Uses a folder, and removes what a killed process left there.
     *
     * @param atOnce how many objects are fetched at the same time, for all buckets together
     * @throws IOException when the folder cannot be used
     */
    public static ScratchFetch in(Path folder, ArtifactStore artifacts, int atOnce) throws IOException {
        Files.createDirectories(folder);
        try (var left = Files.newDirectoryStream(folder)) {
            for (var entry : left) {
                ScratchFiles.delete(entry);
            }
        }
        return new ScratchFetch(folder, artifacts, atOnce);
    }

    /** An object and where its content goes. */
    private record Download(ListedObject object, Path file) {}

    @Override
    public FetchedObjects fetch(
            ObjectStore store, List<ListedObject> objects, Optional<Artifact> before, Deadline deadline)
            throws IOException {
        var known = KnownContent.of(before, objects, artifacts, folder);
        var scratch = Files.createTempDirectory(folder, "fetch-");
        var downloads = new ArrayList<Download>();
        for (var object : objects) {
            if (!known.has(object)) {
                downloads.add(new Download(object, scratch.resolve(Integer.toString(downloads.size()))));
            }
        }
        var files =
                downloads.stream().collect(toUnmodifiableMap(it -> it.object().key(), Download::file));
        var fetched = new ScratchFiles(scratch, files, known);
        try {
            all(store, downloads, deadline);
            return fetched;
        } catch (IOException | RuntimeException e) {
            fetched.close();
            throw e;
        }
    }

    /** Ends at the first failure, once the others that have begun have ended. */
    private void all(ObjectStore store, List<Download> downloads, Deadline deadline) throws IOException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ExecutorCompletionService<@Nullable Void>(threads);
            downloads.forEach(download -> running.submit(() -> one(store, download, deadline)));
            try {
                for (int done = 0; done < downloads.size(); done++) {
                    var unused = running.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                if (e.getCause() instanceof IOException expected) {
                    throw expected;
                }
                throw new IllegalStateException("fetching an object failed", e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IOException("the attempt was ended", e);
            }
        }
    }

    private @Nullable Void one(ObjectStore store, Download download, Deadline deadline)
            throws IOException, InterruptedException {
        atOnce.acquire();
        try (var content = store.open(download.object(), deadline)) {
            Files.copy(content, download.file());
        } finally {
            atOnce.release();
        }
        return null;
    }
}
