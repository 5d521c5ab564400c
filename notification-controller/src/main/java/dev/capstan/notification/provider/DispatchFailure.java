package dev.capstan.notification.provider;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.runtime.redaction.MaskedThrowable;
import dev.capstan.runtime.secret.SecretFailure;
import java.time.Duration;

/** Why a notification did not reach its place. No case carries an address, a header or an answer: those may hold credentials. */
public sealed interface DispatchFailure extends Failure {
    /** The Provider does not exist. */
    record ProviderMissing(ObjectKey provider) implements DispatchFailure {}

    /**
     * What the Provider says cannot be done, or cannot be read.
     *
     * @param why as a part of a sentence, without secrets
     */
    record ProviderUnusable(ObjectKey provider, String why) implements DispatchFailure {}

    /**
     * This release cannot send to places of this type.
     *
     * @param type the type
     * @param supported the types that it can send to
     */
    record TypeUnsupported(ObjectKey provider, String type, String supported) implements DispatchFailure {}

    /** A Secret does not exist. */
    record SecretMissing(ObjectKey provider, String secret) implements DispatchFailure {}

    /** A Secret does not hold what it should. */
    record SecretMalformed(ObjectKey provider, String secret, String problem) implements DispatchFailure {}

    /**
     * The API server did not hand a Secret out.
     *
     * @param status its answer; 0 when there was none
     */
    record SecretUnreadable(ObjectKey provider, String secret, int status) implements DispatchFailure {}

    /**
     * The API server did not hand the Provider out.
     *
     * @param status its answer; 0 when there was none
     */
    record ProviderUnread(ObjectKey provider, int status) implements DispatchFailure {}

    /** Neither the Provider nor its Secret has an address. */
    record AddressMissing(ObjectKey provider) implements DispatchFailure {}

    /** The address is not an http or https URL with a host. */
    record AddressMalformed(ObjectKey provider) implements DispatchFailure {}

    /** {@code spec.proxy} is not the address of a proxy. */
    record ProxyMalformed(ObjectKey provider) implements DispatchFailure {}

    /** The host of the address has no IP address. */
    record HostUnknown(ObjectKey provider, String host) implements DispatchFailure {}

    /** The address leads to a network that user-given addresses must not reach. */
    record AddressForbidden(ObjectKey provider, String host, String network) implements DispatchFailure {}

    /** The place needs a token and there is none. */
    record TokenMissing(ObjectKey provider) implements DispatchFailure {}

    /** The place did not take the connection, or broke it off. */
    record Unreachable(ObjectKey provider, String host, String cause) implements DispatchFailure {}

    /** The place did not answer in time. */
    record TimedOut(ObjectKey provider, String host, Duration waited) implements DispatchFailure {}

    /** The place answered that it will not take the message. */
    record Refused(ObjectKey provider, String host, int status) implements DispatchFailure {}

    /** The place says that it is overloaded or broken. */
    record Overloaded(ObjectKey provider, String host, int status, Duration retryAfter) implements DispatchFailure {}

    /** The place answered with success, but says in the answer that it did not take the message. */
    record NotTaken(ObjectKey provider, String error) implements DispatchFailure {}

    /**
     * We made a mistake.
     *
     * @param cause what came up, for the log; it carries no messages, since those may quote a secret
     */
    record OurBug(ObjectKey provider, MaskedThrowable cause) implements DispatchFailure {}

    /** Too many notifications wait for the place. */
    record Dropped(ObjectKey provider, long sinceLastTold) implements DispatchFailure {}

    /** What a failure with a Secret means to a Provider that needs it. */
    static DispatchFailure of(ObjectKey provider, SecretFailure failure) {
        return switch (failure) {
            case SecretFailure.Missing(String secret) -> new SecretMissing(provider, secret);
            case SecretFailure.Unread(String secret, int status) -> new SecretUnreadable(provider, secret, status);
            case SecretFailure.KeyMissing(String secret, String key) ->
                new SecretMalformed(provider, secret, "it has no value under the key " + key);
            case SecretFailure.KeyUnusable(String secret, String key, String problem) ->
                new SecretMalformed(provider, secret, "the value under the key %s %s".formatted(key, problem));
        };
    }

    @Override
    default Reason reason() {
        return Reason.NOTIFICATION_DISPATCH_FAILED;
    }

