package dev.capstan.chartaccess;

import java.util.Optional;

/** Who we are for the repositories and registries that a chart names, as far as somebody has said so; nobody in particular else. */
public interface KnownRepositories {

    /** Who we are for a repository. */
    ChartAccessResult<RepositoryAccess> repository(RepositoryUrl url);

    /**
     * A chart of a registry, and who we are for it.
     *
     * @param url of the folder that charts are in, {@code oci://…}
     */
    ChartAccessResult<RegistryChart> registry(String url, String chart);

    /** The URL of a repository that somebody has given a name, as {@code helm repo add} does; empty when nobody has. */
    default Optional<String> url(String name) {
        return Optional.empty();
    }
}
