package dev.capstan.kustomize;

/**
 * What one build may use. A build that needs more fails with {@link BuildProblem.Code#LIMIT_EXCEEDED} and names the limit.
 *
 * @param maxFileBytes largest file that is read
 * @param maxTotalBytes all bytes read together, a file counted each time it is named
 * @param maxObjects objects at any point of the build
 * @param maxDepth kustomizations inside each other
 * @param maxKustomizations kustomizations in one build, one counted each time it is built
 */
public record BuildLimits(long maxFileBytes, long maxTotalBytes, int maxObjects, int maxDepth, int maxKustomizations) {

    /** 64 MiB a file, 512 MiB together, 200,000 objects, 100 levels, 50,000 kustomizations. */
    public static BuildLimits defaults() {
        return new BuildLimits(64L << 20, 512L << 20, 200_000, 100, 50_000);
    }
}
