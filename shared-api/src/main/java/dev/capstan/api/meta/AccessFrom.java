package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * From which namespaces an object may be referred to.
 *
 * @param namespaceSelectors namespaces that match any of these may; an empty selector matches all
 */
@WireRecord
public record AccessFrom(@Required List<NamespaceSelector> namespaceSelectors) {

    /** Reads an absent list as empty and copies others. */
    public AccessFrom {
        namespaceSelectors = namespaceSelectors == null ? List.of() : List.copyOf(namespaceSelectors);
    }
}
