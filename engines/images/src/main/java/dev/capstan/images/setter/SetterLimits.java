package dev.capstan.images.setter;

import dev.capstan.yaml.Limits;

/**
 * How much of a tree is read.
 *
 * @param fileBytes of one file; larger ones are left alone and reported
 * @param entries files and folders below the folder; with more, nothing is done
 */
public record SetterLimits(int fileBytes, int entries) {
    /** Fits the largest real bundles of manifests, and repositories with a hundred thousand files. */
    public static final SetterLimits DEFAULT = new SetterLimits(16 << 20, 200_000);

    private static final int DEPTH = 256;
    private static final int ALIASED_NODES = 100_000;

    Limits yaml() {
        return new Limits(fileBytes, DEPTH, ALIASED_NODES);
    }
}
