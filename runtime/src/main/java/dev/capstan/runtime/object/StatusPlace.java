package dev.capstan.runtime.object;

/** Where the status of a kind is written. */
public enum StatusPlace {
    /** By the status subresource; the generation counts the specs. */
    SUBRESOURCE,

    /**
     * By the object itself, since its definition has no such subresource: the status is a field like any other. The generation goes up
     * with every write of anything but metadata, so also with each of the status.
     */
    FIELD
}
