package dev.capstan.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan found.
 *
 * @param revision checksum of the tags that were found; the same tags have the same one
 * @param tagCount how many tags were found, without those that are excluded
 * @param scanTime when; RFC 3339
 * @param latestTags the ten last ones in the order of bytes, the last one first
 */
@WireRecord
public record ScanResult(
        @Nullable String revision,
        @Required @JsonInclude(JsonInclude.Include.ALWAYS) int tagCount,
        @Nullable @Format("date-time") String scanTime,
        List<String> latestTags) {

    /** Reads an absent list as empty and copies others. */
    public ScanResult {
        latestTags = latestTags == null ? List.of() : List.copyOf(latestTags);
    }
}
