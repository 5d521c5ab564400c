package dev.capstan.secrets.document;

/** What stands in a list. */
public sealed interface Element permits Value, Comment {}
