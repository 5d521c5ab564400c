package dev.capstan.cloud;

import dev.capstan.http.HttpFailure;
import java.time.Duration;
import java.util.Optional;

/** What keeps this process from being somebody in a cloud. No case carries a token, a key or a text that a server chose freely. */
public sealed interface CloudFailure {

    /**
     * Nothing says who we are: neither the environment nor a metadata service.
     *
     * @param cloud its name
     * @param lookedFor where, for people
     */
    record NoIdentity(String cloud, String lookedFor) implements CloudFailure {}

    /** What the environment says cannot be used. */
    record EnvironmentUnusable(String why) implements CloudFailure {}

    /** The identity may not be shown at that place. */
    record PlaceRefused(String why) implements CloudFailure {}

    /** A service that hands out credentials cannot be asked. */
    record Unreachable(String service, HttpFailure cause) implements CloudFailure {}

    /**
     * A service gives no credentials.
     *
     * @param code short and its own; empty when there is none
     */
    record Refused(String service, int status, String code) implements CloudFailure {}

    /**
     * A service is overloaded or broken, and gives no credentials for now.
     *
     * @param code short and its own; empty when there is none
     * @param pause for which it asks to be left alone; empty when it does not say
     */
    record Busy(String service, int status, String code, Optional<Duration> pause) implements CloudFailure {}

    /** A service answers something else than it documents. */
    record AnswerUnreadable(String service, String why) implements CloudFailure {}

    /** One sentence for people. */
    default String message() {
        return switch (this) {
            case NoIdentity(var cloud, var lookedFor) ->
                "this process has no identity of " + cloud + ": there is neither " + lookedFor;
            case EnvironmentUnusable(var why) -> "the identity in the environment cannot be used: " + why;
            case PlaceRefused(var why) -> why;
            case Unreachable(var service, var cause) -> service + " cannot be asked: " + cause.message();
            case Refused(var service, var status, var code) -> refusal(service, status, code);
            case Busy(var service, var status, var code, var pause) ->
                refusal(service, status, code)
                        + pause.map(it -> "; it asks for a pause of " + it.toSeconds() + "s")
                                .orElse("");
            case AnswerUnreadable(var service, var why) -> "the answer of " + service + " is not usable: " + why;
        };
    }

    private static String refusal(String service, int status, String code) {
        return service + " gave no credentials (HTTP " + status + (code.isEmpty() ? "" : ", " + code) + ")";
    }
}
