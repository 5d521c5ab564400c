package dev.capstan.cli.seal;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the controller through the API server, as its Service is reached from outside. */
final class ControllerCalls {
    private final ControllerLocation location;

    ControllerCalls(ControllerLocation location) {
        this.location = location;
    }

    /** The certificate that seals today, in PEM. */
    byte[] certificate() {
        return call("GET", "cert.pem", "").getBytes(StandardCharsets.UTF_8);
    }

    /** Fails when the controller cannot open the SealedSecret. */
    void validate(byte[] sealedSecret) {
        SealFiles.onlySealed(sealedSecret);
        call("POST", "verify", new String(sealedSecret, StandardCharsets.UTF_8));
    }

    /** The SealedSecret, sealed with the newest key. */
    byte[] reencrypted(byte[] sealedSecret) {
        SealFiles.onlySealed(sealedSecret);
        return call("POST", "rotate", new String(sealedSecret, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String call(String method, String path, String body) {
        try (KubernetesClient client = Kubernetes.connect(location.kubeconfig().get())) {
            String uri = "/api/v1/namespaces/" + location.namespace() + "/services/http:" + location.name() + ":"
                    + port(client) + "/proxy/v1/" + path;
            String answer = method.equals("GET") ? client.raw(uri) : client.raw(uri, method, body);
            if (answer == null) {
                throw new CommandFailure(shown() + " does not know " + path + ": is the Service " + location.name()
                        + " that of the controller, and does it run?");
            }
            return answer;
        } catch (KubernetesClientException e) {
            throw new CommandFailure(
                    switch (e.getCode()) {
                        case HttpURLConnection.HTTP_CONFLICT -> "The controller cannot open this SealedSecret";
                        case HttpURLConnection.HTTP_INTERNAL_ERROR ->
                            path.equals("rotate")
                                    ? "The controller cannot open this SealedSecret, or has no key yet"
                                    : shown() + " answers with an error; it may not have a key yet";
                        case 429 -> "The controller is asked too often; try again in some seconds";
                        default -> shown() + " cannot be asked: " + reason(e);
                    },
                    e);
        }
    }

    private String shown() {
        return "The controller " + location.namespace() + "/" + location.name();
    }

    /** What the API server says, without the request around it. */
    private static String reason(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(Status::getMessage)
                .filter(message -> !message.isBlank())
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    private String port(KubernetesClient client) {
        var service = client.services()
                .inNamespace(location.namespace())
                .withName(location.name())
                .get();
        if (service == null) {
            throw new CommandFailure(
                    "There is no Service " + location.name() + " in the namespace " + location.namespace()
                            + ": name it with --controller-name and --controller-namespace (the manifests of Capstan"
                            + " put it into flux-system), or seal with --cert");
        }
        return service.getSpec().getPorts().stream()
                .findFirst()
                .flatMap(port -> Optional.ofNullable(port.getName()))
                .orElse("");
    }
}
