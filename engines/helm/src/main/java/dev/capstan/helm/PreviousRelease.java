package dev.capstan.helm;

import dev.capstan.helm.chart.Chart;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The release that an upgrade starts from.
 *
 * @param chart as it was recorded; charts inside of it are not in a record
 * @param config the values that the user gave
 */
public record PreviousRelease(Chart chart, Map<String, @Nullable Object> config) {}
