package dev.capstan.charts;

/** Everything that is expected to be wrong with a chart, with an index of charts, or with what is asked of them. */
public sealed interface ChartFailure {

    /** The index of a repository cannot be used. */
    record IndexInvalid(String why) implements ChartFailure {}

    /** The index has no chart of this name. */
    record ChartMissing(String chart) implements ChartFailure {}

    /** No version of the chart is the one that is asked for, or in the range. */
    record VersionMissing(String chart, String version) implements ChartFailure {}

    /** What is asked for is neither a version nor a range of versions. */
    record VersionInvalid(String why) implements ChartFailure {}

    /** No chart lies where one is looked for. */
    record PathInvalid(String why) implements ChartFailure {}

    /** The archive or folder is not a chart, or holds something that must not be in one. */
    record ChartInvalid(String why) implements ChartFailure {}

    /** {@code Chart.yaml} is missing, cannot be read, or says something that no chart may say. */
    record MetadataInvalid(String why) implements ChartFailure {}

    /** What was signed about a chart cannot be read. */
    record ProvenanceInvalid(String why) implements ChartFailure {}

    /** The bytes are not those that the index announced. */
    record DigestMismatch(String expected, String actual) implements ChartFailure {}

    /** Something is larger than a limit allows; the text names the limit. */
    record LimitExceeded(String limit) implements ChartFailure {}

    /** A values file is missing, lies outside of the source, or cannot be read. */
    record ValuesFileUnusable(String file, String why) implements ChartFailure {}

    /** A dependency of the chart cannot be had. */
    record DependencyUnusable(String dependency, String why) implements ChartFailure {}

    /** One sentence for people; holds nothing of the contents of files. */
    default String message() {
        return switch (this) {
            case IndexInvalid(var why) -> "the index of the repository is not usable: " + why;
            case ChartMissing(var chart) -> "the index has no chart '" + chart + "'";
            case VersionMissing(var chart, var version) ->
                "no version of chart '" + chart + "' matches '" + version + "'";
            case VersionInvalid(var why) -> why;
            case PathInvalid(var why) -> why;
            case ChartInvalid(var why) -> "the chart is not usable: " + why;
            case MetadataInvalid(var why) -> "Chart.yaml is not usable: " + why;
            case ProvenanceInvalid(var why) -> "the provenance file is not usable: " + why;
            case DigestMismatch(var expected, var actual) ->
                "the digest of the chart is " + actual + ", but the index says " + expected;
            case LimitExceeded(var limit) -> limit;
            case ValuesFileUnusable(var file, var why) -> "values file '" + file + "': " + why;
            case DependencyUnusable(var dependency, var why) -> "dependency '" + dependency + "': " + why;
        };
    }
}
