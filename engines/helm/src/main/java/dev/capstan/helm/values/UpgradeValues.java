package dev.capstan.helm.values;

import dev.capstan.helm.PreviousRelease;
import dev.capstan.helm.ValuesPolicy;
import dev.capstan.helm.chart.Chart;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of an upgrade: what is given, and what is kept of the release before. */
public final class UpgradeValues {
    private UpgradeValues() {}

    /**
     * What is rendered and recorded.
     *
     * @param chart with the defaults that count
     * @param values what counts as given by the user
     */
    public record Chosen(Chart chart, Map<String, @Nullable Object> values) {}

    /**
     * Applies a policy.
     *
     * @throws InvalidValuesException when the values of before do not fit the chart of before
     */
    public static Chosen choose(
            ValuesPolicy policy,
            Chart chart,
            Map<String, @Nullable Object> values,
            Optional<PreviousRelease> previous,
            Warnings warnings)
            throws InvalidValuesException {
        if (previous.isEmpty()) {
            return new Chosen(chart, values);
        }
        PreviousRelease before = previous.get();
        return switch (policy) {
            case RESET -> new Chosen(chart, values);
            case DEFAULT -> new Chosen(chart, values.isEmpty() ? before.config() : values);
            case RESET_THEN_REUSE -> new Chosen(chart, over(values, before.config(), warnings));
            case REUSE -> {
                Map<String, @Nullable Object> defaults =
                        ChartValues.coalesce(before.chart(), before.config(), warnings);
                yield new Chosen(chart.withValues(defaults), over(values, before.config(), warnings));
            }
        };
    }

    private static Map<String, @Nullable Object> over(
            Map<String, @Nullable Object> values, Map<String, @Nullable Object> before, Warnings warnings) {
        return new Tables(false, warnings).layOver(Tables.copy(values), Tables.copy(before), "");
    }
}
