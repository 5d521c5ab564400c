package dev.capstan.cli.demo;

import dev.capstan.devcluster.Cluster;
import java.time.Duration;

/**
 * What the application of the demo consists of.
 *
 * @param name of the image, without a tag
 * @param first the version that runs first
 * @param next the version that a commit brings
 * @param patience how long a step may take: images have to be pulled somewhere
 */
record SampleImage(String name, String first, String next, Duration patience) {

    /** As it would be called in real life; simulated nodes pull nothing. */
    static final SampleImage FICTITIOUS =
            new SampleImage("registry.example/shop", "1.0.0", "1.1.0", Duration.ofSeconds(60));

    /** The smallest image that there is, for many architectures and for everybody; it does nothing and stays. */
    static final SampleImage REAL = new SampleImage("registry.k8s.io/pause", "3.9", "3.10", Duration.ofMinutes(3));

    /** What this cluster can run. */
    static SampleImage on(Cluster cluster) {
        return cluster.runsImages() ? REAL : FICTITIOUS;
    }

    /** With its tag, as in a Pod. */
    String at(String version) {
        return name + ":" + version;
    }
}