    @Override
    default Family family() {
        return switch (this) {
            case ProviderMissing _,
                    ProviderUnusable _,
                    TypeUnsupported _,
                    SecretMissing _,
                    SecretMalformed _,
                    AddressMissing _,
                    AddressMalformed _,
                    ProxyMalformed _,
                    HostUnknown _,
                    AddressForbidden _,
                    TokenMissing _ -> Family.USER_INPUT;
            case ProviderUnread _, SecretUnreadable _, Unreachable _, TimedOut _, Refused _, Overloaded _, NotTaken _ ->
                Family.DEPENDENCY;
            case Dropped _ -> Family.EXHAUSTED_RESOURCES;
            case OurBug _ -> Family.OUR_BUG;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case ProviderMissing _,
                    ProviderUnusable _,
                    TypeUnsupported _,
                    SecretMissing _,
                    SecretMalformed _,
                    AddressMissing _,
                    AddressMalformed _,
                    ProxyMalformed _,
                    AddressForbidden _,
                    TokenMissing _,
                    Refused _,
                    NotTaken _,
                    OurBug _,
                    Dropped _ -> Retry.ON_INPUT_CHANGE;
            case ProviderUnread _, SecretUnreadable _, HostUnknown _, Unreachable _, TimedOut _, Overloaded _ ->
                Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case ProviderMissing(ObjectKey provider) ->
                "Provider %s does not exist; create it or correct spec.providerRef".formatted(provider);
            case ProviderUnusable(ObjectKey provider, String why) ->
                "Provider %s cannot be used: %s".formatted(provider, why);
            case TypeUnsupported(ObjectKey provider, String type, String supported) ->
                "Provider %s has the type %s, which this release cannot send to; it can send to %s"
                        .formatted(provider, type, supported);
            case SecretMissing(ObjectKey provider, String secret) ->
                "Provider %s needs the Secret %s, which does not exist in its namespace".formatted(provider, secret);
            case SecretMalformed(ObjectKey provider, String secret, String problem) ->
                "The Secret %s of Provider %s cannot be used: %s".formatted(secret, provider, problem);
            case SecretUnreadable(ObjectKey provider, String secret, int status) ->
                "The Secret %s of Provider %s cannot be read: %s".formatted(secret, provider, answerOf(status));
            case ProviderUnread(ObjectKey provider, int status) ->
                "Provider %s cannot be read: %s".formatted(provider, answerOf(status));
            case AddressMissing(ObjectKey provider) ->
                "Provider %s has no address; set spec.address or the key address of its Secret".formatted(provider);
            case AddressMalformed(ObjectKey provider) ->
                "The address of Provider %s is not an http or https URL with a host, and a port up to 65535"
                        .formatted(provider);
            case ProxyMalformed(ObjectKey provider) ->
                "spec.proxy of Provider %s must be http://host:port or https://host:port".formatted(provider);
            case HostUnknown(ObjectKey provider, String host) ->
                "The host %s of Provider %s has no IP address".formatted(host, provider);
            case AddressForbidden(ObjectKey provider, String host, String network) ->
                ("The host %s of Provider %s leads to %s, which notifications must not reach;"
                                + " the operator can allow it with capstan.notification.allowed-networks")
                        .formatted(host, provider, network);
            case TokenMissing(ObjectKey provider) ->
                "Provider %s signs its messages, but the key token of its Secret is missing or empty"
                        .formatted(provider);
            case Unreachable(ObjectKey provider, String host, String cause) ->
                "Provider %s cannot be reached at %s: %s".formatted(provider, host, cause);
            case TimedOut(ObjectKey provider, String host, Duration waited) ->
                "Provider %s did not answer at %s within %d s".formatted(provider, host, waited.toSeconds());
            case Refused(ObjectKey provider, String host, int status) ->
                "Provider %s was refused by %s with status %d%s".formatted(provider, host, status, hintFor(status));
            case Overloaded(ObjectKey provider, String host, int status, Duration _) ->
                "Provider %s cannot take messages now: %s answers with status %d".formatted(provider, host, status);
            case NotTaken(ObjectKey provider, String error) ->
                "Provider %s did not take the message: %s".formatted(provider, error);
            case OurBug(ObjectKey provider, MaskedThrowable _) ->
                "An internal error kept a notification from Provider %s; the log of the controller has the details"
                        .formatted(provider);
            case Dropped(ObjectKey provider, long sinceLastTold) ->
                "%d notifications for Provider %s were dropped, because it does not take them as fast as they come"
                        .formatted(sinceLastTold, provider);
        };
    }

    private static String answerOf(int status) {
        return status > 0 ? "the API server answered " + status : "the API server cannot be reached";
    }

    private static String hintFor(int status) {
        if (status >= 300 && status < 400) {
            return "; redirects are not followed, set the final address";
        }
        return status == 401 || status == 403 ? "; check the token" : "";
    }
}
