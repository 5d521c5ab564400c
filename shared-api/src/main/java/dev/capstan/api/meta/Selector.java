package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses objects of a build. Every part that is set must match; group, version, kind, namespace and name are regular expressions that
 * must match the whole value.
 *
 * @param group API group
 * @param version API version
 * @param kind kind
 * @param namespace namespace
 * @param name name
 * @param labelSelector a label selector in its text form
 * @param annotationSelector a selector over annotations, in the text form of label selectors
 */
@WireRecord
public record Selector(
        @Nullable String group,
        @Nullable String version,
        @Nullable String kind,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable String labelSelector,
        @Nullable String annotationSelector) {}
