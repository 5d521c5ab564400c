package dev.capstan.applier.handover;

import dev.capstan.applier.source.SourceKey;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;

/**
 * Who lets objects go.
 *
 * @param id the object itself
 * @param owner whose labels its objects carry
 * @param source where it is built from
 */
public record Giver(ObjectId id, Owner owner, SourceKey source) {}
