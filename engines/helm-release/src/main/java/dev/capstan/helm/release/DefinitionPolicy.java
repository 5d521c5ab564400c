package dev.capstan.helm.release;

/** What happens to the CustomResourceDefinitions of a chart. */
public enum DefinitionPolicy {
    /** Nothing. */
    SKIP,
    /** They are created; those that exist stay as they are. */
    CREATE,
    /** They are created, and those that exist are brought to what the chart has. None is deleted. */
    CREATE_REPLACE
}
