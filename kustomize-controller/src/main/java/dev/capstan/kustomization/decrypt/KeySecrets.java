package dev.capstan.kustomization.decrypt;

import dev.capstan.api.meta.ObjectKey;
import java.util.Map;

/** Reads the Secrets that hold keys, each time again. */
public interface KeySecrets {

    /** What became of reading one. */
    sealed interface Reading {

        /** Its entries, decoded. */
        record Entries(Map<String, byte[]> entries) implements Reading {
            @Override
            public String toString() {
                return "Entries" + entries.keySet();
            }
        }

        /** It does not exist, or cannot be read; a sentence without a full stop that names it. */
        record Failed(String cause) implements Reading {}
    }

    /** Reads one. */
    Reading read(ObjectKey secret);
}
