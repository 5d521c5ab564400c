package dev.capstan.helm.values;

import dev.capstan.gotemplate.value.GoString;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartRequirement;
import dev.capstan.helm.chart.VersionRanges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the charts inside of a chart take part: conditions and tags switch them, an alias gives them another name, and
 * {@code import-values} takes over some of their values.
 */
public final class DependencySelection {
    private final Warnings warnings;

    private DependencySelection(Warnings warnings) {
        this.warnings = warnings;
    }

    /**
     * The chart as it is rendered.
     *
     * @param values what the user gave
     * @throws InvalidValuesException when the values of an inner chart are not a map
     */
    public static Chart process(Chart chart, Map<String, @Nullable Object> values, Warnings warnings)
            throws InvalidValuesException {
        var processing = new DependencySelection(warnings);
        return processing.imported(processing.enabled(chart, values, ""));
    }

    private Chart enabled(Chart chart, Map<String, @Nullable Object> values, String path)
            throws InvalidValuesException {
        List<ChartRequirement> requirements = chart.metadata().dependencies();
        if (requirements.isEmpty()) {
            return chart;
        }
        Chart named = chart.withDependencies(named(chart, requirements));
        Map<String, @Nullable Object> all = ChartValues.coalesce(named, values, warnings);
        List<ChartRequirement> kept = new ArrayList<>();
        Set<String> off = new HashSet<>();
        for (ChartRequirement requirement : requirements) {
            ChartRequirement decided = requirement
                    .named(requirement.key())
                    .enabled(byCondition(requirement, all, path).orElseGet(() -> byTags(requirement, all)));
            if (decided.isEnabled()) {
                kept.add(decided);
            } else {
                off.add(decided.name());
            }
        }
        kept.removeIf(requirement -> off.contains(requirement.name()));
        List<Chart> inner = new ArrayList<>();
        for (Chart dependency : named.dependencies()) {
            if (!off.contains(dependency.name())) {
                inner.add(enabled(dependency, all, path + dependency.name() + "."));
            }
        }
        return named.withMetadata(chart.metadata().withDependencies(kept)).withDependencies(inner);
    }

    /** The inner charts under their aliases: those that no requirement names first. */
    private static List<Chart> named(Chart chart, List<ChartRequirement> requirements) {
        List<Chart> named = new ArrayList<>();
        for (Chart inner : chart.dependencies()) {
            if (requirements.stream().noneMatch(requirement -> isMeant(requirement, inner))) {
                named.add(inner);
            }
        }
        for (ChartRequirement requirement : requirements) {
            chart.dependencies().stream()
                    .filter(inner -> isMeant(requirement, inner))
                    .findFirst()
                    .ifPresent(inner -> named.add(
                            requirement.alias().isEmpty()
                                    ? inner
                                    : inner.withMetadata(inner.metadata().named(requirement.alias()))));
        }
        return named;
    }

    private static boolean isMeant(ChartRequirement requirement, Chart inner) {
        return inner.name().equals(requirement.name())
                && VersionRanges.accepts(requirement.version(), inner.metadata().version());
    }

    private Optional<Boolean> byCondition(
            ChartRequirement requirement, Map<String, @Nullable Object> values, String path) {
        for (String condition : GoString.strip(requirement.condition()).split(",", -1)) {
            if (condition.isEmpty()) {
                continue;
            }
            var value = ValuePath.value(values, path + condition);
            if (value.isPresent()) {
                if (value.get().getFirst() instanceof Boolean isOn) {
                    return Optional.of(isOn);
                }
                warnings.add("returned non-bool value path=%s chart=%s", condition, requirement.key());
            }
        }
        return Optional.empty();
    }

    private boolean byTags(ChartRequirement requirement, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> tags = Tables.table(values.get("tags"));
        if (tags == null) {
            return true;
        }
        boolean hasTrue = false;
        boolean hasFalse = false;
        for (String tag : requirement.tags()) {
            if (tags.containsKey(tag)) {
                if (tags.get(tag) instanceof Boolean isOn) {
                    hasTrue |= isOn;
                    hasFalse |= !isOn;
                } else {
                    warnings.add("returned non-bool value tag=%s chart=%s", tag, requirement.key());
                }
            }
        }
        return hasTrue || !hasFalse;
    }

    /** The chart with what it imports among its own values; inner charts first. */
    private Chart imported(Chart chart) throws InvalidValuesException {
        List<Chart> inner = new ArrayList<>();
        for (Chart dependency : chart.dependencies()) {
            inner.add(imported(dependency));
        }
        Chart changed = chart.withDependencies(inner);
        List<ChartRequirement> requirements = chart.metadata().dependencies();
        if (requirements.isEmpty()) {
            return changed;
        }
        Map<String, @Nullable Object> all = ChartValues.merge(changed, new LinkedHashMap<>(), warnings);
        Map<String, @Nullable Object> imports = new LinkedHashMap<>();
        List<ChartRequirement> resolved = new ArrayList<>();
        for (ChartRequirement requirement : requirements) {
            resolved.add(requirement.importing(collect(requirement, all, imports)));
        }
        Map<String, @Nullable Object> values = new Tables(true, warnings).layOver(Tables.copy(all), imports, "");
        return changed.withMetadata(chart.metadata().withDependencies(resolved)).withValues(values);
    }

    private List<Object> collect(
            ChartRequirement requirement, Map<String, @Nullable Object> all, Map<String, @Nullable Object> imports) {
        List<Object> resolved = new ArrayList<>();
        for (Object wanted : requirement.importValues()) {
            if (wanted instanceof Map<?, ?> map) {
                String child = GoText.value(map.get("child"));
                String parent = GoText.value(map.get("parent"));
                resolved.add(Map.of("child", child, "parent", parent));
                take(
                        requirement,
                        child,
                        parent,
                        all,
                        imports,
                        "ImportValues missing table from chart chart=" + requirement.name());
            } else if (wanted instanceof String name) {
                String child = "exports." + name;
                resolved.add(Map.of("child", child, "parent", "."));
                take(requirement, child, ".", all, imports, "ImportValues missing table");
            }
        }
        return resolved;
    }

    private void take(
            ChartRequirement requirement,
            String child,
            String parent,
            Map<String, @Nullable Object> all,
            Map<String, @Nullable Object> imports,
            String warning) {
        switch (ValuePath.table(all, requirement.name() + "." + child)) {
            case ValuePath.Found.Missing(var key) ->
                warnings.add("%s error=%s is not a table", warning, GoText.quoted(key));
            case ValuePath.Found.Table(var table) ->
                new Tables(true, warnings).layOver(imports, ValuePath.wrap(parent, Tables.copy(table)), "");
        }
    }
}
