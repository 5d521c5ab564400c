package dev.capstan.git.http;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.HttpFailure;

/** What failures of the HTTP client mean for a repository. */
public final class HttpFailures {
    private HttpFailures() {}

    /** The failure of the same meaning. */
    public static GitFailure of(RemoteUrl url, HttpFailure failure) {
        return switch (failure) {
            case HttpFailure.AddressForbidden(var _, var address, var network) ->
                new GitFailure.AddressRefused(url, address, network);
            case HttpFailure.AddressMalformed(var why) -> new GitFailure.UrlInvalid(url.toString(), why);
            case HttpFailure.HeaderMalformed _ ->
                new GitFailure.CredentialsInvalid("they hold a line end or another control character, which no HTTP"
                        + " header can carry; correct the Secret of spec.secretRef");
            case HttpFailure.TlsMaterialUnusable unusable -> new GitFailure.CredentialsInvalid(unusable.message());
            case HttpFailure.ProxyLoginRefused(var hadLogin) ->
                new GitFailure.CredentialsRejected(
                        url,
                        hadLogin
                                ? "the proxy refused its user and password (HTTP 407); correct the Secret of spec.proxySecretRef"
                                : "the proxy wants a user and password (HTTP 407); add them to the Secret of spec.proxySecretRef");
            case HttpFailure.RedirectRefused(var _, var why) -> new GitFailure.RedirectRefused(url, why);
            case HttpFailure.AnswerTooLong(var _, var allowed) ->
                new GitFailure.LimitExceeded(url, "bytes in one answer", allowed);
            case HttpFailure.TimedOut(var _, var allowed) -> new GitFailure.TimedOut(url, allowed);
            case HttpFailure.HostUnknown _,
                    HttpFailure.ConnectionRefused _,
                    HttpFailure.NotConnected _,
                    HttpFailure.TlsRefused _,
                    HttpFailure.ProxyRefused _,
                    HttpFailure.ConnectionBroken _,
                    HttpFailure.NoTurn _,
                    HttpFailure.Interrupted _ -> new GitFailure.RemoteUnreachable(url, failure.message());
        };
    }
}
