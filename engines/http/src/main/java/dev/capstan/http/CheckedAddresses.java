package dev.capstan.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves host names and refuses those that lead where nobody should be sent. Whoever asks connects to the addresses that are
 * returned, and does not resolve the name again.
 */
public final class CheckedAddresses {
    private final AddressRule rule;
    private final HostResolver resolver;

    /** Resolves with the given resolver under the given rule. */
    public CheckedAddresses(AddressRule rule, HostResolver resolver) {
        this.rule = rule;
        this.resolver = resolver;
    }

    /**
     * The addresses of a host, every one of them allowed.
     *
     * @param deadline ends the wait for the name service as well
     * @throws HttpFailureException when the name is unknown, an address is forbidden, or the time is over
     */
    public List<InetAddress> of(String host, Deadline deadline) throws HttpFailureException {
        List<InetAddress> addresses = resolve(host, deadline);
        for (InetAddress address : addresses) {
            Optional<String> network = rule.forbids(address);
            if (network.isPresent()) {
                throw new HttpFailureException(
                        new HttpFailure.AddressForbidden(host, address.getHostAddress(), network.get()));
            }
        }
        return addresses;
    }

    /** Whether a host is written as an address. */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /** On a thread of its own, because nothing ends a system call that waits for a name server. */
    private List<InetAddress> resolve(String host, Deadline deadline) throws HttpFailureException {
        var answer = new CompletableFuture<List<InetAddress>>();
        var unused = Thread.ofVirtual().name("resolve " + host).start(() -> {
            try {
                answer.complete(resolver.resolve(host));
            } catch (UnknownHostException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpFailureException(new HttpFailure.TimedOut(host, deadline.allowed()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailureException(new HttpFailure.Interrupted(host), e);
        } catch (ExecutionException e) {
            throw new HttpFailureException(new HttpFailure.HostUnknown(host), e);
        }
    }
}
