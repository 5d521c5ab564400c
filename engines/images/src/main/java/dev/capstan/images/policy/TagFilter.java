package dev.capstan.images.policy;

/**
 * Which tags take part, and what of them a policy looks at.
 *
 * @param pattern an expression of RE2 that is searched for anywhere in a tag; the empty one is found in all
 * @param extract what the policy sees in place of the tag, with {@code $1}, {@code $name} and <code>${name}</code> for groups of the
 *     pattern as in Go's {@code Regexp.Expand}; when empty, the tag itself
 */
public record TagFilter(String pattern, String extract) {
    /** A filter that takes tags as they are. */
    public static TagFilter of(String pattern) {
        return new TagFilter(pattern, "");
    }
}
