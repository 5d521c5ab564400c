package dev.capstan.kustomize.load;

/**
 * What a part of a build counts against the limits.
 *
 * @param bytes read
 * @param kustomizations built
 * @param objects read or generated
 * @param remotes remote repositories and files asked for
 */
public record Usage(long bytes, int kustomizations, int objects, int remotes) {

    /** What came on top of an earlier usage. */
    public Usage minus(Usage before) {
        return new Usage(
                bytes - before.bytes,
                kustomizations - before.kustomizations,
                objects - before.objects,
                remotes - before.remotes);
    }
}
