package dev.capstan.source.helm;

import dev.capstan.charts.index.VersionRequest;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.source.SourceResult;
import dev.capstan.source.verification.VerificationRequest;
import java.time.Duration;
import java.util.Optional;

/** Charts of registries. Used by several threads. */
public interface ChartRegistries {

    /**
     * The repository of one chart in a registry, and who we are for it.
     *
     * @param timeout of everything that is asked of it at a time
     */
    record RegistryChart(RepositoryName name, RegistryAccess access, Duration timeout) {}

    /** The best version that is asked for. */
    SourceResult<String> resolve(RegistryChart chart, VersionRequest request);

    /**
     * The archive of a chart.
     *
     * @param verified who signed it, for people; empty when no signature was asked for
     */
    record PulledChart(byte[] archive, Optional<String> verified) {}

    /**
     * Fetches a version.
     *
     * @param verification of the very manifest whose archive is fetched, before it is
     */
    SourceResult<PulledChart> pull(RegistryChart chart, String version, Optional<VerificationRequest> verification);
}
