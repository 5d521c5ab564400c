package dev.capstan.application.source;

import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.source.RemoteFiles;
import dev.capstan.charts.build.ChartFinder;
import dev.capstan.kustomize.RemoteBases;

/** Fetches each source from where it lies: bases of kustomizations with Git, charts and values files with charts. */
public final class SourceFilesByType implements SourceFiles {
    private final SourceFiles git;
    private final SourceFiles charts;
    private final SourceFiles oci;

    /** Fetches by these three. */
    public SourceFilesByType(SourceFiles git, SourceFiles charts, SourceFiles oci) {
        this.git = git;
        this.charts = charts;
        this.oci = oci;
    }

    @Override
    public Fetch fetch(SourceRequest request) {
        return switch (SourceType.of(request.source())) {
            case GIT -> git.fetch(request);
            case CHART -> charts.fetch(request);
            case OCI -> oci.fetch(request);
        };
    }

    @Override
    public ChartFinder charts(String project) {
        return charts.charts(project);
    }

    @Override
    public RemoteFiles remoteFiles(String project) {
        return charts.remoteFiles(project);
    }

    @Override
    public RemoteBases bases(String project) {
        return git.bases(project);
    }
}
