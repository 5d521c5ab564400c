package dev.capstan.applicationmanifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartFiles;
import dev.capstan.digest.Digest;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source whose files are at hand. Belongs to one thread. */
final class OpenSource {
    private final ApplicationSource source;
    private final JsonNode written;
    private final FetchedSource fetched;
    private final ChartArchive archives;
    private final String identity;
    private @Nullable FileTree tree;

    /**
     * @param source with the variables of nobody
     * @param written the source as it stands in the Application
     * @param archives unpacks charts
     */
    OpenSource(ApplicationSource source, JsonNode written, FetchedSource fetched, ChartArchive archives) {
        this.source = source;
        this.written = written;
        this.fetched = fetched;
        this.archives = archives;
        this.identity = switch (fetched) {
            case FetchedSource.Chart(String _, byte[] archive) ->
                Digest.sha256(archive).toString();
            case FetchedSource.Files(String revision, FileTree _, Runnable _) ->
                revision.isEmpty()
                        ? ""
                        : RepositoryUrl.normalised(source.repoUrl()).orElse("") + " " + revision;
        };
    }

    ApplicationSource source() {
        return source;
    }

    JsonNode written() {
        return written;
    }

    String revision() {
        return fetched.revision();
    }

    /** Equal for equal files; empty when that cannot be told without looking. */
    String identity() {
        return identity;
    }

    /** The archive of a published chart. */
    Optional<byte[]> archive() {
        return fetched instanceof FetchedSource.Chart(String _, byte[] archive)
                ? Optional.of(archive)
                : Optional.empty();
    }

    /**
     * The files; those of a published chart are unpacked when they are asked for.
     *
     * @throws ChartException when the archive is not a chart
     * @throws IOException when this machine cannot hold it
     */
    FileTree tree() throws ChartException, IOException {
        FileTree known = tree;
        if (known == null) {
            known = switch (fetched) {
                case FetchedSource.Files(String _, FileTree files, Runnable _) -> files;
                case FetchedSource.Chart(String _, byte[] archive) -> unpacked(archives.read(archive));
            };
            tree = known;
        }
        return known;
    }

    private static FileTree unpacked(ChartFiles files) throws ChartException, IOException {
        InMemoryTree.Builder tree = InMemoryTree.builder();
        try {
            for (String path : files.paths()) {
                tree.file(path, files.read(path).orElseThrow());
            }
        } catch (IllegalArgumentException twofold) {
            throw new ChartException(new ChartFailure.ChartInvalid(String.valueOf(twofold.getMessage())));
        }
        return tree.build();
    }

    void close() {
        fetched.close();
    }
}
