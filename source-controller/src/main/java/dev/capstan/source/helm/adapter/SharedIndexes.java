package dev.capstan.source.helm.adapter;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.index.IndexReader;
import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundResponse;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.helm.HelmFailure;
import dev.capstan.source.helm.RepositoryAccess;
import dev.capstan.source.helm.RepositoryIndexes;
import dev.capstan.source.helm.RepositoryUrl;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Indexes that were fetched over HTTP, one for each repository and access, with what a conditional request needs. Both are kept in files,
 * so that a repository which has nothing new costs one small answer, also after a restart.
 */
public final class SharedIndexes implements RepositoryIndexes {
    private static final int NOT_MODIFIED = 304;
    private static final int OK = 200;

    private final RepositoryRequests requests;
    private final IndexFiles files;
    private final long longestIndex;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();
    private final Map<String, Known> last = new ConcurrentHashMap<>();

    /** A question that a repository is being asked, for all who want to know. */
    private record Flight(long begun, CompletableFuture<SourceResult<IndexState>> answer) {}

    /** What a repository answered last, and when. */
    private record Known(long at, IndexState state) {}

    /**
     * @param longestIndex bytes that an index may have
     */
    public SharedIndexes(OutboundHttp http, IndexFiles files, long longestIndex) {
        this.requests = new RepositoryRequests(http);
        this.files = files;
        this.longestIndex = longestIndex;
    }

    @Override
    public SourceResult<Index> fetch(RepositoryAccess access, Duration maxAge) {
        var key = files.keyOf(access);
        long called = System.nanoTime();
        while (true) {
            var known = last.get(key);
            if (known != null && called - known.at() < maxAge.toNanos() && files.has(key)) {
                return SourceResult.success(index(key, known.state()));
            }
            var mine = new Flight(System.nanoTime(), new CompletableFuture<>());
            var others = flights.putIfAbsent(key, mine);
            if (others == null) {
                return land(key, access, mine).map(state -> index(key, state));
            }
            var answer = others.answer().join();
            // Whoever wants no older answer cannot take one to a question that was on its way before.
            if (!maxAge.isZero() || others.begun() - called >= 0) {
                return answer.map(state -> index(key, state));
            }
        }
    }

    private SourceResult<IndexState> land(String key, RepositoryAccess access, Flight flight) {
        try {
            var answer = ask(key, access);
            if (answer instanceof SourceResult.Success<IndexState>(var state)) {
                last.put(key, new Known(flight.begun(), state));
            }
            flight.answer().complete(answer);
            return answer;
        } catch (RuntimeException | Error bug) {
            flight.answer().completeExceptionally(bug);
            throw bug;
        } finally {
            flights.remove(key, flight);
        }
    }

    private Index index(String key, IndexState state) {
        return new Index(state.revision(), state.size(), () -> files.open(key));
    }

    private SourceResult<IndexState> ask(String key, RepositoryAccess access) {
        var known = files.state(key);
        var place = access.url().index();
        try (var answer = requests.get(access, place, validators(known), longestIndex)) {
            if (answer.status() == NOT_MODIFIED && known.isPresent()) {
                files.used(key);
                return SourceResult.success(known.get());
            }
            return answer.status() == OK
                    ? read(key, answer)
                    : SourceResult.failed(new HelmFailure.IndexRefused(
                            RepositoryUrl.shown(place),
                            answer.status(),
                            access.login().isPresent()));
        } catch (HttpFailureException e) {
            return SourceResult.failed(new HelmFailure.IndexUnreachable(RepositoryUrl.shown(place), e.failure()));
        } catch (ChartException e) {
            return SourceResult.failed(new HelmFailure.IndexUnusable(RepositoryUrl.shown(place), e.failure()));
        } catch (IOException e) {
            return SourceResult.failed(storage(e));
        }
    }

    private static Map<String, String> validators(Optional<IndexState> known) {
        return known.map(state -> state.entityTag().isPresent()
                        ? Map.of("If-None-Match", state.entityTag().get())
                        : state.lastModified()
                                .map(time -> Map.of("If-Modified-Since", time))
                                .orElse(Map.of()))
                .orElse(Map.of());
    }

    private SourceResult<IndexState> read(String key, OutboundResponse answer) throws IOException, ChartException {
        var raw = files.temporary();
        try {
            var digest = download(answer.body(), raw);
            var state = new IndexState(
                    digest.toString(), Files.size(raw), answer.header("ETag"), answer.header("Last-Modified"));
            if (files.state(key)
                    .filter(it -> it.revision().equals(state.revision()))
                    .isPresent()) {
                files.remember(key, state);
                return SourceResult.success(state);
            }
            convert(key, raw, state);
            return SourceResult.success(state);
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private static Digest download(InputStream body, Path target) throws IOException {
        var computation = DigestAlgorithm.SHA256.start();
        try (var out = new DigestOutputStream(Files.newOutputStream(target), computation)) {
            body.transferTo(out);
        }
        return DigestAlgorithm.SHA256.finish(computation);
    }

    private void convert(String key, Path raw, IndexState state) throws IOException, ChartException {
        var json = files.temporary();
        try {
            try (InputStream in = Files.newInputStream(raw);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(json), 64 * 1024)) {
                var _ = IndexReader.copyAsJson(in, out);
            }
            files.keep(key, json, state);
        } finally {
            Files.deleteIfExists(json);
        }
    }

    private static CommonSourceFailure storage(IOException e) {
        return CommonSourceFailure.Storage.of(String.valueOf(e.getMessage()));
    }
}
