package dev.capstan.source.gitrepository;

import dev.capstan.git.ReferenceSelector;
import dev.capstan.source.AnnotationFamily;
import dev.capstan.source.SourceResult;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the annotations of a GitRepository ask of every update of its branch. Each rule is for those who ask for it; without one there
 * is no policy, and nothing is looked at.
 *
 * @param refusesForcePush whether each new head must descend from the last accepted one
 * @param signatures which of the new commits must be signed
 * @param authors who may have written the new commits; empty for anybody
 * @param accepted the commit that is let through although a rule refuses it
 */
public record BranchPolicy(
        boolean refusesForcePush,
        SignedCommits signatures,
        Optional<AuthorPatterns> authors,
        Optional<String> accepted) {

    /** Annotation: {@code refuse} or {@code allow}. */
    public static final String FORCE_PUSH = "capstan.dev/branch-force-push";

    /** Annotation: {@code every-commit}, {@code first-parent} or {@code off}. */
    public static final String SIGNATURES = "capstan.dev/branch-signatures";

    /** Annotation: e-mail addresses, see {@link AuthorPatterns}. */
    public static final String AUTHORS = "capstan.dev/branch-authors";

    /** Annotation: the full name of the one commit that is let through. */
    public static final String ACCEPTED = "capstan.dev/branch-accepted";

    private static final AnnotationFamily FAMILY = new AnnotationFamily("capstan.dev/branch-");
    private static final Set<String> KNOWN = Set.of(FORCE_PUSH, SIGNATURES, AUTHORS, ACCEPTED);

    /** Which of the new commits must be signed by a key of {@code spec.verify}. */
    public enum SignedCommits {
        /** None but the head, if {@code spec.verify} asks for it. */
        OFF,
        /** Those that were the head in turn: of a merge the merge itself, and not what it brings in. */
        FIRST_PARENT,
        /** All. */
        EVERY_COMMIT
    }

    /** Whether the annotations have anything to do with a policy, also what cannot be read. */
    public static boolean isNamedIn(Map<String, String> annotations) {
        return FAMILY.in(annotations).keySet().stream().anyMatch(key -> !key.equals(ACCEPTED));
    }

    /** Whether a policy, or what it lets through, differs. */
    public static boolean differs(Map<String, String> annotations, Map<String, String> others) {
        return FAMILY.differs(annotations, others);
    }

    /**
     * Reads the policy of a source. What cannot be read is a failure: a rule that is misspelt must not be one that is not there.
     *
     * @param selector what the spec follows
     */
    static SourceResult<Optional<BranchPolicy>> of(GitSource source, ReferenceSelector selector) {
        var annotations = source.annotations();
        if (!isNamedIn(annotations)) {
            return SourceResult.success(Optional.empty());
        }
        var unknown = FAMILY.unknownIn(annotations, KNOWN);
        if (unknown.isPresent()) {
            return unusable("there is no annotation '" + unknown.get() + "'");
        }
        return forcePush(annotations)
                .then(refuses -> signatures(annotations)
                        .then(signed -> authors(annotations)
                                .then(authors -> accepted(annotations)
                                        .map(accepted -> new BranchPolicy(refuses, signed, authors, accepted)))))
                .then(policy -> policy.fitting(source, selector));
    }

    private SourceResult<Optional<BranchPolicy>> fitting(GitSource source, ReferenceSelector selector) {
        if (!refusesForcePush && signatures == SignedCommits.OFF && authors.isEmpty()) {
            return SourceResult.success(Optional.empty());
        }
        if (!(selector instanceof ReferenceSelector.Branch)) {
            return unusable("the annotations " + FAMILY.prefix() + "… hold for a branch, and spec.ref selects "
                    + selector.describe());
        }
        if (signatures != SignedCommits.OFF && source.spec().verify() == null) {
            return unusable("annotation " + SIGNATURES + " needs the keys of spec.verify.secretRef");
        }
        return SourceResult.success(Optional.of(this));
    }

    private static SourceResult<Boolean> forcePush(Map<String, String> annotations) {
        return switch (word(annotations, FORCE_PUSH).orElse("allow")) {
            case "refuse" -> SourceResult.success(true);
            case "allow" -> SourceResult.success(false);
            default -> unusable(unreadable(annotations, FORCE_PUSH, "refuse, or allow"));
        };
    }

    private static SourceResult<SignedCommits> signatures(Map<String, String> annotations) {
        return switch (word(annotations, SIGNATURES).orElse("off")) {
            case "every-commit" -> SourceResult.success(SignedCommits.EVERY_COMMIT);
            case "first-parent" -> SourceResult.success(SignedCommits.FIRST_PARENT);
            case "off" -> SourceResult.success(SignedCommits.OFF);
            default -> unusable(unreadable(annotations, SIGNATURES, "every-commit, first-parent, or off"));
        };
    }

    private static SourceResult<Optional<AuthorPatterns>> authors(Map<String, String> annotations) {
        var text = annotations.get(AUTHORS);
        if (text == null) {
            return SourceResult.success(Optional.empty());
        }
        return AuthorPatterns.parse(text)
                .map(patterns -> SourceResult.success(Optional.of(patterns)))
                .orElseGet(() -> unusable(unreadable(
                        annotations, AUTHORS, "e-mail addresses, for example *@example.org, jane@example.com")));
    }

    private static SourceResult<Optional<String>> accepted(Map<String, String> annotations) {
        var commit = word(annotations, ACCEPTED);
        return commit.isEmpty() || commit.get().matches("[0-9a-f]{40}|[0-9a-f]{64}")
                ? SourceResult.success(commit)
                : unusable(unreadable(annotations, ACCEPTED, "the full name of a commit"));
    }

    private static Optional<String> word(Map<String, String> annotations, String key) {
        return Optional.ofNullable(annotations.get(key))
                .map(text -> text.strip().toLowerCase(Locale.ROOT));
    }

    private static String unreadable(Map<String, String> annotations, String key, String expected) {
        return "annotation " + key + ": '" + annotations.get(key) + "' cannot be read: write " + expected;
    }

    private static <T> SourceResult<T> unusable(String why) {
        return SourceResult.failed(new GitSourceFailure.BranchPolicyUnusable(why));
    }

    /** Whether this commit is the one that is let through. */
    boolean letsThrough(String head) {
        return accepted.filter(head::equals).isPresent();
    }

    /** The rules in words. */
    String describe() {
        var words = new StringBuilder();
        if (refusesForcePush) {
            words.append(", no force push");
        }
        switch (signatures) {
            case EVERY_COMMIT -> words.append(", every commit signed");
            case FIRST_PARENT -> words.append(", every commit on the first-parent line signed");
            case OFF -> {}
        }
        authors.ifPresent(allowed -> words.append(", authors ").append(allowed));
        return words.substring(2);
    }
}
