package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where rendered manifests are synced from.
 *
 * @param targetBranch the branch
 * @param path the folder; not the root
 * @param repoURL the repository; absent means that of the dry source
 */
@ExactRecord
public record SyncSource(
        @Required String targetBranch,
        @Required @Size(min = 1) @Pattern("^.{2,}|[^./]$") String path,
        @Nullable String repoURL) {}
