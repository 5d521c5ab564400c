package dev.capstan.helmrelease.adapter;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.applier.source.ArtifactTrees;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.helmrelease.run.ChartArtifacts;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Charts in artifacts, each read once and shared by all releases of it, within a bound of bytes. */
public final class CachedCharts implements ChartArtifacts {

    private final ArtifactTrees artifacts;
    private final ChartLoader loader;
    private final long limit;
    private final LinkedHashMap<String, Kept> charts = new LinkedHashMap<>(16, 0.75f, true);
    private long kept;

    private record Kept(Chart chart, long bytes) {}

    /** @param limit bytes of the files of all charts that are kept */
    public CachedCharts(ArtifactTrees artifacts, ChartLoader loader, long limit) {
        this.artifacts = artifacts;
        this.loader = loader;
        this.limit = limit;
    }

    @Override
    public Opening open(Artifact artifact) {
        String digest = artifact.digest().text();
        Chart known = known(digest);
        if (known != null) {
            return new Opening.Opened(known);
        }
        return switch (artifacts.open(artifact)) {
            case ArtifactTrees.Opening.NotThere(var message) -> new Opening.NotThere(message);
            case ArtifactTrees.Opening.Unusable(var message) -> new Opening.Unusable(message);
            case ArtifactTrees.Opening.Opened(var tree) -> load(digest, tree);
        };
    }

    private Opening load(String digest, FileTree tree) {
        try {
            Optional<String> folder = folderOf(tree);
            if (folder.isEmpty()) {
                return new Opening.Unusable(
                        "the artifact holds no Chart.yaml, neither at its root nor in its only folder");
            }
            Chart chart = loader.load(tree, folder.get(), folder.get().isEmpty() ? "chart" : folder.get());
            keep(digest, chart);
            return new Opening.Opened(chart);
        } catch (InvalidChartException invalid) {
            return new Opening.Unusable(String.valueOf(invalid.getMessage()));
        } catch (IOException unreadable) {
            return new Opening.Unusable("the artifact cannot be read: " + unreadable.getMessage());
        }
    }

    /** A packed chart is one folder; an artifact that was made of a chart's files may be the chart itself. */
    private static Optional<String> folderOf(FileTree tree) throws IOException {
        if (tree.kind("Chart.yaml") == EntryKind.FILE) {
            return Optional.of("");
        }
        List<String> folders = tree.list("").stream()
                .filter(entry -> entry.kind() == EntryKind.DIRECTORY)
                .map(Entry::name)
                .toList();
        return folders.size() == 1 && tree.kind(folders.getFirst() + "/Chart.yaml") == EntryKind.FILE
                ? Optional.of(folders.getFirst())
                : Optional.empty();
    }

    private synchronized @Nullable Chart known(String digest) {
        Kept found = charts.get(digest);
        return found == null ? null : found.chart();
    }

    private synchronized void keep(String digest, Chart chart) {
        long bytes = bytesOf(chart);
        if (bytes > limit || charts.put(digest, new Kept(chart, bytes)) != null) {
            return;
        }
        kept += bytes;
        for (Iterator<Kept> oldest = charts.values().iterator(); kept > limit; ) {
            kept -= oldest.next().bytes();
            oldest.remove();
        }
    }

    private static long bytesOf(Chart chart) {
        long own = chart.templates().stream()
                        .mapToLong(file -> file.data().length)
                        .sum()
                + chart.files().stream().mapToLong(file -> file.data().length).sum();
        return own
                + chart.dependencies().stream().mapToLong(CachedCharts::bytesOf).sum();
    }
}
