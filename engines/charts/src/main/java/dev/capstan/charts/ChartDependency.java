package dev.capstan.charts;

/**
 * A chart that another one needs.
 *
 * @param name of the chart
 * @param version a version or a range; empty when any will do
 * @param repository where it comes from: an http, https, oci or file URL; empty when it lies in {@code charts/}
 */
public record ChartDependency(String name, String version, String repository) {

    /** Whether it lies in the same source as the chart that needs it. */
    public boolean isLocal() {
        return repository.startsWith("file://");
    }
}
