package dev.capstan.e2e;

import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;

/**
 * The Service of a secrets-controller that runs beside the cluster. The API server passes requests on only to addresses
 * of Pods, so there is a Pod that reports the address of this machine, and that no node takes.
 */
final class SealingService {
    static final String NAME = "sealing";

    private SealingService() {}

    /** The address at which the API server reaches this machine; it passes nothing on to loopback addresses. */
    static Optional<String> address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Makes it. */
    static void create(TestNamespace namespace, String address, int port) {
        namespace.apply("""
            apiVersion: v1
            kind: Service
            metadata: {name: %s}
            spec: {ports: [{name: http, port: 8080, targetPort: %d}]}
            """.formatted(NAME, port));
        namespace.apply("""
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec:
              nodeSelector: {no: node}
              containers: [{name: controller, image: none.example/controller}]
            """.formatted(NAME));
        // Without a version: others write the status of the Pod at the same time.
        namespace
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withName(NAME)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"podIP\": \"%1$s\", \"podIPs\": [{\"ip\": \"%1$s\"}]}}".formatted(address));
        namespace.apply("""
            apiVersion: v1
            kind: Endpoints
            metadata: {name: %1$s}
            subsets:
            - addresses: [{ip: %2$s, targetRef: {kind: Pod, name: %1$s, namespace: %3$s}}]
              ports: [{name: http, port: %4$d}]
            """.formatted(NAME, address, namespace.name(), port));
    }
}
