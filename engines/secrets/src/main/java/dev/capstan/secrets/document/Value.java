package dev.capstan.secrets.document;

/** A value of a file. */
public sealed interface Value extends Element permits Mapping, Sequence, Scalar {}
