package dev.capstan.kustomizationbuild.substitute;

/** Why a text could not be substituted. Messages name variables, never values. */
public sealed interface SubstitutionFailure {

    /** A variable is declared under a name that expressions cannot use. */
    record NameInvalid(String name) implements SubstitutionFailure {}

    /** An expression reads a variable that nobody declared. */
    record VariableNotSet(String name) implements SubstitutionFailure {}

    /** An expression cannot be read; {@code beginning} is its start up to and including the name. */
    record ExpressionMalformed(String beginning, String reason) implements SubstitutionFailure {}

    /** A limit would be exceeded. */
    record LimitExceeded(String limit) implements SubstitutionFailure {}

    /** The text is no longer one object after its expressions were replaced. */
    record ObjectBroken(String reason) implements SubstitutionFailure {}

    /** What happened and what to do, in one line. */
    default String message() {
        return switch (this) {
            case NameInvalid(var name) ->
                "'%s' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'; rename it in spec.postBuild or in the referenced ConfigMap or Secret"
                        .formatted(printable(name));
            case VariableNotSet(var name) ->
                "variable substitution failed: variable not set (strict mode): \"%s\"; declare it in spec.postBuild, give a default with ${%s:-default}, or write $${%s} to keep the text"
                        .formatted(name, name, name);
            case ExpressionMalformed(var beginning, var reason) ->
                "variable substitution failed: %s in \"%s\"; write $${ to keep the text as it is, or set the annotation kustomize.toolkit.fluxcd.io/substitute: disabled on the object"
                        .formatted(reason, printable(beginning));
            case LimitExceeded(var limit) -> "variable substitution failed: limit exceeded: " + limit;
            case ObjectBroken(var reason) ->
                "variable substitution failed: %s; quote the expression or check the value".formatted(reason);
        };
    }

    private static String printable(String text) {
        String safe = text.chars()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return safe.length() <= 80 ? safe : safe.substring(0, 80) + "…";
    }
}
