package dev.capstan.git;

import dev.capstan.semver.VersionRange;
import java.util.Optional;

/** Which commit of a repository is wanted. Built by the factory methods, which refuse what no repository can have. */
public sealed interface ReferenceSelector {

    /** The head of a branch, named without {@code refs/heads/}. */
    record Branch(String name) implements ReferenceSelector {}

    /** The commit of a tag, named without {@code refs/tags/}. */
    record Tag(String name) implements ReferenceSelector {}

    /** The tag with the highest version within a range. */
    record Semver(VersionRange range) implements ReferenceSelector {}

    /** Any reference by its full name, for example {@code refs/pull/1/head}. */
    record Name(String name) implements ReferenceSelector {}

    /** One commit; with a branch, only when it belongs to the history of that branch. */
    record Commit(String hash, Optional<String> branch) implements ReferenceSelector {}

    /** The branch used when nothing is selected. */
    ReferenceSelector DEFAULT = new Branch("master");

    static GitResult<ReferenceSelector> branch(String name) {
        return checked(name, "refs/heads/" + name, new Branch(name));
    }

    static GitResult<ReferenceSelector> tag(String name) {
        return checked(name, "refs/tags/" + name, new Tag(name));
    }

    static GitResult<ReferenceSelector> name(String name) {
        return name.equals("HEAD") ? GitResult.success(new Name(name)) : checked(name, name, new Name(name));
    }

    static GitResult<ReferenceSelector> semver(String range) {
        return switch (VersionRange.parse(range)) {
            case VersionRange.Parsed.Range(var parsed) -> GitResult.success(new Semver(parsed));
            case VersionRange.Parsed.Invalid(var why) -> GitResult.failed(new GitFailure.ReferenceInvalid(range, why));
        };
    }

    static GitResult<ReferenceSelector> commit(String hash, Optional<String> branch) {
        if (!CommitNames.isValid(hash)) {
            return GitResult.failed(new GitFailure.ReferenceInvalid(
                    shortened(hash),
                    "a commit is written with 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits"));
        }
        if (branch.isEmpty()) {
            return GitResult.success(new Commit(hash, branch));
        }
        return branch(branch.get()).map(_ -> new Commit(hash, branch));
    }

    /** What is looked for, in words for messages. */
    default String describe() {
        return switch (this) {
            case Branch(var name) -> "branch '" + name + "'";
            case Tag(var name) -> "tag '" + name + "'";
            case Semver(var range) -> "version '" + range + "'";
            case Name(var name) -> "reference '" + name + "'";
            case Commit(var hash, var branch) ->
                "commit '" + hash + "'"
                        + branch.map(name -> " on branch '" + name + "'").orElse("");
        };
    }

    private static GitResult<ReferenceSelector> checked(String shown, String full, ReferenceSelector selector) {
        return ReferenceNames.problemOf(full)
                .map(why -> GitResult.<ReferenceSelector>failed(new GitFailure.ReferenceInvalid(shortened(shown), why)))
                .orElseGet(() -> GitResult.success(selector));
    }

    private static String shortened(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 100 ? clean : clean.substring(0, 100) + "…";
    }
}
