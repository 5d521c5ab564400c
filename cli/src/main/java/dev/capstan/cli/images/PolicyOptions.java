package dev.capstan.cli.images;

import dev.capstan.images.policy.TagFilter;
import dev.capstan.images.policy.TagOrder;
import dev.capstan.images.policy.TagPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** An image policy in words of the command line. */
final class PolicyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--semver",
            paramLabel = "RANGE",
            description = "Choose the highest version within a range, such as '>=1.0.0 <2.0.0' or '1.x'.")
    private @Nullable String range;

    @Option(
            names = "--alphabetical",
            paramLabel = "ORDER",
            description = "Choose the last tag in the order of letters (asc), or the first one (desc).")
    private @Nullable String alphabetical;

    @Option(
            names = "--numerical",
            paramLabel = "ORDER",
            description = "Choose the tag with the largest number (asc), or the smallest one (desc).")
    private @Nullable String numerical;

    @Option(
            names = "--filter-pattern",
            paramLabel = "REGEX",
            description = "Only tags that an expression of RE2 is found in, such as '^main-[0-9a-f]+-(?P<ts>[0-9]+)$'.")
    private @Nullable String pattern;

    @Option(
            names = "--filter-extract",
            paramLabel = "TEXT",
            description = "What of a tag is compared, with groups of the pattern: '$ts', '$1', '$${ts}-x'.")
    private @Nullable String extract;

    @Option(
            names = "--exclude",
            paramLabel = "REGEX",
            description = "Drop tags that an expression is found in, before all else. May be given several times."
                    + " Default: '^.*\\.sig$$'.")
    private List<String> excluded = new ArrayList<>();

    /** Whether a policy is given in words. */
    boolean isGiven() {
        return range != null || alphabetical != null || numerical != null || pattern != null || extract != null;
    }

    /** The policy; empty when none is given. */
    Optional<TagPolicy> policy() {
        var given = new ArrayList<TagPolicy>();
        if (range != null) {
            given.add(new TagPolicy.Semver(range));
        }
        if (alphabetical != null) {
            given.add(new TagPolicy.Alphabetical(order("--alphabetical", alphabetical)));
        }
        if (numerical != null) {
            given.add(new TagPolicy.Numerical(order("--numerical", numerical)));
        }
        if (given.size() > 1) {
            throw wrong("only one of --semver, --alphabetical and --numerical can choose");
        }
        if (given.isEmpty() && isGiven()) {
            throw wrong("--filter-pattern and --filter-extract need one of --semver, --alphabetical and --numerical");
        }
        return given.stream().findFirst();
    }

    private TagOrder order(String option, String text) {
        return Optional.of(text)
                .filter(it -> !it.isEmpty())
                .flatMap(TagOrder::parse)
                .orElseThrow(() -> wrong(option + " is asc or desc, not '" + text + "'"));
    }

    Optional<TagFilter> filter() {
        if (extract != null && pattern == null) {
            throw wrong("--filter-extract needs --filter-pattern, whose groups it names");
        }
        return Optional.ofNullable(pattern).map(it -> new TagFilter(it, extract == null ? "" : extract));
    }

    List<String> excluded() {
        return List.copyOf(excluded);
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
