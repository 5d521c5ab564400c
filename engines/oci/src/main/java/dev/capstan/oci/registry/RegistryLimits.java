package dev.capstan.oci.registry;

/**
 * How much of a registry is read.
 *
 * @param manifest bytes of one manifest
 * @param pages of a list of tags or referrers
 * @param page bytes of one page
 * @param list bytes of all pages of one list together
 * @param tags of one repository
 */
public record RegistryLimits(int manifest, int pages, int page, int list, int tags) {
    /** Four MiB a manifest, as registries have it; 100,000 tags, which take about 13 MB when all of them are as long as a tag can be. */
    public static final RegistryLimits DEFAULT = new RegistryLimits(4 << 20, 1000, 16 << 20, 32 << 20, 100_000);
}
