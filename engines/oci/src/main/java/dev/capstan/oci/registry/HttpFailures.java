package dev.capstan.oci.registry;

import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.RepositoryName;

/** Says what a failure of HTTP means for a repository. */
final class HttpFailures {
    private HttpFailures() {}

    static OciFailureException of(RepositoryName repository, HttpFailureException thrown) {
        return new OciFailureException(of(repository, thrown.failure()));
    }

    static OciFailure of(RepositoryName repository, HttpFailure failure) {
        return switch (failure) {
            case HttpFailure.AddressMalformed _ -> new OciFailure.NameInvalid(repository.toString(), failure.message());
            case HttpFailure.HeaderMalformed _ ->
                new OciFailure.LoginMalformed("a login holds a line end or another control character");
            case HttpFailure.TlsMaterialUnusable(var why) -> new OciFailure.TlsMaterialUnusable(why);
            case HttpFailure.AddressForbidden _ -> new OciFailure.AddressRefused(repository, failure.message());
            case HttpFailure.TimedOut(var _, var allowed) -> new OciFailure.TimedOut(repository, allowed);
            case HttpFailure.NoTurn(var host, var waited) -> new OciFailure.NoTurn(repository, host, waited);
            case HttpFailure.AnswerTooLong(var _, var allowed) ->
                new OciFailure.LimitExceeded(repository, "bytes of an answer", allowed);
            case HttpFailure.HostUnknown _,
                    HttpFailure.ConnectionRefused _,
                    HttpFailure.NotConnected _,
                    HttpFailure.TlsRefused _,
                    HttpFailure.ProxyLoginRefused _,
                    HttpFailure.ProxyRefused _,
                    HttpFailure.RedirectRefused _,
                    HttpFailure.ConnectionBroken _,
                    HttpFailure.Interrupted _ -> new OciFailure.Unreachable(repository, failure.message());
        };
    }
}
