package dev.capstan.source.helm;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers of bytes with four digits and a decimal unit, as Go programs write them: {@code 40B}, {@code 1.234kB}, {@code 20MB}. */
final class HumanSize {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final BigDecimal STEP = BigDecimal.valueOf(1000);

    private HumanSize() {}

    static String of(long bytes) {
        var value = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (value.compareTo(STEP) >= 0 && unit < UNITS.size() - 1) {
            value = value.divide(STEP);
            unit++;
        }
        var rounded = value.round(new MathContext(4, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        return rounded.toPlainString() + UNITS.get(unit);
    }
}
