package dev.capstan.yaml;

/** Numbers of the model as JSON can hold them. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** Plain decimal digits. */
    static String integer(YamlScalar scalar) {
        String digits = ScalarResolver.decimalInteger(scalar.text());
        if (digits == null) {
            throw new UnwritableValueException(scalar.mark(), scalar.text() + " is not a 64-bit integer");
        }
        return digits;
    }

    static double finite(YamlScalar scalar) {
        double value = ScalarResolver.floatValue(scalar.text());
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new UnwritableValueException(scalar.mark(), scalar.text() + " has no form in JSON");
        }
        return value;
    }
}
