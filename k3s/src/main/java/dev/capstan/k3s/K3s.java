package dev.capstan.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * {@code K3s IMAGE FOLDER}: starts K3s in a container, writes its kubeconfig into the folder and says {@code ready}; or says
 * {@code failed} with the reason. Ends when its standard input closes or by a signal, and takes container and folder with it.
 */
public final class K3s {

    private static final Logger LOG = LoggerFactory.getLogger(K3s.class);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration CREATION_LIMIT = Duration.ofSeconds(20);
    private static final int LAST_WORDS = 8;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    /** Who finds a container of a machine that lost its power wants to know whose it was. */
    private static final Map<String, String> LABELS = Map.of("dev.capstan.k3s", "true");

    private final Path folder;
    private final Report report;
    private final K3sContainer container;
    private final DockerImageName image;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private final CountDownLatch answered = new CountDownLatch(1);

    /** The engine was asked for the container; when {@code answered} is down, it has answered. */
    private volatile boolean isAskedFor;

    private K3s(String image, Path folder, Report report) {
        this.folder = folder;
        this.report = report;
        // A mirror or a copy under another name is taken for what it is said to be.
        DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s");
        this.image = ImageNameSubstitutor.instance().apply(name);
        this.container = new Container(name)
                .withLabels(LABELS)
                .withStartupTimeout(START_LIMIT)
                .withCreateContainerCmdModifier(this::ask)
                .withLogConsumer(this::hear);
    }

    /** Runs until the standard input closes. */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[1]);
        Report report = new Report(System.out);
        Thread.ofPlatform().daemon().name("until-stdin-closes").start(K3s::endWithStandardInput);
        Thread remover = new Thread(() -> remove(folder), "remove-folder");
        Runtime.getRuntime().addShutdownHook(remover);
        try {
            K3s k3s = new K3s(arguments[0], folder, report);
            Runtime.getRuntime().addShutdownHook(new Thread(k3s::end, "stop-container"));
            k3s.start();
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()), report);
        } catch (RuntimeException | Error e) {
            // Nobody expected it: where it comes from goes to the log, and the folder, which has the log, stays.
            Runtime.getRuntime().removeShutdownHook(remover);
            LOG.error("K3s did not start", e);
            fail(reason(e), report);
        }
        report.ready();
        new CountDownLatch(1).await();
    }

    private static void fail(String reason, Report report) {
        report.failed(reason);
        System.exit(1);
    }

    private void start() throws IOException, InterruptedException {
        DockerClient engine = DockerClientFactory.lazyClient();
        try {
            new ImagePull(engine, report).require(image);
        } catch (IOException refused) {
            throw new IOException("the image cannot be pulled: " + refused.getMessage(), refused);
        }
        report.tick("starting K3s");
        try {
            container.start();
        } catch (RuntimeException failed) {
            throw new IOException(reason(failed) + lastWords(), failed);
        } finally {
            answered.countDown();
        }
        Files.writeString(folder.resolve("kubeconfig"), container.getKubeConfigYaml());
    }

    /** A container that the engine is just making has no id yet by which it could be removed: waits for it. */
    private void end() {
        try {
            if (isAskedFor) {
                answered.await(CREATION_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        container.stop();
    }

    private void ask(CreateContainerCmd command) {
        atLoopback(command);
        isAskedFor = true;
    }

    /** What is reached at loopback is shown to nobody else. */
    private void atLoopback(CreateContainerCmd command) {
        HostConfig config = command.getHostConfig();
        if (config == null || !LOOPBACK.contains(container.getHost())) {
            return; // another machine publishes them, or we are in a container ourselves
        }
        Ports ports = new Ports();
        for (int port : List.of(K3sContainer.KUBE_SECURE_PORT, K3sContainer.RANCHER_WEBHOOK_PORT)) {
            ports.bind(ExposedPort.tcp(port), Ports.Binding.bindIp("127.0.0.1"));
        }
        config.withPortBindings(ports);
    }

    private void hear(OutputFrame frame) {
        synchronized (lastLines) {
            frame.getUtf8StringWithoutLineEnding().lines().forEach(lastLines::addLast);
            while (lastLines.size() > LAST_WORDS) {
                lastLines.removeFirst();
            }
        }
    }

    /** What K3s itself said last, where it said something; its container is gone by now. */
    private String lastWords() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "" : "\nIts last words:\n" + String.join("\n", lastLines);
        }
    }

    /** The innermost message: those around it say only which call failed. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause().getMessage() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }

    private static void endWithStandardInput() {
        try {
            while (System.in.read() >= 0) {
                // nobody is expected to say anything
            }
        } catch (IOException broken) {
            // whoever held the other end is gone
        }
        System.exit(0);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException left) {
            System.err.println("Cannot remove " + folder + ": " + left.getMessage());
        }
    }

    /** Says when the engine has the container. */
    private final class Container extends K3sContainer {
        private Container(DockerImageName image) {
            super(image);
        }

        @Override
        protected void containerIsCreated(String containerId) {
            answered.countDown();
        }
    }
}
