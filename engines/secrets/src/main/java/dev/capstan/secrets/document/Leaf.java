package dev.capstan.secrets.document;

/** What can be encrypted as one: a scalar or a comment. Equal leaves have the same type and the same text. */
public sealed interface Leaf permits Scalar, Comment {}
