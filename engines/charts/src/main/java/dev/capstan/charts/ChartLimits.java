package dev.capstan.charts;

import dev.capstan.archive.ArchiveLimits;

/**
 * How large charts may be.
 *
 * @param archive bytes of a packed chart
 * @param file bytes of one file in it
 * @param unpacked bytes of all files together, with those of charts that are packed inside of it
 * @param files files and folders
 */
public record ChartLimits(long archive, long file, long unpacked, int files) {
    private static final long MEBIBYTE = 1 << 20;

    /** 10 MiB packed and 5 MiB for a file, as Flux has it; 100 MiB unpacked, as Helm has it; 10,000 files. */
    public static final ChartLimits DEFAULT = new ChartLimits(10 * MEBIBYTE, 5 * MEBIBYTE, 100 * MEBIBYTE, 10_000);

    /** Refuses limits that would let nothing through. */
    public ChartLimits {
        if (archive <= 0 || file <= 0 || unpacked <= 0 || files <= 0) {
            throw new IllegalArgumentException("limits of charts must be positive");
        }
    }

    /**
     * Lets a packed chart through.
     *
     * @param chart how it is named in a message, for example {@code 'web.tgz'}
     * @param size bytes
     * @throws ChartException when it is larger than allowed
     */
    public void checkArchive(String chart, long size) throws ChartException {
        check("a packed chart", archive, chart, size);
    }

    /**
     * Lets a file of a chart through.
     *
     * @param path for the message
     * @param size bytes
     * @throws ChartException when it is larger than allowed
     */
    public void checkFile(String path, long size) throws ChartException {
        check("a file of a chart", file, "'" + path + "'", size);
    }

    private static void check(String what, long allowed, String one, long size) throws ChartException {
        if (size > allowed) {
            throw new ChartException(new ChartFailure.LimitExceeded(
                    "%s may have %d bytes; %s has %d".formatted(what, allowed, one, size)));
        }
    }

    /** The limits of an archive under these, of which some bytes, but not all, are taken already. */
    ArchiveLimits archiveLimits(long taken) {
        return new ArchiveLimits(archive, unpacked - taken, files);
    }
}
