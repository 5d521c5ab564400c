package dev.capstan.git.write;

import dev.capstan.git.RemoteUrl;

/** Why a commit was not made or not taken, by a remote that can be read. */
public sealed interface CommitRefusal {

    /** The credentials let us read, but not write. */
    record NotPermitted(RemoteUrl url, String why) implements CommitRefusal {}

    /**
     * The server does not want this push: a hook, a protected branch, a rule of its own.
     *
     * @param reference full name
     * @param why what the server says, without credentials and control characters
     */
    record ByServer(RemoteUrl url, String reference, String why) implements CommitRefusal {}

    /** The server takes no push options. */
    record OptionsUnsupported(RemoteUrl url) implements CommitRefusal {}

    /** At every attempt somebody else was quicker. */
    record AlwaysOutrun(RemoteUrl url, String branch, int attempts) implements CommitRefusal {}

    /** A file of the edit must not be written. */
    record PathRefused(String path, String why) implements CommitRefusal {}

    /** The additional push would take commits of others away. */
    record NotForward(RemoteUrl url, String reference) implements CommitRefusal {}

    /** The additional push got no answer. */
    record Unanswered(RemoteUrl url, String reference, String why) implements CommitRefusal {}

    /** The commit cannot be signed. */
    record SigningFailed(String why) implements CommitRefusal {}

    /** One or two sentences for people, without credentials. */
    default String message() {
        return switch (this) {
            case NotPermitted(var url, var why) ->
                "no permission to push to '" + url + "': " + why
                        + "; the repository can be read with these credentials";
            case ByServer(var url, var reference, var why) ->
                "'" + url + "' refused the push to '" + reference + "': " + why;
            case OptionsUnsupported(var url) ->
                "'" + url + "' does not accept push options; remove them, or have receive.advertisePushOptions"
                        + " switched on there";
            case AlwaysOutrun(var url, var branch, var attempts) ->
                "branch '" + branch + "' of '" + url + "' got other commits during each of " + attempts
                        + " attempts; it is tried again";
            case PathRefused(var path, var why) -> "the file '" + path + "' is not written: " + why;
            case NotForward(var url, var reference) ->
                "'" + reference + "' of '" + url + "' has commits that the pushed one does not follow; to replace them"
                        + " begin the refspec with '+'";
            case Unanswered(var url, var reference, var why) ->
                "the push to '" + reference + "' of '" + url + "' got no answer: " + why;
            case SigningFailed(var why) -> "the commit cannot be signed: " + why;
        };
    }
}
