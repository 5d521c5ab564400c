package dev.capstan.chartaccess;

/** Texts of indexes. */
public final class Indexes {
    private Indexes() {}

    /** An index with one version of one chart. */
    public static String of(String chart, String version, String url) {
        return entry("apiVersion: v1\nentries:\n  " + chart + ":\n", chart, version, url);
    }

    /** The same index with one version more of the chart that came last. */
    public static String and(String index, String chart, String version, String url) {
        return entry(index, chart, version, url);
    }

    /** One more chart for an index. */
    public static String entryOf(String chart, String version, String url) {
        return entry("  " + chart + ":\n", chart, version, url);
    }

    private static String entry(String before, String chart, String version, String url) {
        return before + "  - {name: " + chart + ", version: \"" + version + "\", urls: [\"" + url + "\"]}\n";
    }
}
