package dev.capstan.api.artifact;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored output of a source: an archive that consumers download by URL and verify by digest.
 *
 * @param digest {@code <algorithm>:<hex>} over the bytes of the archive
 * @param path path in the storage, {@code <kind>/<namespace>/<name>/<file>}, without a leading slash
 * @param url where the archive is served
 * @param revision what the archive holds, for people and for comparison, for example {@code main@sha1:<40 hex>}
 * @param lastUpdateTime when the archive was written, RFC 3339, to the second
 * @param size bytes of the archive
 * @param metadata facts about the upstream, for example the OCI annotations
 */
@WireRecord
public record Artifact(
        @Required @Pattern(Patterns.DIGEST) ArtifactDigest digest,
        @Required String path,
        @Required ArtifactUrl url,
        @Required ArtifactRevision revision,
        @Required @Format("date-time") String lastUpdateTime,
        @Nullable @Format("int64") Long size,
        Map<String, String> metadata) {

    /** Copies the metadata, so that the record cannot change. */
    public Artifact {
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }
}
