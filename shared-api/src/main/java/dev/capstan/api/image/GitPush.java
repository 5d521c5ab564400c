package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where commits are pushed.
 *
 * @param branch the branch; absent means the one that was checked out
 * @param refspec pushed as well, after the branch
 * @param options push options of Git
 */
@WireRecord
public record GitPush(@Nullable String branch, @Nullable String refspec, Map<String, String> options) {

    /** Reads an absent map as empty and copies others. */
    public GitPush {
        options = options == null ? Map.of() : Map.copyOf(options);
    }
}
