package dev.capstan.api.image;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The source that is written to.
 *
 * @param apiVersion group and version of the kind; absent means the group of sources
 * @param kind kind of the source
 * @param name name of the source
 * @param namespace its namespace; absent means the namespace of the automation
 */
@WireRecord
public record AutomationSourceRef(
        @Nullable String apiVersion,

        @Required @Default("GitRepository") @OneOf("GitRepository")
        String kind,

        @Required String name,
        @Nullable String namespace) {}
