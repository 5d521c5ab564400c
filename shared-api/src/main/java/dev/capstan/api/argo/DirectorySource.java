package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a plain folder count.
 *
 * @param recurse whether folders within it count
 * @param include pattern of files that count; alternatives stand in braces
 * @param exclude pattern of files that do not
 * @param jsonnet how Jsonnet files are evaluated
 * @param disableExtensionFilter whether files count whatever their extension is
 */
@ExactRecord
public record DirectorySource(
        @Nullable Boolean recurse,
        @Nullable String include,
        @Nullable String exclude,
        @Nullable JsonnetOptions jsonnet,
        @Nullable Boolean disableExtensionFilter) {}
