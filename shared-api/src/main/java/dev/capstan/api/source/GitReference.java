package dev.capstan.api.source;

import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What to follow. Where several are set: commit before name before tag before semver before branch.
 *
 * @param branch a branch
 * @param tag a tag
 * @param semver a range; the highest matching tag is followed
 * @param name a full reference name, for example {@code refs/pull/1/head}
 * @param commit a commit; together with a branch it is looked for on that branch only
 */
@WireRecord
public record GitReference(
        @Nullable String branch,
        @Nullable String tag,
        @Nullable String semver,
        @Nullable String name,
        @Nullable String commit) {}
