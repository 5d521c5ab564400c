package dev.capstan.applier.record;

import dev.capstan.api.meta.ObjectReference;

/**
 * Whose objects a record is about.
 *
 * @param ref the object that owns them
 * @param uid its uid
 */
public record RecordSubject(ObjectReference ref, String uid) {}
