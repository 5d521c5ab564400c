package dev.capstan.source.gitrepository;

import dev.capstan.git.mirror.BranchProgress;
import dev.capstan.git.mirror.BranchProgress.RawCommit;
import dev.capstan.git.signature.SignatureCheck;
import dev.capstan.git.signature.SignedObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An update of a protected branch, and what a policy says to it.
 *
 * @param before the commit that was accepted last; empty when there was none, then the head alone is looked at
 * @param head the new commit
 * @param progress what is new
 */
record BranchUpdate(Optional<String> before, RawCommit head, BranchProgress progress) {
    /** How many new commits are looked at. */
    static final int MOST_COMMITS = 1000;

    /** The first commit of a branch that is followed. */
    static BranchUpdate first(RawCommit head) {
        return new BranchUpdate(Optional.empty(), head, new BranchProgress(true, List.of(head), true));
    }

    /** The branch is where it was. */
    static BranchUpdate none(RawCommit head) {
        return new BranchUpdate(Optional.of(head.id()), head, new BranchProgress(true, List.of(), true));
    }

    /** What is accepted, in words. */
    String describe() {
        if (before.isEmpty()) {
            return "commit '" + head.id() + "' is the first that is followed, and accepted";
        }
        var added = progress.added().size();
        return switch (added) {
            case 0 -> "commit '" + head.id() + "' is accepted";
            case 1 -> "1 new commit since '" + before.get() + "' is accepted";
            default ->
                (progress.isComplete() ? "" : "more than ") + added + " new commits since '" + before.get()
                        + "' are accepted";
        };
    }

    /**
     * The first rule that is broken; empty when the update may be published. The most telling comes first: a force push, then the
     * newest commit that does not keep a rule.
     *
     * @param signatures how a signature is checked
     */
    Optional<BranchRefusal> refusedBy(BranchPolicy policy, Function<SignedObject, SignatureCheck> signatures) {
        if (policy.refusesForcePush() && !progress.isForward()) {
            return Optional.of(new BranchRefusal.ForcePush(before.orElse(""), head.id(), authorOfHead()));
        }
        if (policy.authors().isEmpty() && policy.signatures() == BranchPolicy.SignedCommits.OFF) {
            return Optional.empty();
        }
        if (!progress.isComplete()) {
            return Optional.of(new BranchRefusal.TooManyCommits(before.orElse(""), head.id(), MOST_COMMITS));
        }
        var mustBeSigned = mustBeSigned(policy.signatures());
        return progress.added().stream()
                .flatMap(commit -> refusal(commit, policy, mustBeSigned.contains(commit.id()), signatures).stream())
                .findFirst();
    }

    private static Optional<BranchRefusal> refusal(
            RawCommit commit,
            BranchPolicy policy,
            boolean mustBeSigned,
            Function<SignedObject, SignatureCheck> signatures) {
        return switch (SignedObject.commit(commit.content())) {
            case SignedObject.Parsed.Refused(var why) -> Optional.of(new BranchRefusal.Malformed(commit.id(), why));
            case SignedObject.Parsed.Good(var object) -> {
                var author = author(object);
                var isForeign = policy.authors()
                        .filter(allowed -> author.email().filter(allowed::allow).isEmpty());
                if (isForeign.isPresent()) {
                    yield Optional.of(new BranchRefusal.AuthorNotAllowed(commit.id(), author.shown(), isForeign.get()));
                }
                yield mustBeSigned ? unsigned(commit, author, signatures.apply(object)) : Optional.empty();
            }
        };
    }

    private static Optional<BranchRefusal> unsigned(RawCommit commit, CommitAuthor author, SignatureCheck check) {
        return switch (check) {
            case SignatureCheck.Valid _ -> Optional.empty();
            case SignatureCheck.Unsigned _ -> Optional.of(new BranchRefusal.NotSigned(commit.id(), author.shown()));
            case SignatureCheck.Invalid(var why, var _, var _) ->
                Optional.of(new BranchRefusal.SignatureInvalid(commit.id(), author.shown(), why));
        };
    }

    private Set<String> mustBeSigned(BranchPolicy.SignedCommits rule) {
        Map<String, RawCommit> byId = progress.added().stream().collect(Collectors.toMap(RawCommit::id, it -> it));
        return switch (rule) {
            case OFF -> Set.of();
            case EVERY_COMMIT -> byId.keySet();
            case FIRST_PARENT -> {
                var line = new HashSet<String>();
                @Nullable String next = head.id();
                while (next != null && byId.containsKey(next) && line.add(next)) {
                    next = firstParent(byId.get(next));
                }
                yield line;
            }
        };
    }

    /** The first of the headers {@code parent}; a commit that is malformed is refused anyway. */
    private static @Nullable String firstParent(RawCommit commit) {
        return SignedObject.commit(commit.content()) instanceof SignedObject.Parsed.Good(var object)
                ? object.headers().get("parent")
                : null;
    }

    private String authorOfHead() {
        return SignedObject.commit(head.content()) instanceof SignedObject.Parsed.Good(var object)
                ? author(object).shown()
                : "an author who cannot be read";
    }

    private static CommitAuthor author(SignedObject commit) {
        return CommitAuthor.of(commit.headers().getOrDefault("author", ""));
    }
}
