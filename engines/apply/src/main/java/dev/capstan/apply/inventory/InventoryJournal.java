package dev.capstan.apply.inventory;

import java.util.Optional;

/**
 * Where an intended inventory is made durable before the first write, so that a crash between applying objects and
 * recording them loses none. Called at most once per apply, and only when an object is about to be written that the
 * previous inventory does not hold.
 */
@FunctionalInterface
public interface InventoryJournal {

    /**
     * Records the previous and the intended objects together.
     *
     * @param union everything recorded before plus everything that is about to be applied
     * @return empty when it is durable; otherwise why it is not, and nothing is applied
     */
    Optional<String> record(Inventory union);

    /** For callers that keep no inventory, such as a command line. */
    static InventoryJournal none() {
        return union -> Optional.empty();
    }
}
