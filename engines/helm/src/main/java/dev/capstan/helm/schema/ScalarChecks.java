package dev.capstan.helm.schema;

import java.math.BigDecimal;
import java.util.Optional;

/** The keywords for texts and numbers. */
final class ScalarChecks {
    private final Visit visit;
    private final Schema schema;

    ScalarChecks(Visit visit) {
        this.visit = visit;
        this.schema = visit.schema;
    }

    void check(String text) {
        int length = text.codePointCount(0, text.length());
        if (schema.minLength >= 0 && length < schema.minLength) {
            visit.add(visit.bound("minLength", length, schema.minLength));
        }
        if (schema.maxLength >= 0 && length > schema.maxLength) {
            visit.add(visit.bound("maxLength", length, schema.maxLength));
        }
        if (schema.pattern != null) {
            visit.spend(length >> 4);
            if (!schema.pattern.matcher(text).find()) {
                visit.add(visit.problem(SchemaText.quote(text) + " does not match pattern "
                        + SchemaText.quote(schema.pattern.pattern())));
            }
        }
    }

    void check(Number number) {
        Optional<BigDecimal> exact = JsonNumber.exact(number);
        if (exact.isEmpty()) {
            return;
        }
        BigDecimal got = exact.get();
        schema.minimum
                .filter(want -> got.compareTo(want) < 0)
                .ifPresent(want -> visit.add(limit("minimum", got, want)));
        schema.maximum
                .filter(want -> got.compareTo(want) > 0)
                .ifPresent(want -> visit.add(limit("maximum", got, want)));
        schema.exclusiveMinimum
                .filter(want -> got.compareTo(want) <= 0)
                .ifPresent(want -> visit.add(limit("exclusiveMinimum", got, want)));
        schema.exclusiveMaximum
                .filter(want -> got.compareTo(want) >= 0)
                .ifPresent(want -> visit.add(limit("exclusiveMaximum", got, want)));
        schema.multipleOf
                .filter(want -> got.remainder(want).signum() != 0)
                .ifPresent(want -> visit.add(limit("multipleOf", got, want)));
    }

    private Problem limit(String keyword, BigDecimal got, BigDecimal want) {
        return visit.problem(keyword + ": got " + SchemaText.number(got) + ", want " + SchemaText.number(want));
    }
}
