package dev.capstan.chartaccess;

import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RegistryAccess;
import java.time.Duration;

/**
 * The repository of one chart in a registry, and who we are for it.
 *
 * @param timeout of everything that is asked of it at a time
 */
public record RegistryChart(RepositoryName name, RegistryAccess access, Duration timeout) {

    /**
     * The chart for nobody in particular.
     *
     * @param url of the folder that charts are in, such as {@code oci://registry/charts}; its scheme may be left out
     */
    public static ChartAccessResult<RegistryChart> anonymous(String url, String chart) {
        return switch (RepositoryName.parse(url.replaceFirst("/+$", "") + "/" + chart)) {
            case OciResult.Success<RepositoryName>(var name) ->
                ChartAccessResult.success(
                        new RegistryChart(name, RegistryAccess.ANONYMOUS, RepositoryAccess.DEFAULT_TIMEOUT));
            case OciResult.Failed<RepositoryName>(var failure) ->
                ChartAccessResult.failed(new ChartAccessFailure.RegistryFailed(failure.message()));
        };
    }

    /** The same chart for somebody. */
    public RegistryChart as(RegistryAccess someone, Duration within) {
        return new RegistryChart(name, someone, within);
    }
}
