package dev.capstan.applier.values;

import java.util.Map;

/** Reads the ConfigMaps and Secrets that variables come from. */
public interface VariableStore {

    /** What became of reading one. */
    sealed interface Reading {

        /** Its entries, decoded. */
        record Values(Map<String, String> values) implements Reading {}

        /** It does not exist. */
        record Missing() implements Reading {}

        /** It could not be read. */
        record Failed(String cause) implements Reading {}
    }

    /**
     * Reads one.
     *
     * @param kind {@code ConfigMap} or {@code Secret}
     */
    Reading read(String kind, String namespace, String name);
}
