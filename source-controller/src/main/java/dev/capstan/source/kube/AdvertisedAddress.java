package dev.capstan.source.kube;

import dev.capstan.api.artifact.ArtifactUrl;

/**
 * Where consumers find the artifacts.
 *
 * @param base scheme and authority, without a slash at the end
 */
record AdvertisedAddress(String base) {
    private static final String AUTOMATIC = "auto";

    /**
     * The address that is configured, or that of this machine.
     *
     * @param configured an authority, or a base URL which is used as it is, or {@code auto} for this machine and the bound port
     */
    static AdvertisedAddress of(String configured, int port) {
        if (configured.equals(AUTOMATIC)) {
            return new AdvertisedAddress("http://127.0.0.1:" + port);
        }
        var withScheme = configured.contains("://") ? configured : "http://" + configured;
        return new AdvertisedAddress(
                withScheme.endsWith("/") ? withScheme.substring(0, withScheme.length() - 1) : withScheme);
    }

    /** Where an artifact is served; the path is the one in the storage. */
    ArtifactUrl url(String path) {
        return new ArtifactUrl(base + "/" + path);
    }
}
