package dev.capstan.git.write;

import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceNames;
import java.util.Optional;

/**
 * A refspec {@code [+]source:destination} of which the source is the branch that is pushed to ({@code HEAD}, its name, its full name,
 * or a pattern with one {@code *} that matches the full name). It copies that branch to one more reference; nothing is deleted, and no
 * other branch is pushed.
 *
 * @param text as written
 * @param destination full name
 * @param isForced whether commits of others at the destination may be replaced
 */
record AdditionalPush(String text, String destination, boolean isForced) {
    private static final String HEADS = "refs/heads/";

    /**
     * Reads a refspec.
     *
     * @param branch that is pushed to
     */
    static GitResult<AdditionalPush> parse(String text, String branch) {
        var isForced = text.startsWith("+");
        var plain = isForced ? text.substring(1) : text;
        int colon = plain.indexOf(':');
        var source = colon < 0 ? plain : plain.substring(0, colon);
        var destination = colon < 0 ? plain : plain.substring(colon + 1);
        if (source.isEmpty()) {
            return CheckedRequest.invalid(text, "without a source it would delete a reference, which is not done here");
        }
        var full = HEADS + branch;
        if (source.contains("*") || destination.contains("*")) {
            return expanded(text, source, destination, full)
                    .map(target -> checked(text, target, isForced))
                    .orElseGet(() -> CheckedRequest.invalid(
                            text, "a pattern needs one '*' on each side, and must match '" + full + "' on its left"));
        }
        if (!source.equals("HEAD") && !source.equals(branch) && !source.equals(full)) {
            return CheckedRequest.invalid(
                    text, "its source must be the branch that is pushed to: write 'HEAD' or '" + full + "'");
        }
        return checked(text, destination, isForced);
    }

    private static Optional<String> expanded(String text, String source, String destination, String branch) {
        if (count(source) != 1 || count(destination) != 1 || text.indexOf(':') < 0) {
            return Optional.empty();
        }
        int star = source.indexOf('*');
        var before = source.substring(0, star);
        var after = source.substring(star + 1);
        if (branch.length() <= before.length() + after.length()
                || !branch.startsWith(before)
                || !branch.endsWith(after)) {
            return Optional.empty();
        }
        return Optional.of(
                destination.replace("*", branch.substring(before.length(), branch.length() - after.length())));
    }

    private static long count(String pattern) {
        return pattern.chars().filter(c -> c == '*').count();
    }

    private static GitResult<AdditionalPush> checked(String text, String destination, boolean isForced) {
        var full = destination.startsWith("refs/") ? destination : HEADS + destination;
        if (destination.equals("HEAD")) {
            return CheckedRequest.invalid(text, "'HEAD' of a remote cannot be pushed to; name a branch");
        }
        return ReferenceNames.problemOf(full)
                .map(why -> CheckedRequest.<AdditionalPush>invalid(text, why))
                .orElseGet(() -> GitResult.success(new AdditionalPush(text, full, isForced)));
    }
}
