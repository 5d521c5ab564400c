package dev.capstan.cli.get;

/** How objects are printed; the names are what users write. */
enum OutputFormat {
    /** A table per kind. */
    TABLE,
    /** A table with more columns. */
    WIDE,
    /** The objects as YAML. */
    YAML,
    /** The objects as JSON. */
    JSON,
    /** Kind, group and name of each object, as kubectl takes them. */
    NAME
}
