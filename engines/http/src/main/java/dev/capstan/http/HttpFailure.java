package dev.capstan.http;

import java.time.Duration;

/**
 * Everything that is expected to go wrong between us and an HTTP server, before it answers or while it does. No case carries a
 * path, a query, a header or an answer: those may hold credentials.
 */
public sealed interface HttpFailure {

    /** The address is not an http or https URL with a host. */
    record AddressMalformed(String why) implements HttpFailure {}

    /** A header cannot be sent as it is: it holds a line end or another control character. */
    record HeaderMalformed(String name) implements HttpFailure {}

    /** The certificates or keys that were given cannot be used. */
    record TlsMaterialUnusable(String why) implements HttpFailure {}

    /** The host has no address. */
    record HostUnknown(String host) implements HttpFailure {}

    /** The host leads where nobody may be sent. */
    record AddressForbidden(String host, String address, String network) implements HttpFailure {}

    /** Nobody listens at the port. */
    record ConnectionRefused(String host, int port) implements HttpFailure {}

    /** No connection came about in the time that is given to connecting. */
    record NotConnected(String host, Duration waited) implements HttpFailure {}

    /** TLS could not be agreed on. */
    record TlsRefused(String host, String why) implements HttpFailure {}

    /** The proxy wants a user and password, or refused those that were given. */
    record ProxyLoginRefused(boolean hadLogin) implements HttpFailure {}

    /** The proxy does not connect us. */
    record ProxyRefused(String proxy, String why) implements HttpFailure {}

    /** The server redirects to a place that may not be followed. */
    record RedirectRefused(String host, String why) implements HttpFailure {}

    /** The answer is longer than allowed. */
    record AnswerTooLong(String host, long allowedBytes) implements HttpFailure {}

    /** The connection broke. */
    record ConnectionBroken(String host, String why) implements HttpFailure {}

    /** The time for everything together is over. */
    record TimedOut(String host, Duration allowed) implements HttpFailure {}

    /** So many requests to the host are under way that this one was not sent. */
    record NoTurn(String host, Duration waited) implements HttpFailure {}

    /** The calling thread was asked to stop. */
    record Interrupted(String host) implements HttpFailure {}

    /**
     * Whether it is about this one call, whose time was over or whose thread was asked to stop: another call for the same may well get
     * an answer.
     */
    default boolean isOfOneAlone() {
        return switch (this) {
            case TimedOut _, NoTurn _, Interrupted _ -> true;
            case AddressMalformed _,
                    HeaderMalformed _,
                    TlsMaterialUnusable _,
                    HostUnknown _,
                    AddressForbidden _,
                    ConnectionRefused _,
                    NotConnected _,
                    TlsRefused _,
                    ProxyLoginRefused _,
                    ProxyRefused _,
                    RedirectRefused _,
                    AnswerTooLong _,
                    ConnectionBroken _ -> false;
        };
    }

    /** One sentence for people. */
    default String message() {
        return switch (this) {
            case AddressMalformed(var why) -> "the address is not usable: " + why;
            case HeaderMalformed(var name) ->
                "the header " + name + " cannot be sent: its value holds a line end or another control character";
            case TlsMaterialUnusable(var why) -> "the TLS certificates or key cannot be used: " + why;
            case HostUnknown(var host) -> "the host name '" + host + "' is not known";
            case AddressForbidden(var host, var address, var network) ->
                "'" + host + "' leads to " + address + ", " + network + ", which is refused";
            case ConnectionRefused(var _, var port) -> "connection refused by port " + port;
            case NotConnected(var _, var waited) -> "no connection within " + seconds(waited);
            case TlsRefused(var _, var why) -> "TLS: " + why;
            case ProxyLoginRefused(var hadLogin) ->
                hadLogin
                        ? "the proxy refused its user and password (HTTP 407)"
                        : "the proxy wants a user and password (HTTP 407)";
            case ProxyRefused(var proxy, var why) -> "the proxy '" + proxy + "' does not connect us: " + why;
            case RedirectRefused(var host, var why) -> "'" + host + "' redirects, which is not followed: " + why;
            case AnswerTooLong(var _, var allowed) -> "the answer has more than the allowed " + allowed + " bytes";
            case ConnectionBroken(var _, var why) -> "the connection broke: " + why;
            case TimedOut(var _, var allowed) -> "no complete answer within the timeout of " + seconds(allowed);
            case NoTurn(var host, var waited) ->
                "no turn within " + seconds(waited) + ": too many requests to '" + host + "' are under way";
            case Interrupted _ -> "the attempt was ended";
        };
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
