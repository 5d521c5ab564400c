package dev.capstan.cli.images;

import dev.capstan.cli.CommandFailure;
import dev.capstan.images.policy.TagExclusions;
import dev.capstan.images.policy.TagFilter;
import dev.capstan.images.policy.TagPolicy;
import java.util.List;
import java.util.Optional;

/**
 * What is to be chosen, and from what.
 *
 * @param image host and repository
 * @param policy empty to look at the tags only
 */
record ScanRequest(String image, Optional<TagPolicy> policy, Optional<TagFilter> filter, TagExclusions exclusions) {

    /**
     * Puts the words of the command line and the manifest together.
     *
     * @param image empty for the one of the manifest
     * @param excluded empty for those of the manifest, or else the default
     */
    static ScanRequest of(
            String image,
            Optional<TagPolicy> policy,
            Optional<TagFilter> filter,
            List<String> excluded,
            Optional<PolicyManifest> manifest) {
        var named = image.isEmpty() ? manifest.flatMap(PolicyManifest::image) : Optional.of(image);
        var expressions = excluded.isEmpty()
                ? manifest.flatMap(PolicyManifest::exclusions).orElse(TagExclusions.DEFAULT)
                : excluded;
        return new ScanRequest(
                named.orElseThrow(() -> new CommandFailure(
                        "There is no image: name one, or a file with its ImageRepository by --policy", 2)),
                manifest.map(PolicyManifest::policy).or(() -> policy),
                manifest.isPresent() ? manifest.get().filter() : filter,
                exclusions(expressions));
    }

    private static TagExclusions exclusions(List<String> expressions) {
        return switch (TagExclusions.compile(expressions)) {
            case TagExclusions.Compiled.Ready(var ready) -> ready;
            case TagExclusions.Compiled.Invalid(var _, var _, var why) -> throw new CommandFailure(why);
        };
    }
}
