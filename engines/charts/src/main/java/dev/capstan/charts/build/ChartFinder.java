package dev.capstan.charts.build;

import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import java.io.IOException;

/** Fetches charts that others need from repositories. */
@FunctionalInterface
public interface ChartFinder {

    /**
     * The archive of a chart.
     *
     * @param dependency names a repository by an http, https or oci URL, and a version or a range
     * @throws ChartException when it cannot be had
     * @throws IOException when this machine cannot hold it
     */
    byte[] find(ChartDependency dependency) throws ChartException, IOException;
}
