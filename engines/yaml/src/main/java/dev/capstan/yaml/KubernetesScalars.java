package dev.capstan.yaml;

/** Scalars in the dialect of {@link Dialect#KUBERNETES}. */
final class KubernetesScalars {
    private KubernetesScalars() {}

    static ScalarKind kind(YamlScalar scalar) {
        boolean mayDiffer = scalar.kind() == ScalarKind.STRING && scalar.style() == ScalarStyle.PLAIN;
        return mayDiffer ? ScalarResolver.kubernetes(scalar.text()) : scalar.kind();
    }

    /** The name of a member of a JSON object that a key becomes: numbers and booleans are written by value. */
    static String keyName(YamlScalar key) {
        return switch (kind(key)) {
            case STRING, TIMESTAMP -> key.text();
            case INT -> JsonNumbers.integer(key);
            case FLOAT -> GoNumbers.yamlFloat((float) ScalarResolver.floatValue(key.text()));
            case BOOL -> ScalarResolver.truth(key.text()) ? "true" : "false";
            case NULL -> throw new UnwritableValueException(key.mark(), "null cannot be a key");
        };
    }
}
