package dev.capstan.gotemplate.exec;

/** What a map answers for a key that it does not have: Go's option {@code missingkey}. */
public enum MissingKey {
    /** No value, which prints as {@code <no value>}. */
    DEFAULT,
    /** The zero value of the map's elements; of interface {} that is nil, which prints the same. */
    ZERO,
    /** The run fails. */
    ERROR
}
