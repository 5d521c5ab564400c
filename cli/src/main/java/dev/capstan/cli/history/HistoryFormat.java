package dev.capstan.cli.history;

/** How a history is printed; the names are what users write. */
enum HistoryFormat {
    /** A table, the newest last, as the helm command has it. */
    TABLE,
    /** A list as YAML. */
    YAML,
    /** A list as JSON. */
    JSON
}
