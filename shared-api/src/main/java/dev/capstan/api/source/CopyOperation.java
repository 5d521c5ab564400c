package dev.capstan.api.source;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of a source that go into an artifact.
 *
 * @param from {@code @alias/path}: a file, a folder, or a pattern of them
 * @param to {@code @artifact/path}: where they go
 * @param exclude patterns of what is left out
 * @param strategy what becomes of a file that is there already: replaced (Overwrite, the default) or merged as YAML (Merge); Extract
 *     puts the content of archives there
 */
@WireRecord
public record CopyOperation(
        @Required @Pattern(Patterns.ALIASED_PATH) @Size(max = 1024) String from,

        @Required @Pattern("^@(artifact)/(.*)$") @Size(max = 1024) String to,

        @Size(max = 100) List<String> exclude,

        @Nullable @OneOf({"Overwrite", "Merge", "Extract"}) String strategy) {

    /** Reads an absent list as empty and copies the others. */
    public CopyOperation {
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
    }
}
