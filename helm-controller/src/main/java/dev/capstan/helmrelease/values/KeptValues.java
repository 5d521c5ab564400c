package dev.capstan.helmrelease.values;

import dev.capstan.helm.PreviousRelease;
import dev.capstan.helm.ValuesPolicy;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.release.record.ConfigDigest;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UpgradeValues;
import dev.capstan.helm.values.Warnings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of a release that keeps what the one before was given where the new ones say nothing. */
public final class KeptValues {

    private KeptValues() {}

    /**
     * The digest of what an upgrade would record. It is that of the record itself exactly when the upgrade would change nothing.
     *
     * @param values the new ones
     * @param recorded those that the release was made with
     */
    public static String digest(
            Chart chart, Map<String, @Nullable Object> values, Map<String, @Nullable Object> recorded) {
        var previous = new PreviousRelease(chart, recorded);
        try {
            return ConfigDigest.of(UpgradeValues.choose(
                            ValuesPolicy.RESET_THEN_REUSE, chart, values, Optional.of(previous), new Warnings())
                    .values());
        } catch (InvalidValuesException impossible) {
            throw new IllegalStateException("no values of a chart are read", impossible);
        }
    }
}
