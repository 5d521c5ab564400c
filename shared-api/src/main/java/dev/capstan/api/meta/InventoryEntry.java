package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * One managed object.
 *
 * @param id {@code <namespace>_<name>_<group>_<kind>}; empty parts stay, and a colon in a name is written as two underscores
 * @param v API version without the group
 */
@WireRecord
public record InventoryEntry(@Required String id, @Required String v) {}
