package dev.capstan.argo.compare.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The canonical text of resource quantities, so that {@code 1024Mi} and {@code 1Gi} are the same. */
final class Quantity {

    private static final Pattern TEXT =
            Pattern.compile("([+-]?)([0-9]{0,40}\\.?[0-9]{0,40})([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2}|)");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final BigInteger KIBI = BigInteger.valueOf(1024);

    private Quantity() {}

    /** The canonical form: no fraction, the largest suffix without one. Empty for a text that is no quantity. */
    static Optional<String> canonical(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches() || parts.group(2).isEmpty() || parts.group(2).equals(".")) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(parts.group(1) + "0" + parts.group(2));
        String suffix = parts.group(3);
        if (BINARY.contains(suffix) && !suffix.isEmpty()) {
            BigDecimal amount = nano(number.multiply(new BigDecimal(KIBI.pow(BINARY.indexOf(suffix)))));
            boolean isSmall = amount.abs().compareTo(new BigDecimal(KIBI)) < 0
                    || amount.stripTrailingZeros().scale() > 0;
            return Optional.of(isSmall ? decimal(amount) : binary(amount.toBigInteger()));
        }
        if (DECIMAL.contains(suffix)) {
            return Optional.of(decimal(nano(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 3)))));
        }
        return Optional.of(exponent(nano(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))))));
    }

    /** Smaller than a billionth is rounded away from zero; larger than a long is capped. */
    private static BigDecimal nano(BigDecimal amount) {
        BigDecimal capped = amount.abs().min(LARGEST).setScale(9, RoundingMode.UP);
        return amount.signum() < 0 ? capped.negate() : capped;
    }

    private static String decimal(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "0";
        }
        BigInteger units = amount.movePointRight(9).toBigIntegerExact();
        int step = 0;
        while (step < DECIMAL.size() - 1 && units.mod(THOUSAND).signum() == 0) {
            units = units.divide(THOUSAND);
            step++;
        }
        return units + DECIMAL.get(step);
    }

    private static String binary(BigInteger amount) {
        BigInteger units = amount;
        int step = 0;
        while (step < BINARY.size() - 1 && units.mod(KIBI).signum() == 0) {
            units = units.divide(KIBI);
            step++;
        }
        return units + BINARY.get(step);
    }

    private static String exponent(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "0";
        }
        BigInteger units = amount.movePointRight(9).toBigIntegerExact();
        int power = -9;
        while (units.mod(THOUSAND).signum() == 0) {
            units = units.divide(THOUSAND);
            power += 3;
        }
        return power == 0 ? units.toString() : units + "e" + power;
    }
}
