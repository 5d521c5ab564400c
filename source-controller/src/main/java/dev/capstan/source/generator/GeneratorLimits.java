package dev.capstan.source.generator;

/**
 * How much one ArtifactGenerator may make in one run.
 *
 * @param artifacts number of artifacts
 * @param files of one artifact
 * @param fileBytes of one file
 * @param mergedBytes of one file that is merged with another
 * @param artifactBytes of all files of one artifact
 * @param totalBytes of all sources together, and of everything that is copied
 * @param visits files and folders looked at, counted again for each copy operation
 */
public record GeneratorLimits(
        int artifacts, int files, long fileBytes, long mergedBytes, long artifactBytes, long totalBytes, long visits) {
    private static final long MEBI = 1 << 20;

    /** 1,000 artifacts of 100,000 files and 1 GiB, 64 MiB a file, 8 MiB a merged one; 4 GiB and 10 million visits for all of them. */
    public static final GeneratorLimits DEFAULT =
            new GeneratorLimits(1000, 100_000, 64 * MEBI, 8 * MEBI, 1024 * MEBI, 4096 * MEBI, 10_000_000);
}
