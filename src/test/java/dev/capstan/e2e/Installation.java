package dev.capstan.e2e;

import static java.util.Objects.requireNonNull;

import dev.capstan.testkit.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The controllers of one cluster, in as many processes as the mode says. */
public final class Installation implements AutoCloseable {
    private final Mode mode;
    private final TestCluster cluster;
    private final Path folder;
    private final Map<App, AppProcess> processes = new ConcurrentHashMap<>();
    private final Map<App, Integer> httpPorts = new HashMap<>();
    private final Map<App, Path> kubeconfigs = new HashMap<>();
    private final int artifactPort = freePort();
    private final int eventsPort = freePort();
    private final int webhookPort = freePort();
    private final int sealingPort = freePort();
    private final String natsCluster = "e2e-" + UUID.randomUUID().toString().substring(0, 8);

    /** How the controllers are spread over processes. */
    public enum Mode {
        /** A process per controller with the rights that it is shipped with and a Lease, tenants locked down, and NATS between them. */
        SEPARATE(App.controllers()),
        /** One process with all of them, and the local bus. */
        STANDALONE(Set.of(App.STANDALONE));

        private final Set<App> apps;

        Mode(Set<App> apps) {
            this.apps = apps;
        }

        Set<App> apps() {
            return apps;
        }
    }

    /**
     * Prepares an installation; nothing runs yet.
     *
     * @param folder for logs and artifacts
     */
    public Installation(Mode mode, TestCluster cluster, Path folder) {
        this.mode = mode;
        this.cluster = cluster;
        this.folder = folder;
        mode.apps().forEach(app -> {
            httpPorts.put(app, freePort());
            kubeconfigs.put(
                    app,
                    mode == Mode.SEPARATE ? ShippedRights.kubeconfigFor(app, cluster, folder) : cluster.kubeconfig());
        });
    }

    /** Which processes it has. */
    Set<App> apps() {
        return mode.apps();
    }

    /** A folder of a run, below {@code target}, where its logs stay. */
    public static Path newFolder(Mode mode) {
        Path all = Path.of(System.getProperty("capstan.root"), "src", "target", "e2e");
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(all), mode.name().toLowerCase(Locale.ROOT) + "-");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Starts everything and waits until it is ready. */
    public Installation start() {
        mode.apps().forEach(this::launch);
        processes.values().forEach(AppProcess::awaitReady);
        return this;
    }

    /** Starts the process that has this controller, and waits until it is ready. */
    public void start(App controller) {
        launch(controller).awaitReady();
    }

    private AppProcess launch(App controller) {
        App app = processOf(controller);
        AppProcess started = AppProcess.start(
                app,
                requireNonNull(kubeconfigs.get(app)),
                requireNonNull(httpPorts.get(app)),
                settings(),
                folder.resolve(app.module() + ".log"));
        processes.put(app, started);
        return started;
    }

    /** Ends the process that has this controller as a crash does. */
    public void kill(App controller) {
        process(controller).kill();
    }

    /** Holds the process that has this controller as it is: it keeps its connections and answers nothing. */
    public void pause(App controller) {
        process(controller).pause();
    }

    /** Lets a process go on that was held. */
    public void resume(App controller) {
        process(controller).resume();
    }

    /**
     * Starts what ended by itself, as a kubelet does. Whoever loses its Lease ends.
     *
     * @param down the controllers that are not to be started
     * @return whether anything was started
     */
    public boolean revive(Set<App> down) {
        Set<App> ended = processes.entrySet().stream()
                .filter(it -> !down.contains(it.getKey()) && !it.getValue().isAlive())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        ended.forEach(this::launch);
        return !ended.isEmpty();
    }

    /** Whether everything runs and says that it is ready. */
    public boolean isReady() {
        return processes.values().stream().allMatch(AppProcess::isReady);
    }

    private AppProcess process(App controller) {
        return requireNonNull(processes.get(processOf(controller)));
    }

    /** The process that has this controller. */
    App processOf(App controller) {
        return mode == Mode.STANDALONE ? App.STANDALONE : controller;
    }

    Mode mode() {
        return mode;
    }

    /** Where webhooks are taken. */
    String webhooks() {
        return "http://127.0.0.1:" + webhookPort;
    }

    /** Everything that the processes write: logs, artifacts, temporary files. */
    Path folder() {
        return folder;
    }

    /** The metrics of all processes. */
    String metrics() {
        return processes.values().stream().map(AppProcess::metrics).collect(Collectors.joining("\n"));
    }

    /** The port at which SealedSecrets are asked about, at all addresses of this machine. */
    int sealingPort() {
        return sealingPort;
    }

    /** Their roles, beside what they asked the API server for so far. */
    public UsedRights rights() {
        return new UsedRights(ShippedRights.of(apps()), cluster.audit());
    }

    /** What the processes said last, for a failed test. */
    public String lastWords() {
        var words = new StringBuilder();
        processes.forEach((app, process) ->
                words.append("\n=== ").append(app.module()).append('\n').append(process.lastWords()));
        return words.toString();
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("java.io.tmpdir", temporary().toString());
        settings.put("capstan.source.storage.path", folder.resolve("storage").toString());
        settings.put("capstan.source.storage.address", "127.0.0.1:" + artifactPort);
        settings.put("capstan.source.storage.advertised-address", "127.0.0.1:" + artifactPort);
        settings.put("capstan.source.remotes.allow-loopback", "true");
        settings.put("capstan.kustomize.feature-gates.external-artifact", "true");
        settings.put("capstan.notification.host", "127.0.0.1");
        settings.put("capstan.notification.events-port", Integer.toString(eventsPort));
        settings.put("capstan.notification.webhook-port", Integer.toString(webhookPort));
        settings.put("capstan.notification.allowed-networks", "loopback");
        settings.put("capstan.secrets.host", "0.0.0.0");
        settings.put("capstan.secrets.port", Integer.toString(sealingPort));
        settings.put("capstan.secrets.key-size", "2048");
        settings.put("capstan.secrets.first-key-delay", "0s"); // whoever asks first is answered
        if (mode == Mode.SEPARATE) {
            settings.put("capstan.bus", "nats");
            settings.put("capstan.nats.url", cluster.nats().toString());
            settings.put("capstan.nats.cluster", natsCluster);
            settings.put("capstan.leader-election", "true");
            settings.put("capstan.leader-election.namespace", ShippedRights.NAMESPACE);
            settings.put("capstan.secrets.key-namespace", ShippedRights.NAMESPACE);
            settings.put("capstan.leader-election.duration", "8s");
            settings.put("capstan.kustomize.default-service-account", "default");
            settings.put("capstan.helm.default-service-account", "default");
            settings.put(
                    "capstan.application.default-service-account",
                    ShippedRights.NAMESPACE + ":argocd-application-controller");
            settings.put("capstan.notification.cross-namespace-refs", "false");
            Stream.of("source", "kustomize", "helm", "image", "promotion")
                    .forEach(controller -> settings.put("capstan." + controller + ".no-cross-namespace-refs", "true"));
        }
        return settings;
    }

    private Path temporary() {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        processes.values().forEach(AppProcess::close);
    }
}
