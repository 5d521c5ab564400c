package dev.capstan.helmrelease.status;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What events about a release tell machines. What is not known is left out. */
public final class ReleaseEventMetadata {

    private ReleaseEventMetadata() {}

    /**
     * Of a release that the status remembers.
     *
     * @param token of what is tried
     */
    static Map<String, String> of(ReleaseSnapshot release, String token) {
        return of(release.chartVersion(), release.appVersion(), release.ociDigest(), token);
    }

    /**
     * Of what is tried.
     *
     * @param made the revision that it made
     */
    static Map<String, String> of(ReleaseAttempt attempt, Optional<ReleaseRecord> made) {
        return of(
                attempt.chartVersion(),
                made.map(ReleaseRecord::appVersion).orElse(""),
                attempt.ociDigest(),
                attempt.configDigest());
    }

    /**
     * Of a release that is gone.
     *
     * @param token of what was tried last; empty when that is not known
     */
    public static Map<String, String> of(ReleaseRecord record, String token) {
        return of(record.chartVersion(), record.appVersion(), "", token);
    }

    private static Map<String, String> of(
            String chartVersion, @Nullable String appVersion, @Nullable String ociDigest, String token) {
        var metadata = new HashMap<String, String>();
        put(metadata, EventMetadata.REVISION, chartVersion);
        put(metadata, EventMetadata.APP_VERSION, appVersion);
        put(metadata, EventMetadata.OCI_DIGEST, ociDigest);
        put(metadata, EventMetadata.TOKEN, token);
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            metadata.put(key, value);
        }
    }
}
