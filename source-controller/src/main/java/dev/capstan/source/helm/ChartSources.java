package dev.capstan.source.helm;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.source.ChartSourceRef;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.source.SourceResult;
import dev.capstan.tree.FileTree;
import java.util.List;

/** Finds the objects of a namespace that charts are in. Used by several threads. */
public interface ChartSources {

    /** The object that a HelmChart names, as it is now. */
    SourceResult<ChartSource> find(String namespace, ChartSourceRef ref);

    /** The files of an artifact. */
    SourceResult<FileTree> files(Artifact artifact);

    /** All HelmRepositories of a namespace: they have the credentials for dependencies. */
    List<HelmRepositorySpec> repositories(String namespace);
}
