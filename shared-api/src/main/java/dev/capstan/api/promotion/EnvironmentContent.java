package dev.capstan.api.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * What an environment has, or would get.
 *
 * @param revision where in Git it was first seen: branch or tag, and commit
 * @param digest what it is: of folders a hash over the files that move, of branches and tags the commit
 * @param since when it was first seen there; RFC 3339
 * @param files of folders: the files that move, at most 20
 * @param restored whether it came back by a rollback; it is not promoted further
 */
@WireRecord
public record EnvironmentContent(
        @Required String revision,
        @Required String digest,
        @Required @Format("date-time") String since,
        List<String> files,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean restored) {

    /** Reads an absent list as empty and copies another. */
    public EnvironmentContent {
        files = files == null ? List.of() : List.copyOf(files);
    }
}
