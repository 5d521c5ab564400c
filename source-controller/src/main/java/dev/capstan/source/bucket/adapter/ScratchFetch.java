package dev.capstan.source.bucket.adapter;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.bucket.FetchEndedException;
import dev.capstan.source.bucket.FetchedObjects;
import dev.capstan.source.bucket.ObjectFetch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets several objects at a time into files of a folder that is deleted afterwards. The files have numbers for names: nothing that a
 * bucket says becomes a path.
 */
public final class ScratchFetch implements ObjectFetch {
    private final Path folder;
    private final ArtifactStore artifacts;
    private final int workers;
    private final Semaphore atOnce;

    private ScratchFetch(Path folder, ArtifactStore artifacts, int workers, int atOnce) {
        this.folder = folder;
        this.artifacts = artifacts;
        this.workers = workers;
        this.atOnce = new Semaphore(atOnce, true);
    }

    /**
     * Uses a folder, and removes what a killed process left there.
     *
     * @param workers how many objects of one bucket are fetched at the same time
     * @param atOnce the same for all buckets together; who has waited longest is next
     * @throws IOException when the folder cannot be used
     */
    public static ScratchFetch in(Path folder, ArtifactStore artifacts, int workers, int atOnce) throws IOException {
        Files.createDirectories(folder);
        try (var left = Files.newDirectoryStream(folder)) {
            for (var entry : left) {
                ScratchFiles.delete(entry);
            }
        }
        return new ScratchFetch(folder, artifacts, workers, atOnce);
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
        var open = new ConcurrentLinkedQueue<>(downloads);
        int count = Math.min(workers, downloads.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ExecutorCompletionService<@Nullable Void>(threads);
            for (int worker = 0; worker < count; worker++) {
                running.submit(() -> some(store, open, deadline));
            }
            try {
                for (int done = 0; done < count; done++) {
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
                throw new FetchEndedException("the attempt was ended");
            }
        }
    }

    private @Nullable Void some(ObjectStore store, Queue<Download> open, Deadline deadline)
            throws IOException, InterruptedException {
        for (var next = open.poll(); next != null; next = open.poll()) {
            one(store, next, deadline);
        }
        return null;
    }

    private void one(ObjectStore store, Download download, Deadline deadline) throws IOException, InterruptedException {
        if (!atOnce.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new FetchEndedException("the timeout of " + deadline.allowed().toSeconds()
                    + "s went by while objects of other buckets were fetched");
        }
        try (var content = store.open(download.object(), deadline)) {
            Files.copy(content, download.file());
        } finally {
            atOnce.release();
        }
    }
}
