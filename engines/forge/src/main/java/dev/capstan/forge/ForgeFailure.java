package dev.capstan.forge;

import java.time.Duration;
import java.util.Optional;

/**
 * Everything that is expected to go wrong between us and a forge. Messages say what was tried, on what, and what the reader can do;
 * they hold no credentials, and of what the forge says one cleaned line at most.
 */
public sealed interface ForgeFailure {

    /** Git URL and API address do not lead to a repository. */
    record AddressInvalid(String why) implements ForgeFailure {}

    /** The forge does not know who we are (HTTP 401). */
    record Unauthorized(ForgeRepository repository, String what) implements ForgeFailure {}

    /** The forge knows who we are, and does not let us (HTTP 403). */
    record Forbidden(ForgeRepository repository, String what, String said) implements ForgeFailure {}

    /**
     * The forge wants fewer requests (HTTP 429, and 403 of GitHub).
     *
     * @param pause how long it wants to be left alone
     */
    record RateLimited(ForgeRepository repository, int status, Duration pause) implements ForgeFailure {}

    /** The forge has no such thing, or does not show it to us (HTTP 404). */
    record NotFound(ForgeRepository repository, String what) implements ForgeFailure {}

    /** The forge says that it is there already, and does not show it. */
    record AlreadyExists(ForgeRepository repository, String what) implements ForgeFailure {}

    /** The forge does not take what it got (HTTP 400 and 422). */
    record Invalid(ForgeRepository repository, String what, int status, String said) implements ForgeFailure {}

    /** Something else has changed the same meanwhile (HTTP 409). */
    record Conflict(ForgeRepository repository, String what, String said) implements ForgeFailure {}

    /** The forge sends us elsewhere, where our login does not go. */
    record Moved(ForgeRepository repository, int status) implements ForgeFailure {}

    /**
     * The forge is in trouble (HTTP 500 and above).
     *
     * @param pause how long it wants to be left alone; empty when it does not say
     */
    record ServerError(ForgeRepository repository, int status, Optional<Duration> pause) implements ForgeFailure {}

    /** A list is longer than can be read, and a part of it would be taken for the whole. */
    record TooMany(ForgeRepository repository, String what, int read) implements ForgeFailure {}

    /** There was no complete answer. */
    record Unreachable(ForgeRepository repository, String why) implements ForgeFailure {}

    /** There was an answer that the API does not give. */
    record AnswerUnreadable(ForgeRepository repository, String why) implements ForgeFailure {}

    /** Whether the same may go well later although nobody changes anything. */
    default boolean mayPass() {
        return switch (this) {
            case RateLimited _, Conflict _, ServerError _, Unreachable _, AnswerUnreadable _ -> true;
            case AddressInvalid _,
                    Unauthorized _,
                    Forbidden _,
                    NotFound _,
                    AlreadyExists _,
                    Invalid _,
                    Moved _,
                    TooMany _ -> false;
        };
    }

    /** How long the forge wants to be left alone; empty when it does not say. */
    default Optional<Duration> leftAloneFor() {
        return switch (this) {
            case RateLimited(var _, var _, var pause) -> Optional.of(pause);
            case ServerError(var _, var _, var pause) -> pause;
            case AddressInvalid _,
                    Unauthorized _,
                    Forbidden _,
                    NotFound _,
                    AlreadyExists _,
                    Invalid _,
                    Conflict _,
                    Moved _,
                    TooMany _,
                    Unreachable _,
                    AnswerUnreadable _ -> Optional.empty();
        };
    }

    /** One or two sentences for people, without credentials. */
    default String message() {
        return switch (this) {
            case AddressInvalid(var why) -> why;
            case Unauthorized(var repository, var what) ->
                what + " of '" + repository
                        + "': the login is refused (HTTP 401); a token is needed that has not expired"
                        + " and may do this: " + repository.provider().scope();
            case Forbidden(var repository, var what, var said) ->
                what + " of '" + repository + "': not allowed (HTTP 403" + quoted(said)
                        + "); the token must be allowed to do this: "
                        + repository.provider().scope();
            case RateLimited(var repository, var status, var pause) ->
                "'" + repository + "' wants fewer requests (HTTP " + status + "); it is asked again in "
                        + pause.toSeconds() + "s";
            case NotFound(var repository, var what) ->
                what + " of '" + repository
                        + "' not found (HTTP 404); check the name, and whether the token may see the repository";
            case AlreadyExists(var repository, var what) ->
                what + " of '" + repository + "': the forge says that there is one already, and does not show it; check"
                        + " whether the token may read pull requests";
            case Invalid(var repository, var what, var status, var said) ->
                what + " of '" + repository + "' is refused (HTTP " + status + quoted(said) + ")";
            case Conflict(var repository, var what, var said) ->
                what + " of '" + repository + "' was changed meanwhile (HTTP 409" + quoted(said) + ")";
            case Moved(var repository, var status) ->
                "'" + repository + "' redirects (HTTP " + status
                        + "), where the login does not go; write the new address"
                        + " of a repository that was renamed or moved";
            case ServerError(var repository, var status, var _) ->
                "'" + repository + "' has an error of its own (HTTP " + status + ")";
            case TooMany(var repository, var what, var read) ->
                what + " of '" + repository + "' are more than " + read + "; choose fewer of them";
            case Unreachable(var repository, var why) -> "cannot reach '" + repository + "': " + why;
            case AnswerUnreadable(var repository, var why) ->
                "'" + repository + "' does not answer as the API of "
                        + repository.provider().text() + ": " + why + "; check the address of the API";
        };
    }

    private static String quoted(String said) {
        return said.isEmpty() ? "" : ": " + said;
    }
}
