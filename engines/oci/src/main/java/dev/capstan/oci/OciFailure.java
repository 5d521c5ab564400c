package dev.capstan.oci;

import java.time.Duration;
import java.util.Optional;

/**
 * Everything that is expected to go wrong between us and a registry. Messages say what was tried, on what, and what the reader can
 * do; they hold no credentials and no text chosen by the server beyond one cleaned line.
 */
public sealed interface OciFailure {

    /** What a failure is about. */
    enum Area {
        /** One attempt, whose time was over. */
        ATTEMPT,
        /** The way to the registry, and what it lets us do. */
        ACCESS,
        /** What is stored there. */
        CONTENT
    }

    /** The name cannot be one of a repository. */
    record NameInvalid(String name, String why) implements OciFailure {}

    /** The Docker configuration with logins cannot be read. */
    record LoginMalformed(String why) implements OciFailure {}

    /** The registry or its token service refused us, or wants a login and got none. */
    record LoginRejected(RepositoryName repository, String why) implements OciFailure {}

    /** The registry names a token service at a place that the login was not given for. */
    record TokenServiceForeign(RepositoryName repository, String host) implements OciFailure {}

    /** The certificates or keys that were given cannot be used. */
    record TlsMaterialUnusable(String why) implements OciFailure {}

    /** The registry has no such repository, manifest or blob, or does not show it to us. */
    record NotFound(RepositoryName repository, String what) implements OciFailure {}

    /** An address may not be connected to. */
    record AddressRefused(RepositoryName repository, String why) implements OciFailure {}

    /** No connection came about, or it broke. */
    record Unreachable(RepositoryName repository, String why) implements OciFailure {}

    /** The time allowed is over. */
    record TimedOut(RepositoryName repository, Duration allowed) implements OciFailure {}

    /** So many requests to the host are under way that this one was not sent. */
    record NoTurn(RepositoryName repository, String host, Duration waited) implements OciFailure {}

    /** The registry wants fewer requests. */
    record RateLimited(RepositoryName repository, Optional<Duration> retryAfter) implements OciFailure {}

    /** The registry answered with an error. */
    record RegistryRefused(RepositoryName repository, int status, String why) implements OciFailure {}

    /** The registry speaks, but not as the distribution specification has it. */
    record AnswerMalformed(RepositoryName repository, String why) implements OciFailure {}

    /** What the registry sent is not what was asked for. */
    record ContentWrong(RepositoryName repository, String what, String why) implements OciFailure {}

    /** The manifest is of a kind that is not read here. */
    record ManifestUnsupported(RepositoryName repository, String mediaType) implements OciFailure {}

    /** The index has no image for the platform. */
    record PlatformMissing(RepositoryName repository, Platform platform) implements OciFailure {}

    /** There is more of something than is read. */
    record LimitExceeded(RepositoryName repository, String what, long allowed) implements OciFailure {}

    /** A file of this machine cannot be read or written. */
    record FileUnusable(String why) implements OciFailure {}

    /** Whether it is about one attempt, whose time was over: another for the same may well get an answer. */
    default boolean isOfOneAlone() {
        return area() == Area.ATTEMPT;
    }

    /** Whether it is about what is stored in the registry: asked again, the registry would say the same. */
    default boolean isOfContent() {
        return area() == Area.CONTENT;
    }

    private Area area() {
        return switch (this) {
            case TimedOut _, NoTurn _ -> Area.ATTEMPT;
            case NotFound _,
                    AnswerMalformed _,
                    ContentWrong _,
                    ManifestUnsupported _,
                    PlatformMissing _,
                    LimitExceeded _ -> Area.CONTENT;
            case NameInvalid _,
                    LoginMalformed _,
                    LoginRejected _,
                    TokenServiceForeign _,
                    TlsMaterialUnusable _,
                    AddressRefused _,
                    Unreachable _,
                    RateLimited _,
                    RegistryRefused _,
                    FileUnusable _ -> Area.ACCESS;
        };
    }

    /** One or two sentences for people, without credentials. */
    default String message() {
        return switch (this) {
            case NameInvalid(var name, var why) -> "'" + name + "' is not the name of a repository: " + why;
            case LoginMalformed(var why) -> "the docker config is not usable: " + why;
            case LoginRejected(var repository, var why) -> "authentication failed for '" + repository + "': " + why;
            case TokenServiceForeign(var repository, var host) ->
                "'" + repository + "' names a token service at '" + host
                        + "', which does not get the login for '" + repository.registry()
                        + "'; when it may have it, add the login for '" + host + "' to the docker config as well";
            case TlsMaterialUnusable(var why) -> "the TLS certificates or key cannot be used: " + why;
            case NotFound(var repository, var what) ->
                what + " not found in '" + repository
                        + "'; check the name, and whether the login may read the repository";
            case AddressRefused(var repository, var why) ->
                "'" + repository + "': " + why + "; the operator of this installation can allow it";
            case Unreachable(var repository, var why) -> "cannot reach '" + repository + "': " + why;
            case TimedOut(var repository, var allowed) ->
                "no complete answer from '" + repository + "' within the timeout of " + seconds(allowed);
            case NoTurn(var repository, var host, var waited) ->
                "no turn for '" + repository + "' within " + seconds(waited) + ": too many requests to '" + host
                        + "' are under way";
            case RateLimited(var repository, var retryAfter) ->
                "'" + repository + "' wants fewer requests (HTTP 429)"
                        + retryAfter
                                .map(wait -> "; it asks to wait " + seconds(wait))
                                .orElse("");
            case RegistryRefused(var repository, var status, var why) ->
                "'" + repository + "' answered with HTTP " + status + (why.isEmpty() ? "" : ": " + why);
            case AnswerMalformed(var repository, var why) ->
                "'" + repository + "' does not answer as a registry: " + why;
            case ContentWrong(var repository, var what, var why) ->
                what + " of '" + repository + "' is refused: " + why;
            case ManifestUnsupported(var repository, var mediaType) ->
                "'" + repository + "' has a manifest of the kind '" + mediaType
                        + "', which is not supported; OCI manifests and indexes and Docker's schema 2 are";
            case PlatformMissing(var repository, var platform) ->
                "the index of '" + repository + "' has no image for " + platform;
            case LimitExceeded(var repository, var what, var allowed) ->
                "limit exceeded: " + what + " of '" + repository + "': more than the allowed " + allowed;
            case FileUnusable(var why) -> why;
        };
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
