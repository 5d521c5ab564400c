package dev.capstan.api.meta;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * Every object that a Kustomization manages.
 *
 * @param entries one per object
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResourceInventory(@Required List<InventoryEntry> entries) {
    /** Reads an absent list as empty and copies another. */
    public ResourceInventory {
        entries = entries == null ? List.of() : List.copyOf(entries);
    }
}
