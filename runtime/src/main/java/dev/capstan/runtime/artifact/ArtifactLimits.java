package dev.capstan.runtime.artifact;

import dev.capstan.archive.ArchiveLimits;

/**
 * How large an artifact may be, and how much of all artifacts is kept.
 *
 * @param download bytes of one archive as it is served
 * @param unpacked bytes of one archive after decompression
 * @param entries files and folders of one archive
 * @param kept bytes of unpacked archives that the cache keeps; one larger archive is still usable, but is not kept
 */
public record ArtifactLimits(long download, long unpacked, int entries, long kept) {

    /** 512 MiB to download, 2 GiB unpacked, 500,000 entries, 1 GiB kept. */
    public static ArtifactLimits defaults() {
        return new ArtifactLimits(512L << 20, 2L << 30, 500_000, 1L << 30);
    }

    /** Refuses limits that would let nothing through. */
    public ArtifactLimits {
        if (download <= 0 || unpacked <= 0 || entries <= 0 || kept <= 0) {
            throw new IllegalArgumentException("limits of artifacts must be positive");
        }
    }

    /** The part of these limits that holds for one archive. */
    public ArchiveLimits archive() {
        return new ArchiveLimits(download, unpacked, entries);
    }
}
