package dev.capstan.source.gitrepository;

import dev.capstan.api.meta.Reason;

/** Why an update of a protected branch is refused: which commit, whose, and what was expected. */
sealed interface BranchRefusal {

    /** The branch was moved to a commit that does not descend from the last accepted one. */
    record ForcePush(String before, String head, String author) implements BranchRefusal {}

    /** A commit carries no signature. */
    record NotSigned(String commit, String author) implements BranchRefusal {}

    /** The signature of a commit does not hold, or not by a trusted key. */
    record SignatureInvalid(String commit, String author, String why) implements BranchRefusal {}

    /** The author of a commit is not one of the allowed. */
    record AuthorNotAllowed(String commit, String author, AuthorPatterns allowed) implements BranchRefusal {}

    /** A commit could be understood in two ways. */
    record Malformed(String commit, String why) implements BranchRefusal {}

    /** There are more new commits than are looked at. */
    record TooManyCommits(String before, String head, int most) implements BranchRefusal {}

    default Reason reason() {
        return switch (this) {
            case ForcePush _ -> Reason.FORCE_PUSH_REFUSED;
            case NotSigned _ -> Reason.INVALID_GIT_OBJECT;
            case SignatureInvalid _, Malformed _ -> Reason.INVALID_COMMIT_SIGNATURE;
            case AuthorNotAllowed _ -> Reason.AUTHOR_NOT_ALLOWED;
            case TooManyCommits _ -> Reason.VERIFICATION_ERROR;
        };
    }

    /** One sentence for people. */
    default String message() {
        return switch (this) {
            case ForcePush(var before, var head, var author) ->
                "commit '" + head + "' by " + author + " does not descend from '" + before
                        + "', the last accepted one: a force push, and " + BranchPolicy.FORCE_PUSH + " refuses those";
            case NotSigned(var commit, var author) ->
                "commit '" + commit + "' by " + author + " is not signed, and " + BranchPolicy.SIGNATURES
                        + " asks for a signature by a key of spec.verify";
            case SignatureInvalid(var commit, var author, var why) ->
                "commit '" + commit + "' by " + author + ": " + why + "; " + BranchPolicy.SIGNATURES
                        + " asks for a signature by a key of spec.verify";
            case AuthorNotAllowed(var commit, var author, var allowed) ->
                "commit '" + commit + "' is by " + author + ", and " + BranchPolicy.AUTHORS + " allows only " + allowed;
            case Malformed(var commit, var why) -> "commit '" + commit + "' is malformed: " + why;
            case TooManyCommits(var before, var head, var most) ->
                "there are more than " + most + " commits between '" + before + "', the last accepted one, and '" + head
                        + "', too many to look at each";
        };
    }
}
