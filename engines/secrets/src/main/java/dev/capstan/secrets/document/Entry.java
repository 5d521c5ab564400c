package dev.capstan.secrets.document;

/** What stands in a map. */
public sealed interface Entry permits Pair, Comment {}
