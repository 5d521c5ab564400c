package dev.capstan.api.kustomize;

import dev.capstan.api.schema.KindRole;
import dev.capstan.api.schema.OneOfKinds;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The source whose artifact is applied.
 *
 * @param apiVersion group and version of the kind; absent means the group of sources
 * @param kind kind of the source
 * @param name name of the source
 * @param namespace its namespace; absent means the namespace of the Kustomization
 */
@WireRecord
public record SourceRef(
        @Nullable String apiVersion,

        @Required
        @OneOfKinds(
                value = KindRole.MANIFEST_SOURCE,
                first = {"OCIRepository", "GitRepository"})
        String kind,

        @Required String name,
        @Nullable String namespace) {}
