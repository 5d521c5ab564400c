package dev.capstan.apply.inventory;

import dev.capstan.apply.ObjectId;

/**
 * One recorded object.
 *
 * @param id identity
 * @param version API version without group under which it was applied last
 */
public record RecordedObject(ObjectId id, String version) {}
