package dev.capstan.source.helm;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.source.ChartSourceRef;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.source.SourceResult;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A namespace with one source of charts, its files, and the HelmRepositories that a test puts in. */
final class FakeChartSources implements ChartSources {
    final List<HelmRepositorySpec> known = new ArrayList<>();
    final AtomicInteger listings = new AtomicInteger();
    Optional<ChartSource> source = Optional.empty();
    FileTree files = InMemoryTree.of(Map.of());

    @Override
    public SourceResult<ChartSource> find(String namespace, ChartSourceRef ref) {
        return source.map(SourceResult::success)
                .orElseGet(() -> SourceResult.failed(new HelmFailure.SourceMissing(ref.kind(), ref.name())));
    }

    @Override
    public SourceResult<FileTree> files(Artifact artifact) {
        return SourceResult.success(files);
    }

    @Override
    public List<HelmRepositorySpec> repositories(String namespace) {
        listings.incrementAndGet();
        return known;
    }
}
