package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release as the controller last saw it.
 *
 * @param apiVersion version of the form that the digest is taken of
 * @param digest digest of the release's record
 * @param name name of the release
 * @param namespace its namespace
 * @param version number of its revision
 * @param status its status, in the words of Helm
 * @param chartName name of the chart
 * @param chartVersion version of the chart
 * @param appVersion version of what the chart installs
 * @param configDigest digest of the values
 * @param firstDeployed when the release was first installed; RFC 3339
 * @param lastDeployed when this revision was made; RFC 3339
 * @param deleted when it was uninstalled; RFC 3339
 * @param testHooks tests by name; empty when it was tested and there are none, absent when it was not tested
 * @param ociDigest digest of the chart's artifact, for charts of a registry
 * @param action what the controller did to make it
 */
@WireRecord
public record ReleaseSnapshot(
        @Nullable String apiVersion,
        @Required String digest,
        @Required String name,
        @Required String namespace,
        @Required @Format("int64") long version,
        @Required String status,
        @Required String chartName,
        @Required String chartVersion,
        @Nullable String appVersion,
        @Required String configDigest,
        @Required @Format("date-time") String firstDeployed,
        @Required @Format("date-time") String lastDeployed,
        @Nullable @Format("date-time") String deleted,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, TestHookStatus> testHooks,

        @Nullable String ociDigest,

        @Nullable @OneOf({"install", "upgrade", "rollback", "uninstall", "uninstall-remediation"})
        String action) {
    /** Copies the tests. */
    public ReleaseSnapshot {
        testHooks = testHooks == null ? null : Map.copyOf(testHooks);
    }
}
