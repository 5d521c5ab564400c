package dev.capstan.api.source;

import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What to follow. Where several are set: digest before semver before tag; nothing means the tag {@code latest}.
 *
 * @param digest exactly one manifest, {@code sha256:<hex>}
 * @param semver a range; the highest matching tag is followed
 * @param semverFilter a regular expression that tags must match before the range is looked at
 * @param tag a tag
 */
@WireRecord
public record OCIReference(
        @Nullable String digest,
        @Nullable String semver,
        @Nullable String semverFilter,
        @Nullable String tag) {}
