package dev.capstan.helm.values;

import dev.capstan.helm.chart.Chart;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a chart and of the charts inside of it: what the user gave over the defaults. The values of an inner chart lie below
 * its name; {@code global} is handed down.
 */
public final class ChartValues {
    private static final String GLOBAL = "global";

    private final boolean keepsNulls;
    private final Warnings warnings;

    private ChartValues(boolean keepsNulls, Warnings warnings) {
        this.keepsNulls = keepsNulls;
        this.warnings = warnings;
    }

    /**
     * All values, where a null of the user takes a default away.
     *
     * @throws InvalidValuesException when the values of an inner chart are not a map
     */
    public static Map<String, @Nullable Object> coalesce(
            Chart chart, Map<String, @Nullable Object> values, Warnings warnings) throws InvalidValuesException {
        return new ChartValues(false, warnings).of(chart, Tables.copy(values), "");
    }

    /** As {@link #coalesce}, but a null stays. */
    public static Map<String, @Nullable Object> merge(
            Chart chart, Map<String, @Nullable Object> values, Warnings warnings) throws InvalidValuesException {
        return new ChartValues(true, warnings).of(chart, Tables.copy(values), "");
    }

    private Map<String, @Nullable Object> of(Chart chart, Map<String, @Nullable Object> values, String path)
            throws InvalidValuesException {
        addDefaults(chart, values, Tables.joined(path, chart.name()));
        for (Chart inner : chart.dependencies()) {
            if (!values.containsKey(inner.name())) {
                values.put(inner.name(), new LinkedHashMap<>());
            }
            Object given = values.get(inner.name());
            Map<String, @Nullable Object> table = Tables.table(given);
            if (table == null) {
                throw new InvalidValuesException("type mismatch on " + inner.name() + ": " + GoText.asBool(given));
            }
            String innerPath = Tables.joined(path, chart.name());
            handDownGlobals(table, values, innerPath);
            values.put(inner.name(), of(inner, table, innerPath));
        }
        return values;
    }

    private void addDefaults(Chart chart, Map<String, @Nullable Object> values, String path) {
        Tables.copy(chart.values()).forEach((key, fallback) -> {
            if (values.containsKey(key)) {
                meet(chart, values, key, fallback, path);
            } else {
                add(values, key, fallback);
            }
        });
    }

    private void meet(
            Chart chart, Map<String, @Nullable Object> values, String key, @Nullable Object fallback, String path) {
        Object value = values.get(key);
        if (value == null && !keepsNulls) {
            values.remove(key);
            return;
        }
        Map<String, @Nullable Object> table = Tables.table(value);
        if (table == null) {
            return;
        }
        Map<String, @Nullable Object> defaults = Tables.table(fallback);
        if (defaults != null) {
            boolean keeps = keepsNulls || isInnerChart(chart, key);
            if (!keeps) {
                Tables.dropNulls(defaults);
            }
            new Tables(keeps, warnings).layOver(table, defaults, Tables.joined(path, key));
        } else if (fallback != null) {
            warnings.add("warning: skipped value for %s.%s: Not a table.", path, key);
        }
    }

    private void add(Map<String, @Nullable Object> values, String key, @Nullable Object fallback) {
        if (!keepsNulls) {
            if (fallback == null) {
                return;
            }
            Map<String, @Nullable Object> table = Tables.table(fallback);
            if (table != null) {
                Tables.dropNulls(table);
            }
        }
        values.put(key, fallback);
    }

    private static boolean isInnerChart(Chart chart, String key) {
        return chart.dependencies().stream().anyMatch(inner -> inner.name().equals(key));
    }

    /** Globals of the outer chart count more than those of the inner one. */
    private void handDownGlobals(
            Map<String, @Nullable Object> inner, Map<String, @Nullable Object> outer, String path) {
        var into = globals(inner, "destination");
        var from = globals(outer, "source");
        if (into == null || from == null) {
            return;
        }
        from.forEach((key, value) -> {
            Map<String, @Nullable Object> table = Tables.table(value);
            Map<String, @Nullable Object> there = Tables.table(into.get(key));
            if (table == null) {
                if (there == null) {
                    into.put(key, value);
                } else {
                    warnings.add("key %s is table. Skipping", key);
                }
            } else if (!into.containsKey(key)) {
                into.put(key, new LinkedHashMap<>(table));
            } else if (there == null) {
                warnings.add("Conflict: cannot merge map onto non-map for %s. Skipping.", GoText.quoted(key));
            } else {
                Map<String, @Nullable Object> merged = new LinkedHashMap<>(table);
                new Tables(true, warnings).layOver(merged, there, Tables.joined(path, key));
                into.put(key, merged);
            }
        });
        inner.put(GLOBAL, into);
    }

    private @Nullable Map<String, @Nullable Object> globals(Map<String, @Nullable Object> values, String role) {
        if (!values.containsKey(GLOBAL)) {
            return new LinkedHashMap<>();
        }
        Map<String, @Nullable Object> table = Tables.table(values.get(GLOBAL));
        if (table == null) {
            warnings.add("warning: skipping globals because %s %s is not a table.", role, GLOBAL);
        }
        return table;
    }
}
