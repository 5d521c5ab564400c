package dev.capstan.chartaccess.adapter;

import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.index.IndexReader;
import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundResponse;
import dev.capstan.http.SharedQuestions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

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
    private final SharedQuestions<String, ChartAccessResult<IndexState>> questions =
            new SharedQuestions<>(SharedIndexes::isOfOneAlone);

    /**
     * @param longestIndex bytes that an index may have
     */
    public SharedIndexes(OutboundHttp http, IndexFiles files, long longestIndex) {
        this.requests = new RepositoryRequests(http);
        this.files = files;
        this.longestIndex = longestIndex;
    }

    @Override
    public ChartAccessResult<Index> fetch(RepositoryAccess access) {
        var key = files.keyOf(access);
        var deadline = Deadline.in(access.timeout());
        try {
            return questions
                    .ask(key, deadline, () -> ask(key, access, deadline))
                    .map(state -> index(key, state));
        } catch (TimeoutException e) {
            return unreachable(
                    access, new HttpFailure.TimedOut(access.url().uri().getHost(), deadline.allowed()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable(
                    access, new HttpFailure.Interrupted(access.url().uri().getHost()));
        }
    }

    private static boolean isOfOneAlone(ChartAccessResult<IndexState> answer) {
        return answer
                        instanceof
                        ChartAccessResult.Failed<IndexState>(ChartAccessFailure.IndexUnreachable(var _, var cause))
                && cause.isOfOneAlone();
    }

    private static <T> ChartAccessResult<T> unreachable(RepositoryAccess access, HttpFailure cause) {
        return ChartAccessResult.failed(new ChartAccessFailure.IndexUnreachable(
                RepositoryUrl.shown(access.url().index()), cause));
    }

    private Index index(String key, IndexState state) {
        return new Index(state.revision(), state.size(), () -> files.open(key, state.revision()));
    }

    private ChartAccessResult<IndexState> ask(String key, RepositoryAccess access, Deadline deadline) {
        var known = files.state(key);
        var place = access.url().index();
        try (var answer = requests.get(access, place, validators(known), longestIndex, deadline)) {
            if (answer.status() == NOT_MODIFIED && known.isPresent()) {
                files.used(key);
                return ChartAccessResult.success(known.get());
            }
            return answer.status() == OK
                    ? read(key, answer)
                    : ChartAccessResult.failed(new ChartAccessFailure.IndexRefused(
                            RepositoryUrl.shown(place),
                            answer.status(),
                            access.login().isPresent()));
        } catch (HttpFailureException e) {
            return unreachable(access, e.failure());
        } catch (ChartException e) {
            return ChartAccessResult.failed(
                    new ChartAccessFailure.IndexUnusable(RepositoryUrl.shown(place), e.failure()));
        } catch (IOException e) {
            return ChartAccessResult.failed(storage(e));
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

    private ChartAccessResult<IndexState> read(String key, OutboundResponse answer) throws IOException, ChartException {
        var raw = files.temporary();
        try {
            var revision = download(answer.body(), raw).toString();
            var known = files.state(key).filter(it -> it.revision().equals(revision));
            if (known.isEmpty()) {
                return ChartAccessResult.success(convert(key, raw, revision, answer));
            }
            var state = state(revision, Files.size(raw), known.get().jsonSize(), answer);
            files.remember(key, state);
            return ChartAccessResult.success(state);
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private static IndexState state(String revision, long size, long jsonSize, OutboundResponse answer) {
        return new IndexState(revision, size, jsonSize, answer.header("ETag"), answer.header("Last-Modified"));
    }

    private static Digest download(InputStream body, Path target) throws IOException {
        var computation = DigestAlgorithm.SHA256.start();
        try (var out = new DigestOutputStream(Files.newOutputStream(target), computation)) {
            body.transferTo(out);
        }
        return DigestAlgorithm.SHA256.finish(computation);
    }

    private IndexState convert(String key, Path raw, String revision, OutboundResponse answer)
            throws IOException, ChartException {
        var json = files.temporary();
        try {
            try (InputStream in = Files.newInputStream(raw);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(json), 64 * 1024)) {
                var _ = IndexReader.copyAsJson(in, out);
            }
            var state = state(revision, Files.size(raw), Files.size(json), answer);
            files.keep(key, json, state);
            return state;
        } finally {
            Files.deleteIfExists(json);
        }
    }

    private static ChartAccessFailure storage(IOException e) {
        return new ChartAccessFailure.IndexNotKept(String.valueOf(e.getMessage()));
    }
}
