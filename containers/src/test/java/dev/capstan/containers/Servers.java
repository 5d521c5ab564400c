package dev.capstan.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.capstan.containers.engine.ProgramImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Servers in containers, reachable at loopback; of the program on this machine where there is one, else of the official image. */
final class Servers {

    static final int NATS = 4222;
    static final int REGISTRY = 5000;

    private Servers() {}

    /** NATS with JetStream. */
    static GenericContainer<?> nats() {
        List<String> options = List.of("-js", "-sd", "/tmp/jetstream", "-p", Integer.toString(NATS));
        return ProgramImage.find("nats-server")
                .<GenericContainer<?>>map(program -> of("nats", program, Map.of(), options))
                .orElseGet(() -> server("nats:2.12").withCommand(options.toArray(String[]::new)))
                .withExposedPorts(NATS)
                .withCreateContainerCmdModifier(command -> atLoopback(command, NATS))
                .waitingFor(Wait.forLogMessage(".*Server is ready.*", 1));
    }

    /** A registry of the distribution project. */
    static GenericContainer<?> registry() {
        String settings = """
                version: 0.1
                storage: {filesystem: {rootdirectory: /tmp/registry}}
                http: {addr: "0.0.0.0:5000"}
                """;
        return ProgramImage.find("docker-registry")
                .<GenericContainer<?>>map(program -> of(
                        "registry",
                        program,
                        Map.of("/etc/registry.yml", settings),
                        List.of("serve", "/etc/registry.yml")))
                .orElseGet(() -> server("registry:2"))
                .withExposedPorts(REGISTRY)
                .withCreateContainerCmdModifier(command -> atLoopback(command, REGISTRY))
                .waitingFor(Wait.forLogMessage(".*listening on.*", 1));
    }

    private static GenericContainer<?> of(String name, Path program, Map<String, String> texts, List<String> options) {
        String path = "/usr/bin/" + program.getFileName();
        List<String> command = new ArrayList<>(List.of(path));
        command.addAll(options);
        return server(ProgramImage.make(name, Map.of(path, program), texts))
                .withCommand(command.toArray(String[]::new));
    }

    private static GenericContainer<?> server(String image) {
        return new GenericContainer<>(DockerImageName.parse(image));
    }

    /** Nobody but this machine has to do with it. */
    private static void atLoopback(CreateContainerCmd command, int port) {
        var ports = new Ports();
        ports.bind(ExposedPort.tcp(port), Ports.Binding.bindIp("127.0.0.1"));
        Optional.ofNullable(command.getHostConfig()).ifPresent(config -> config.withPortBindings(ports));
    }

    /** {@code host:port} of a server, for processes on this machine. */
    static String address(GenericContainer<?> server, int port) {
        return "127.0.0.1:" + server.getMappedPort(port);
    }
}
