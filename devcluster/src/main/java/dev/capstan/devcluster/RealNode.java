package dev.capstan.devcluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user of a real node needs to know. All addresses work from this machine and from Pods alike.
 *
 * @param name of the node
 * @param address of the node: node ports, the API server
 * @param registry {@code host:port} of an empty registry without TLS. The node asks it for images of every other registry too:
 *     what is pushed as {@code library/nats:2} is what a Pod gets for {@code nats:2}
 * @param host this machine as Pods see it: servers that listen there are reached by Pods
 * @param volumes folder of the volumes of the default storage class
 * @param podLogs folder of what containers print
 * @param containerdSocket for {@code ctr --address}
 * @param mark names the network card and the control groups on this machine
 */
public record RealNode(
        String name,
        String address,
        String registry,
        String host,
        Path volumes,
        Path podLogs,
        Path containerdSocket,
        String mark) {

    private static final int CANNOT_RUN = 3;

    static RealNode of(JsonNode description) {
        return new RealNode(
                description.get("name").asText(),
                description.get("address").asText(),
                description.get("registry").asText(),
                description.get("host").asText(),
                Path.of(description.get("volumes").asText()),
                Path.of(description.get("podLogs").asText()),
                Path.of(description.get("containerdSocket").asText()),
                description.get("mark").asText());
    }

    /**
     * Why no real node can run on this machine: one sentence that names what is missing and what to install.
     *
     * @param binary the devcluster program, see {@link DevclusterBinary}
     * @return empty when one can run
     */
    public static Optional<String> missing(Path binary) {
        try {
            Process check = new ProcessBuilder(binary.toString(), "check-node")
                    .redirectErrorStream(true)
                    .start();
            check.getOutputStream().close();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = check.waitFor();
            if (code != 0 && code != CANNOT_RUN) {
                throw new ClusterException("devcluster check-node ended with " + code + ": " + said);
            }
            return code == 0 ? Optional.empty() : Optional.of(said);
        } catch (IOException e) {
            throw new ClusterException("Cannot run " + binary + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while asking what a real node lacks here", e);
        }
    }
}
