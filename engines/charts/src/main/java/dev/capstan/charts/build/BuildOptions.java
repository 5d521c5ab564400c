package dev.capstan.charts.build;

import java.util.List;

/**
 * What is changed about a chart before it is offered.
 *
 * @param valuesFiles merged in their order into what takes the place of {@code values.yaml}; none to keep that
 * @param ignoresMissingValuesFiles whether values files that are not there are passed over
 * @param versionSuffix becomes the build metadata of the version; empty to keep the version
 */
public record BuildOptions(List<String> valuesFiles, boolean ignoresMissingValuesFiles, String versionSuffix) {
    /** Nothing. */
    public static final BuildOptions NONE = new BuildOptions(List.of(), false, "");

    /** Copies the list. */
    public BuildOptions {
        valuesFiles = List.copyOf(valuesFiles);
    }

    /** The version that a chart with this version is offered under. */
    public String versionOf(String version) {
        return versionSuffix.isEmpty() ? version : ChartVersionSuffix.put(version, versionSuffix);
    }

    boolean changesNothing() {
        return valuesFiles.isEmpty() && versionSuffix.isEmpty();
    }
}
