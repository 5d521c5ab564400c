package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Kept;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryCharts;
import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.chartaccess.RepositoryIndexes.Index;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.index.IndexEntry;
import dev.capstan.charts.index.IndexReader;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.digest.FieldDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Charts of repositories over HTTP. Which versions an index lists is read once for as many as ask: indexes have megabytes, and most
 * questions find the one that is known.
 */
public final class WebCharts {
    private static final int MOST_LISTS = 500;

    private final RepositoryIndexes indexes;
    private final RepositoryCharts charts;
    private final ListedInRegistries inRegistries;
    private final Map<ChartInIndex, List<String>> lists = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChartInIndex, List<String>> eldest) {
            return size() > MOST_LISTS;
        }
    };

    /** A chart in an index that is named by its digest, for those who may see it. */
    private record ChartInIndex(String identity, String revision, String chart) {}

    /**
     * Reads these indexes and fetches what they list.
     *
     * @param inRegistries fetches charts that an index lists in a registry
     */
    public WebCharts(RepositoryIndexes indexes, RepositoryCharts charts, ListedInRegistries inRegistries) {
        this.indexes = indexes;
        this.charts = charts;
        this.inRegistries = inRegistries;
    }

    /** Looks into an index. */
    @FunctionalInterface
    private interface Look<T> {
        T into(InputStream json) throws ChartException, IOException;
    }

    /** The versions of a chart that the index lists now. */
    Answer<List<String>> versions(RepositoryAccess access, String chart) {
        return AccessAnswers.of(indexes.fetch(access).then(index -> {
            var place = new ChartInIndex(access.identity(), index.revision(), chart);
            return known(place)
                    .map(ChartAccessResult::success)
                    .orElseGet(
                            () -> WebCharts.<List<String>>read(access, index, json -> IndexReader.versions(json, chart))
                                    .map(versions -> remembered(place, versions)));
        }));
    }

    private Optional<List<String>> known(ChartInIndex place) {
        synchronized (lists) {
            return Optional.ofNullable(lists.get(place));
        }
    }

    private List<String> remembered(ChartInIndex place, List<String> versions) {
        synchronized (lists) {
            lists.put(place, List.copyOf(versions));
        }
        return versions;
    }

    /**
     * The archive of a version, fetched unless the index lists the very same that is kept.
     *
     * @param project of the Application
     * @param kept archives of all repositories
     */
    Answer<byte[]> archive(RepositoryAccess access, String chart, String version, String project, Kept<byte[]> kept) {
        return AccessAnswers.of(indexes.fetch(access)
                        .then(index -> read(
                                access, index, json -> IndexReader.find(json, chart, VersionRequest.parse(version)))))
                .then(entry -> {
                    if (entry.registryAddress().isPresent()) {
                        return inRegistries.archive(entry, project, kept);
                    }
                    Supplier<Answer<byte[]>> download = () -> AccessAnswers.of(charts.fetch(access, entry));
                    return key(access, entry)
                            .map(key -> kept.get(key, download))
                            .orElseGet(download);
                });
    }

    /** What is not listed with a digest may be something else next time; and who lists a digest need not have what has it. */
    private static Optional<String> key(RepositoryAccess access, IndexEntry entry) {
        return entry.digest()
                .map(digest -> new FieldDigest()
                        .add(
                                access.identity(),
                                String.valueOf(entry.location(access.url().uri())),
                                digest)
                        .add(Boolean.toString(access.passesCredentials()))
                        .finish()
                        .hex());
    }

    private static <T> ChartAccessResult<T> read(RepositoryAccess access, Index index, Look<T> look) {
        try (var json = index.json().open()) {
            return ChartAccessResult.success(look.into(json));
        } catch (ChartException e) {
            return ChartAccessResult.failed(
                    new ChartAccessFailure.IndexUnusable(access.url().toString(), e.failure()));
        } catch (IOException e) {
            return ChartAccessResult.failed(new ChartAccessFailure.IndexNotKept(String.valueOf(e.getMessage())));
        }
    }
}
