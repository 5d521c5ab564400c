package dev.capstan.archive;

/**
 * How large an archive may be.
 *
 * @param download bytes of the archive as it is served
 * @param unpacked bytes after decompression
 * @param entries files and folders
 */
public record ArchiveLimits(long download, long unpacked, int entries) {

    /** Refuses limits that would let nothing through. */
    public ArchiveLimits {
        if (download <= 0 || unpacked <= 0 || entries <= 0) {
            throw new IllegalArgumentException("limits of archives must be positive");
        }
    }
}
