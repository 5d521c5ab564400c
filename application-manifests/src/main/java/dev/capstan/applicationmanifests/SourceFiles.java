package dev.capstan.applicationmanifests;

import dev.capstan.argo.source.RemoteFiles;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.build.ChartFinder;
import dev.capstan.kustomize.RemoteBases;

/**
 * Where the files of sources come from: remotes, or a folder of this machine. Implementations are safe for use by several threads, and
 * bound how long they take.
 */
@FunctionalInterface
public interface SourceFiles {

    /** What fetching gives. */
    sealed interface Fetch {
        /** The files; who asked closes them. */
        record Fetched(FetchedSource source) implements Fetch {}

        /**
         * There are none.
         *
         * @param why for people, without credentials
         */
        record Failed(String why) implements Fetch {}
    }

    /** The files of a source. */
    Fetch fetch(SourceRequest request);

    /**
     * Charts from repositories that a chart in a folder needs and does not have.
     *
     * @param project of the Application: it decides which repositories may be asked, and with which credentials
     */
    default ChartFinder charts(String project) {
        return dependency -> {
            throw new ChartException(new ChartFailure.DependencyUnusable(
                    dependency.name(), "charts are not fetched from elsewhere; put it into the folder charts/"));
        };
    }

    /**
     * Values files that are named by URL.
     *
     * @param project of the Application
     */
    default RemoteFiles remoteFiles(String project) {
        return RemoteFiles.NONE;
    }

    /**
     * Bases of kustomizations that lie in other repositories, for one build.
     *
     * @param project of the Application
     */
    default RemoteBases bases(String project) {
        return RemoteBases.forbidden();
    }
}
