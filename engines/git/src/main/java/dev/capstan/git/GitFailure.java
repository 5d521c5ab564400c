package dev.capstan.git;

import java.time.Duration;

/**
 * Everything that is expected to go wrong between us and a remote repository. Messages say what was tried, on what, and what the
 * reader can do; they hold no credentials and no text chosen by the server beyond one cleaned line.
 */
public sealed interface GitFailure {

    /** The URL cannot be one of a repository. */
    record UrlInvalid(String url, String why) implements GitFailure {}

    /** The branch, tag, version range, commit or ref name cannot exist in any repository. */
    record ReferenceInvalid(String reference, String why) implements GitFailure {}

    /** The credentials given cannot be used as they are: wrong kind, unreadable key, missing part. */
    record CredentialsInvalid(String why) implements GitFailure {}

    /** The server refused the credentials, or wants some and got none. */
    record CredentialsRejected(RemoteUrl url, String why) implements GitFailure {}

    /** The server answers, but has no such repository (or does not show it to these credentials). */
    record RepositoryNotFound(RemoteUrl url) implements GitFailure {}

    /** The repository exists and has no commit at all. */
    record RepositoryEmpty(RemoteUrl url) implements GitFailure {}

    /** The repository has no such branch, tag, ref or commit. */
    record ReferenceNotFound(RemoteUrl url, String reference) implements GitFailure {}

    /** What was asked for exists, and is a tree or a file instead of a commit. */
    record NotACommit(RemoteUrl url, String reference) implements GitFailure {}

    /** The repository names its objects by SHA-256, which is not supported. */
    record HashUnsupported(RemoteUrl url) implements GitFailure {}

    /** The reference was moved, again and again, between looking at it and fetching what it named. */
    record ReferenceMoved(RemoteUrl url, String reference) implements GitFailure {}

    /** No tag of the repository is a version within the range. */
    record NoMatchingVersion(RemoteUrl url, String range) implements GitFailure {}

    /** The host key of the SSH server is not one of the known hosts. */
    record HostKeyRefused(RemoteUrl url, String why) implements GitFailure {}

    /**
     * The address is one that may not be connected to, directly, by name or after a redirect.
     *
     * @param network what it is, such as {@code a loopback address}
     */
    record AddressRefused(RemoteUrl url, String address, String network) implements GitFailure {}

    /** The server redirects to a place that may not be followed. */
    record RedirectRefused(RemoteUrl url, String why) implements GitFailure {}

    /** No connection came about, or it broke. */
    record RemoteUnreachable(RemoteUrl url, String why) implements GitFailure {}

    /** The time allowed for the operation is over. */
    record TimedOut(RemoteUrl url, Duration allowed) implements GitFailure {}

    /** The server speaks, but not Git's smart protocol as it should. */
    record ProtocolBroken(RemoteUrl url, String why) implements GitFailure {}

    /** What the server sent is damaged: wrong checksums, lengths, deltas, or objects that are missing. */
    record ObjectsDamaged(RemoteUrl url, String why) implements GitFailure {}

    /** The commit holds a path that must not be written anywhere, such as {@code .git/config}. */
    record PathUnsafe(RemoteUrl url, String path, String why) implements GitFailure {}

    /** A folder that was asked for is not in the commit. */
    record PathNotFound(RemoteUrl url, String path) implements GitFailure {}

    /** The repository is larger than allowed here. */
    record LimitExceeded(RemoteUrl url, String limit, long allowed) implements GitFailure {}

    /** The submodule may not be fetched: its URL or path is not acceptable. */
    record SubmoduleRefused(RemoteUrl url, String path, String why) implements GitFailure {}

    /** The mirror on this machine cannot be read or written. */
    record StorageFailed(RemoteUrl url, String why, boolean isOutOfSpace) implements GitFailure {}

    /** One or two sentences for people, without credentials. */
    default String message() {
        return switch (this) {
            case UrlInvalid(var url, var why) -> "the URL '" + url + "' is not usable: " + why;
            case ReferenceInvalid(var reference, var why) -> "the reference '" + reference + "' is not usable: " + why;
            case CredentialsInvalid(var why) -> "the credentials are not usable: " + why;
            case CredentialsRejected(var url, var why) -> "authentication failed for '" + url + "': " + why;
            case RepositoryNotFound(var url) ->
                "repository '" + url + "' not found; check the URL and whether the credentials may read it";
            case RepositoryEmpty(var url) -> "git repository is empty: '" + url + "' has no commit yet";
            case ReferenceNotFound(var url, var reference) -> "couldn't find " + reference + " in '" + url + "'";
            case NotACommit(var url, var reference) ->
                reference + " of '" + url + "' leads to a tree or a single file, not to a commit";
            case HashUnsupported(var url) ->
                "'" + url + "' names its objects by SHA-256 (object-format=sha256), which is not supported; use a"
                        + " repository with SHA-1";
            case ReferenceMoved(var url, var reference) ->
                reference + " of '" + url + "' was moved each time it was about to be fetched; it is tried again";
            case NoMatchingVersion(var url, var range) ->
                "no tag of '" + url + "' matches the version range '" + range + "'";
            case HostKeyRefused(var url, var why) -> "the host key of '" + url + "' is not trusted: " + why;
            case AddressRefused(var url, var address, var network) ->
                "'" + url + "' leads to " + address + ", " + network
                        + ", which is refused; the operator of this installation can allow it";
            case RedirectRefused(var url, var why) -> "'" + url + "' redirects, which is not followed: " + why;
            case RemoteUnreachable(var url, var why) -> "cannot reach '" + url + "': " + why;
            case TimedOut(var url, var allowed) ->
                "no complete answer from '" + url + "' within the timeout of " + seconds(allowed);
            case ProtocolBroken(var url, var why) -> "'" + url + "' does not answer as a Git server: " + why;
            case ObjectsDamaged(var url, var why) -> "the objects received from '" + url + "' are damaged: " + why;
            case PathUnsafe(var url, var path, var why) ->
                "the commit of '" + url + "' holds the path '" + path + "', which is refused: " + why;
            case PathNotFound(var url, var path) ->
                "there is no folder '" + path + "' in this revision of '" + url + "'";
            case LimitExceeded(var url, var limit, var allowed) ->
                "limit exceeded: '" + url + "' has more than the allowed " + allowed + " " + limit;
            case SubmoduleRefused(var url, var path, var why) ->
                "submodule '" + path + "' of '" + url + "' is not fetched: " + why;
            case StorageFailed(var url, var why, var isOutOfSpace) ->
                (isOutOfSpace ? "no space left for the mirror of '" : "cannot use the mirror of '") + url + "': " + why;
        };
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
