package dev.capstan.source.access;

import dev.capstan.cloud.CloudException;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceResult;

/**
 * The identity of this process on its way to a server. A bearer token may be used by whoever sees it, and with an authority of their own
 * users decide who is taken for the server; so the two do not go together.
 */
public final class ShownIdentity {
    private ShownIdentity() {}

    /**
     * An identity that is shown over connections with these settings.
     *
     * @return the failure is {@link CommonSourceFailure.CloudIdentityUnusable}
     */
    public static <T> SourceResult<T> over(TlsMaterial tls, T identity) {
        return over(tls, false, identity);
    }

    /** As {@link #over(TlsMaterial, Object)}, where TLS may also be left out. */
    static <T> SourceResult<T> over(TlsMaterial tls, boolean isInsecure, T identity) {
        return isInsecure || tls.authorities().isPresent() || tls.acceptsAnyServer()
                ? refused(
                        "the identity of this process is only shown to servers that the system's authorities vouch for;"
                                + " leave out 'ca.crt' of spec.certSecretRef and spec.insecure, or name credentials in a Secret")
                : SourceResult.success(identity);
    }

    /** Something that needs the identity. */
    @FunctionalInterface
    public interface Question<T> {
        T ask() throws CloudException;
    }

    /**
     * Asks.
     *
     * @return the failure is {@link CommonSourceFailure.CloudIdentityUnusable}
     */
    public static <T> SourceResult<T> ask(Question<T> question) {
        try {
            return SourceResult.success(question.ask());
        } catch (CloudException e) {
            return SourceResult.failed(new CommonSourceFailure.CloudIdentityUnusable(e.failure()));
        }
    }

    private static <T> SourceResult<T> refused(String why) {
        return SourceResult.failed(new CommonSourceFailure.CloudIdentityUnusable(new CloudFailure.PlaceRefused(why)));
    }
}
