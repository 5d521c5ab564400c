package dev.capstan.helmrelease.state;

/**
 * What a release is to be.
 *
 * @param chartName name of the chart
 * @param chartVersion version of the chart, with the digest of its artifact where that counts
 * @param configDigest digest of the values that its record is to have
 * @param postRenderersDigest digest of the post renderers; empty without any
 * @param commonMetadataDigest digest of the common metadata; empty without any
 * @param isNewGeneration whether the spec changed since it was last worked on to an end
 * @param keepsValues whether the values of the release before stay where the new ones say nothing
 * @param isTested whether the release is to be tested
 */
public record Wanted(
        String chartName,
        String chartVersion,
        String configDigest,
        String postRenderersDigest,
        String commonMetadataDigest,
        boolean isNewGeneration,
        boolean keepsValues,
        boolean isTested) {

    /** The same with another digest of the values. */
    public Wanted withConfigDigest(String digest) {
        return new Wanted(
                chartName,
                chartVersion,
                digest,
                postRenderersDigest,
                commonMetadataDigest,
                isNewGeneration,
                keepsValues,
                isTested);
    }
}
