package dev.capstan.apply.prune;

import dev.capstan.apply.Owner;

/** Whose an object is in the cluster. */
public sealed interface LiveOwner {

    /** It is there and carries the labels of that owner. */
    record Owned(Owner owner) implements LiveOwner {}

    /** It is not there, or carries nobody's labels. */
    record NotOwned() implements LiveOwner {}

    /** The API server did not say. */
    record Unknown(String why) implements LiveOwner {}
}
