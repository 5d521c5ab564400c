package dev.capstan.yaml;

/** What a scalar means once its text, quoting and tag are taken together. */
public enum ScalarKind {
    STRING,
    INT,
    FLOAT,
    BOOL,
    NULL,
    /** A plain date or time such as {@code 2026-11-22}; JSON has no such type and gets a string. */
    TIMESTAMP
}
