package dev.capstan.helm.chart;

import java.util.List;

/**
 * What a chart says of another one that it needs: an item of {@code dependencies}.
 *
 * @param name of the chart, or, once dependencies are processed, its alias
 * @param version a range; empty when none is given
 * @param repository where it comes from; empty when it lies in {@code charts/}
 * @param condition paths of values, separated by commas, of which the first that is a boolean switches the chart on or off
 * @param tags names that switch it with others
 * @param isEnabled whether conditions and tags leave it in; false until dependencies are processed
 * @param importValues what of its values goes to the parent: names, or maps with {@code child} and {@code parent}
 * @param alias another name for the chart; empty when it keeps its own
 */
public record ChartRequirement(
        String name,
        String version,
        String repository,
        String condition,
        List<String> tags,
        boolean isEnabled,
        List<Object> importValues,
        String alias) {

    /** Copies the lists. */
    public ChartRequirement {
        tags = List.copyOf(tags);
        importValues = List.copyOf(importValues);
    }

    /** The name under which its values lie. */
    public String key() {
        return alias.isEmpty() ? name : alias;
    }

    /** The same, called by another name. */
    public ChartRequirement named(String other) {
        return new ChartRequirement(other, version, repository, condition, tags, isEnabled, importValues, alias);
    }

    /** The same, switched on or off. */
    public ChartRequirement enabled(boolean isOn) {
        return new ChartRequirement(name, version, repository, condition, tags, isOn, importValues, alias);
    }

    /** The same, with other values to import. */
    public ChartRequirement importing(List<Object> other) {
        return new ChartRequirement(name, version, repository, condition, tags, isEnabled, other, alias);
    }
}
