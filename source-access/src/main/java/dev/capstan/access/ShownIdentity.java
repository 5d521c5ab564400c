package dev.capstan.access;

import dev.capstan.cloud.CloudException;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.http.TlsMaterial;

/**
 * The identity of this process on its way to a server. A bearer token may be used by whoever sees it, and with an authority of their own
 * users decide who is taken for the server; so the two do not go together.
 */
public final class ShownIdentity {
    private static final String ONLY_TO =
            "the identity of this process is only shown to servers that the system's authorities vouch for; leave out ";
    private static final String OR_SECRET = ", or name credentials in a Secret";

    private ShownIdentity() {}

    /**
     * An identity that is shown over connections with these settings.
     *
     * @return the failure is {@link AccessFailure.CloudIdentityWithheld}
     */
    public static <T> AccessResult<T> over(TlsMaterial tls, T identity) {
        return over(tls, false, identity);
    }

    /**
     * As {@link #over(TlsMaterial, Object)}, where TLS may also be left out.
     *
     * @return the failure is {@link AccessFailure.CloudIdentityUnusable} when that is so
     */
    public static <T> AccessResult<T> over(TlsMaterial tls, boolean isInsecure, T identity) {
        if (tls.authorities().isPresent() || tls.acceptsAnyServer()) {
            return AccessResult.failed(new AccessFailure.CloudIdentityWithheld(
                    ONLY_TO + "'ca.crt' of spec.certSecretRef" + (isInsecure ? " and spec.insecure" : "") + OR_SECRET));
        }
        return isInsecure
                ? AccessResult.failed(new AccessFailure.CloudIdentityUnusable(
                        new CloudFailure.PlaceRefused(ONLY_TO + "spec.insecure" + OR_SECRET)))
                : AccessResult.success(identity);
    }

    /** Something that needs the identity. */
    @FunctionalInterface
    public interface Question<T> {
        T ask() throws CloudException;
    }

    /**
     * Asks.
     *
     * @return the failure is {@link AccessFailure.CloudIdentityUnusable}
     */
    public static <T> AccessResult<T> ask(Question<T> question) {
        try {
            return AccessResult.success(question.ask());
        } catch (CloudException e) {
            return AccessResult.failed(new AccessFailure.CloudIdentityUnusable(e.failure()));
        }
    }

    /**
     * As {@link #ask}, where it is a Secret that asks for the identity: that may be corrected at any time.
     *
     * @return the failure is {@link AccessFailure.CloudIdentityUnusable} or, when the place is refused, {@link
     *     AccessFailure.CloudIdentityWithheld}
     */
    public static <T> AccessResult<T> askForSecret(Question<T> question) {
        try {
            return AccessResult.success(question.ask());
        } catch (CloudException e) {
            return AccessResult.failed(
                    e.failure() instanceof CloudFailure.PlaceRefused(var why)
                            ? new AccessFailure.CloudIdentityWithheld(why)
                            : new AccessFailure.CloudIdentityUnusable(e.failure()));
        }
    }
}
