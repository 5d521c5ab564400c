package dev.capstan.git.transport;

import dev.capstan.git.AddressPolicy;
import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves host names and refuses those that lead where nobody should be sent. */
public final class Addresses {
    private Addresses() {}

    /**
     * Fails unless every address of the host may be connected to.
     *
     * @param url what the user asked for, for the message
     * @throws GitFailureException when the name is unknown or an address is refused
     */
    public static void check(AddressPolicy policy, RemoteUrl url, String host) throws GitFailureException {
        try {
            for (var address : InetAddress.getAllByName(host)) {
                var refusal = policy.refusalOf(address);
                if (refusal.isPresent()) {
                    throw new GitFailureException(
                            new GitFailure.AddressRefused(url, address.getHostAddress(), refusal.get()));
                }
            }
        } catch (UnknownHostException e) {
            throw new GitFailureException(
                    new GitFailure.RemoteUnreachable(url, "the host name '" + host + "' is not known"), e);
        }
    }
}
