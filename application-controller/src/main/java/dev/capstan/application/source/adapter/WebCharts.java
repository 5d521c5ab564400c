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
import java.util.List;

/** Charts of repositories over HTTP. */
public final class WebCharts {
    private final RepositoryIndexes indexes;
    private final RepositoryCharts charts;

    /** Reads these indexes and fetches what they list. */
    public WebCharts(RepositoryIndexes indexes, RepositoryCharts charts) {
        this.indexes = indexes;
        this.charts = charts;
    }

    /** Looks into an index. */
    @FunctionalInterface
    private interface Look<T> {
        T into(InputStream json) throws ChartException, IOException;
    }

    /** The versions of a chart that the index lists now. */
    Answer<List<String>> versions(RepositoryAccess access, String chart) {
        return inIndex(access, json -> IndexReader.versions(json, chart));
    }

    /**
     * The archive of a version, fetched unless the index lists the very same that is kept.
     *
     * @param kept archives of all repositories
     */
    Answer<byte[]> archive(RepositoryAccess access, String chart, String version, Kept<byte[]> kept) {
        return inIndex(access, json -> IndexReader.find(json, chart, VersionRequest.parse(version)))
                .then(entry -> key(access, entry).isEmpty()
                        ? AccessAnswers.of(charts.fetch(access, entry))
                        : kept.get(key(access, entry), () -> AccessAnswers.of(charts.fetch(access, entry))));
    }

    /** What is not listed with a digest may be something else next time; and who lists a digest need not have what has it. */
    private static String key(RepositoryAccess access, IndexEntry entry) {
        return entry.digest()
                .map(digest -> new FieldDigest()
                        .add(
                                access.identity(),
                                String.valueOf(entry.location(access.url().uri())),
                                digest)
                        .add(Boolean.toString(access.passesCredentials()))
                        .finish()
                        .hex())
                .orElse("");
    }

    private <T> Answer<T> inIndex(RepositoryAccess access, Look<T> look) {
        return AccessAnswers.of(indexes.fetch(access).then(index -> read(access, index, look)));
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
