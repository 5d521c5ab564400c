package dev.capstan.helm.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of JSON values, in the order in which messages list them. */
enum JsonType {
    NULL,
    BOOLEAN,
    NUMBER,
    INTEGER,
    STRING,
    ARRAY,
    OBJECT;

    static JsonType of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case Boolean _ -> BOOLEAN;
            case Number _ -> NUMBER;
            case List<?> _ -> ARRAY;
            case Map<?, ?> _ -> OBJECT;
            default -> STRING;
        };
    }

    static Optional<JsonType> named(@Nullable Object word) {
        for (JsonType type : values()) {
            if (type.toString().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static boolean isWhole(Number number) {
        Optional<BigDecimal> exact = JsonNumber.exact(number);
        return exact.isPresent() && exact.get().stripTrailingZeros().scale() <= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
