package dev.capstan.helmrelease.values;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What composing the values of a release gives. */
public sealed interface ComposedValues {

    /**
     * The values.
     *
     * @param values nobody changes them
     * @param digest of the values
     * @param secrets texts among them that came from Secrets, and that no message may show
     */
    record Composed(Map<String, @Nullable Object> values, String digest, Set<String> secrets)
            implements ComposedValues {
        /** Copies the texts. */
        public Composed {
            secrets = Set.copyOf(secrets);
        }

        /** A message that somebody else wrote, without what came from Secrets. */
        public String hide(String message) {
            return ValueSecrets.hide(secrets, message);
        }
    }

    /**
     * They cannot be had.
     *
     * @param message names the object and the key, without any value
     */
    record NotComposed(String message) implements ComposedValues {}
}
