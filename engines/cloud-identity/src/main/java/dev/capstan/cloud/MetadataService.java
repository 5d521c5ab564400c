package dev.capstan.cloud;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services that tell a machine or a container who it is. They have fixed addresses, which are closed to everything that users write
 * down; this class alone asks them, without a proxy, without following anybody elsewhere, and for seconds only: where there is no such
 * service, nobody answers. Used by several threads.
 */
final class MetadataService implements AutoCloseable {
    /** Of AWS, Google Cloud and Azure alike. */
    private static final URI INSTANCE = URI.create("http://169.254.169.254");

    /** Of containers in ECS. */
    private static final URI CONTAINER = URI.create("http://169.254.170.2");

    /** Of pods in EKS. */
    private static final Set<String> POD_HOSTS = Set.of("169.254.170.23", "[fd00:ec2::23]");

    /** Allows these four addresses of all that are closed to others. */
    static final AddressRule RULE = AddressRule.allowing(
            List.of("169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"), List.of());

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String SERVICE = "the metadata service";

    private final OutboundHttp http;
    private final URI instance;
    private final URI container;

    /** Whoever has answered once is there: a later silence is a trouble of the service, not its absence. */
    private volatile boolean hasAnswered;

    /** For tests, which have servers of their own. */
    MetadataService(OutboundHttp http, URI instance, URI container) {
        this.http = http;
        this.instance = instance;
        this.container = container;
    }

    /** The services at their addresses; closed by whoever opens it. */
    static MetadataService open() {
        return new MetadataService(new OutboundHttp(RULE), INSTANCE, CONTAINER);
    }

    /**
     * Asks the service of the machine.
     *
     * @param path with its query
     * @return empty when nobody is there, and nobody was before
     */
    Optional<CloudAnswer> instance(String method, String path, Map<String, String> headers, Deadline deadline)
            throws CloudException {
        try {
            return Optional.of(expectedInstance(method, path, headers, deadline));
        } catch (CloudException e) {
            if (e.failure() instanceof CloudFailure.Unreachable(var _, var cause)
                    && isSilence(cause)
                    && !hasAnswered
                    && !deadline.isOver()) {
                return Optional.empty(); // nobody is there; the caller says what that means
            }
            throw e;
        }
    }

    /** As {@link #instance}, where somebody has to be there. */
    CloudAnswer expectedInstance(String method, String path, Map<String, String> headers, Deadline deadline)
            throws CloudException {
        var answer = ask(method, URI.create(instance + path), headers, deadline);
        hasAnswered = true;
        return answer;
    }

    private static boolean isSilence(HttpFailure failure) {
        return failure instanceof HttpFailure.ConnectionRefused
                || failure instanceof HttpFailure.NotConnected
                || failure instanceof HttpFailure.ConnectionBroken
                || failure instanceof HttpFailure.TimedOut;
    }

    /** Asks the service of the container, at a path that the environment names; so somebody has to be there. */
    CloudAnswer container(String path, Map<String, String> headers, Deadline deadline) throws CloudException {
        return ask("GET", environmentUri(container + path), headers, deadline);
    }

    /** Asks the service of the pod, at an address that the environment names: one of those that EKS documents. */
    CloudAnswer pod(String address, Map<String, String> headers, Deadline deadline) throws CloudException {
        var uri = environmentUri(address);
        if (!"http".equals(uri.getScheme())
                || uri.getHost() == null
                || !(POD_HOSTS.contains(uri.getHost()) || uri.getHost().equals(container.getHost()))) {
            throw new CloudException(new CloudFailure.EnvironmentUnusable(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI is none of the addresses that containers and pods have"));
        }
        return ask("GET", uri, headers, deadline);
    }

    private static URI environmentUri(String address) throws CloudException {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    new CloudFailure.EnvironmentUnusable("the address of container credentials is not a URI"), e);
        }
    }

    private CloudAnswer ask(String method, URI address, Map<String, String> headers, Deadline deadline)
            throws CloudException {
        var body = method.equals("GET") ? Optional.<byte[]>empty() : Optional.of(new byte[0]);
        var request = new OutboundRequest(
                method, address, headers, body, TlsMaterial.NONE, Optional.empty(), 0, CloudAnswer.LONGEST);
        var left = deadline.remaining();
        try (var answer = http.send(request, left.compareTo(PATIENCE) < 0 ? left : PATIENCE)) {
            return new CloudAnswer(answer.status(), answer.body().readAllBytes(), answer.retryAfter());
        } catch (HttpFailureException e) {
            throw new CloudException(new CloudFailure.Unreachable(SERVICE, e.failure()), e);
        } catch (IOException e) {
            throw new CloudException(new CloudFailure.AnswerUnreadable(SERVICE, "reading it failed"), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
