package dev.capstan.yaml;

/** Scalars in the dialect of {@link Dialect#KUBERNETES}. */
public final class KubernetesScalars {
    private KubernetesScalars() {}

    /** What a scalar means. */
    public static ScalarKind kind(YamlScalar scalar) {
        boolean mayDiffer = scalar.kind() == ScalarKind.STRING && scalar.style() == ScalarStyle.PLAIN;
        return mayDiffer ? ScalarResolver.kubernetes(scalar.text()) : scalar.kind();
    }

    /** Whether a scalar that is a boolean is true. */
    public static boolean truth(YamlScalar scalar) {
        return ScalarResolver.truth(scalar.text());
    }

    /** What a program that expects a text gets of a scalar other than null: numbers and booleans are written by value. */
    public static String text(YamlScalar scalar) {
        return switch (kind(scalar)) {
            case STRING, TIMESTAMP, NULL -> scalar.text();
            case INT -> JsonNumbers.integer(scalar);
            case FLOAT -> {
                float value = (float) ScalarResolver.floatValue(scalar.text());
                yield Float.isNaN(value)
                        ? "NaN"
                        : Float.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : GoNumbers.yamlFloat(value);
            }
            case BOOL -> ScalarResolver.truth(scalar.text()) ? "true" : "false";
        };
    }

    /** The name of a member of a JSON object that a key becomes: numbers and booleans are written by value. */
    public static String keyName(YamlScalar key) {
        return switch (kind(key)) {
            case STRING, TIMESTAMP -> key.text();
            case INT -> JsonNumbers.integer(key);
            case FLOAT -> GoNumbers.yamlFloat((float) ScalarResolver.floatValue(key.text()));
            case BOOL -> ScalarResolver.truth(key.text()) ? "true" : "false";
            case NULL -> throw new UnwritableValueException(key.mark(), "null cannot be a key");
        };
    }
}
