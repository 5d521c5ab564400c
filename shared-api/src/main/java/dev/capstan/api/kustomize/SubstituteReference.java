package dev.capstan.api.kustomize;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A ConfigMap or Secret whose entries are variables.
 *
 * @param kind {@code ConfigMap} or {@code Secret}
 * @param name its name, in the namespace of the Kustomization
 * @param optional whether it may be absent
 */
@WireRecord
public record SubstituteReference(
        @Required @OneOf({"Secret", "ConfigMap"}) String kind,
        @Required @Size(min = 1, max = 253) String name,
        @Default("false") boolean optional) {}
