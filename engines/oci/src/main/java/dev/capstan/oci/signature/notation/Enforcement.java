package dev.capstan.oci.signature.notation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.oci.signature.TrustException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a trust policy wants done when a check of a signature fails. The integrity of a signature is always enforced, unless nothing is
 * verified at all.
 */
record Enforcement(Map<Check, Action> actions) {

    /** What is checked besides the integrity. */
    enum Check {
        AUTHENTICITY("authenticity"),
        TIMESTAMP("authenticTimestamp"),
        EXPIRY("expiry"),
        REVOCATION("revocation");

        private final String key;

        Check(String key) {
            this.key = key;
        }
    }

    /** What a failed check means. */
    enum Action {
        ENFORCE,
        LOG,
        SKIP;

        private static Optional<Action> named(String name) {
            return Arrays.stream(values())
                    .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
        }
    }

    /** Copies the map. */
    Enforcement {
        actions = Map.copyOf(actions);
    }

    Action of(Check check) {
        return actions.getOrDefault(check, Action.ENFORCE);
    }

    /** Whether nothing is verified. */
    boolean isSkip() {
        return of(Check.AUTHENTICITY) == Action.SKIP;
    }

    /**
     * Reads the object {@code signatureVerification}.
     *
     * @throws TrustException when it could be understood in another way than it was meant
     */
    static Enforcement read(JsonNode json) throws TrustException {
        requireObject(json, "signatureVerification");
        if (json.has("override")) {
            requireObject(json.path("override"), "override");
        }
        var level = json.path("level").asText();
        var actions = new EnumMap<Check, Action>(
                switch (level) {
                    case "strict" -> all(_ -> false, Action.LOG);
                    case "permissive" -> all(check -> check != Check.AUTHENTICITY, Action.LOG);
                    case "audit" -> all(_ -> true, Action.LOG);
                    case "skip" -> all(_ -> true, Action.SKIP);
                    default ->
                        throw new TrustException(
                                "the level '" + level + "' is not one of strict, permissive, audit, skip");
                });
        for (var override : json.path("override").properties()) {
            if (level.equals("skip")) {
                throw new TrustException("the level 'skip' cannot be overridden");
            }
            override(actions, override.getKey(), override.getValue().asText());
        }
        return new Enforcement(actions);
    }

    private static void requireObject(JsonNode json, String field) throws TrustException {
        if (!json.isObject()) {
            throw new TrustException(field + " is not an object");
        }
    }

    private static void override(Map<Check, Action> actions, String key, String value) throws TrustException {
        var check =
                Arrays.stream(Check.values()).filter(it -> it.key.equals(key)).findFirst();
        var action = Action.named(value);
        boolean isAllowed =
                action.isPresent() && (action.get() != Action.SKIP || check.equals(Optional.of(Check.REVOCATION)));
        if (check.isEmpty() || !isAllowed) {
            throw new TrustException("the override of '" + key + "' by '" + value + "' is not possible");
        }
        actions.put(check.get(), action.get());
    }

    private static Map<Check, Action> all(Predicate<Check> which, Action action) {
        return Arrays.stream(Check.values())
                .collect(Collectors.toMap(it -> it, it -> which.test(it) ? action : Action.ENFORCE));
    }
}
