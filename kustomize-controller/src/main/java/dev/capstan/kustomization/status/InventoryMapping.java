package dev.capstan.kustomization.status;

import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.InventoryEntry;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.apply.inventory.Inventory;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The inventory between its form in the status and its form in the engine. */
public final class InventoryMapping {

    private InventoryMapping() {}

    /** What a status records. */
    public static Inventory of(KustomizationStatus status) {
        var versions = new LinkedHashMap<String, String>();
        var recorded = status.inventory();
        if (recorded != null) {
            recorded.entries().forEach(entry -> versions.put(entry.id(), entry.v()));
        }
        return Inventory.ofWire(versions);
    }

    /** The form in the status; absent for nothing. */
    public static @Nullable ResourceInventory toWire(Inventory inventory) {
        return inventory.isEmpty()
                ? null
                : new ResourceInventory(inventory.entries().stream()
                        .map(entry -> new InventoryEntry(entry.id().inventoryId(), entry.version()))
                        .toList());
    }
}
