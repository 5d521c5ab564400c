package dev.capstan.source.generator;

/**
 * How much one ArtifactGenerator may make in one run.
 *
 * @param artifacts number of artifacts
 * @param files of one artifact
 * @param totalFiles of all artifacts, counted again for each copy
 * @param fileBytes of one file
 * @param mergedBytes of one file that is merged with another
 * @param artifactBytes of all files of one artifact
 * @param totalBytes of all sources together, and of everything that is copied
 * @param visits files and folders looked at, counted again for each copy operation
 * @param comparisons of a character of a pattern with one of a path
 */
public record GeneratorLimits(
        int artifacts,
        int files,
        long totalFiles,
        long fileBytes,
        long mergedBytes,
        long artifactBytes,
        long totalBytes,
        long visits,
        long comparisons) {
    private static final long MEBI = 1 << 20;
    private static final int MILLION = 1_000_000;

    /**
     * 1,000 artifacts of 100,000 files and 1 GiB, 64 MiB a file, 8 MiB a merged one; a million files, 4 GiB, 10 million visits and 4
     * billion comparisons for all of them.
     */
    public static final GeneratorLimits DEFAULT = new GeneratorLimits(
            1000, 100_000, MILLION, 64 * MEBI, 8 * MEBI, 1024 * MEBI, 4096 * MEBI, 10 * MILLION, 4000L * MILLION);
}
