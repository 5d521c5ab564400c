package dev.capstan.applicationmanifests.build;

import dev.capstan.argo.settings.KustomizeFlags;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.BuildEnvironment;
import dev.capstan.argo.source.SourceFolder;
import dev.capstan.argo.source.ValueFiles;
import dev.capstan.helm.Capabilities;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One source to be built.
 *
 * @param source with what files of its folder lay over it
 * @param folder that it names, or that of the chart
 * @param archive of the chart that the folder was unpacked from; empty when it lies in a repository
 * @param application its name as its marks have it
 * @param namespace of the destination
 * @param references repositories of sources, by their {@code ref}
 * @param permits whether the project permits a repository as a source
 * @param environment for variables in options
 */
public record BuildInput(
        ApplicationSource source,
        SourceFolder folder,
        Optional<byte[]> archive,
        String application,
        String namespace,
        Map<String, ValueFiles.Reference> references,
        Predicate<String> permits,
        BuildEnvironment environment,
        KustomizeFlags flags,
        Capabilities capabilities,
        Elsewhere elsewhere) {

    /** Copies the map. */
    public BuildInput {
        references = Map.copyOf(references);
    }

    /** The name of the Application; no option, since they may hold secrets. */
    @Override
    public String toString() {
        return "a source of " + application;
    }
}
