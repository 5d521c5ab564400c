package dev.capstan.chartaccess;

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
}
