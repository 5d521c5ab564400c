package dev.capstan.devcluster;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses a cluster by what the environment offers and opens it. The order, first match wins:
 *
 * <ol>
 *   <li>{@code CAPSTAN_CLUSTER=current}: kubectl's current context; {@code CAPSTAN_CLUSTER=devcluster}: the embedded one;
 *       {@code CAPSTAN_CLUSTER=k3s}: K3s in a container, where {@link #offeringK3s} allows it; {@code CAPSTAN_CLUSTER=/path}:
 *       that kubeconfig
 *   <li>{@code KUBECONFIG}, where {@link #usingKubeconfigVariable} allows it
 *   <li>{@code KUBEBUILDER_ASSETS}: the kube-apiserver and etcd programs in that folder
 *   <li>the devcluster program, where it is ready
 *   <li>K3s, where it is offered and a container engine answers; when it does not start, the next one
 *   <li>the devcluster program, built with Go
 * </ol>
 */
public final class Clusters {

    /** Environment variable that chooses the cluster. */
    public static final String CHOICE = "CAPSTAN_CLUSTER";

    /** Environment variable that names a NATS server to use with a cluster that has none of its own. */
    public static final String NATS = "CAPSTAN_NATS_URL";

    static final String DEVCLUSTER = "devcluster";
    static final String K3S = "k3s";
    static final String ASSETS = "KUBEBUILDER_ASSETS";

    private final Map<String, String> environment;
    private final Progress progress;
    private final boolean mayUseKubeconfigVariable;
    private final Optional<K3sProgram> k3s;

    /** Chooses by these environment variables; {@code KUBECONFIG} alone is not enough to use a foreign cluster. */
    public Clusters(Map<String, String> environment, Progress progress) {
        this(environment, progress, false, Optional.empty());
    }

    private Clusters(
            Map<String, String> environment,
            Progress progress,
            boolean mayUseKubeconfigVariable,
            Optional<K3sProgram> k3s) {
        this.environment = Map.copyOf(environment);
        this.progress = progress;
        this.mayUseKubeconfigVariable = mayUseKubeconfigVariable;
        this.k3s = k3s;
    }

    /**
     * Also takes a set {@code KUBECONFIG} as the wish to use that cluster. For commands that a person starts; tests, which
     * create and delete at will, want the explicit {@value #CHOICE}.
     */
    public Clusters usingKubeconfigVariable() {
        return new Clusters(environment, progress, true, k3s);
    }

    /**
     * Also takes K3s in a container rather than build devcluster first. For commands that a person starts; tests need what
     * devcluster has.
     *
     * @param libraries folder with the jars of the module {@code k3s}
     */
    public Clusters offeringK3s(Path libraries) {
        return new Clusters(environment, progress, mayUseKubeconfigVariable, Optional.of(new K3sProgram(libraries)));
    }

    /**
     * Opens the chosen cluster, building and starting it where needed.
     *
     * @param options what a devcluster shall have; other clusters have what they have
     * @throws ClusterException when there is none to be had
     */
    public Cluster open(DevclusterOptions options) {
        Optional<Cluster> existing = existing();
        if (existing.isPresent()) {
            return existing.get();
        }
        DevclusterBinary binary = new DevclusterBinary(environment, progress);
        NewCluster choice = NewCluster.choose(
                environment,
                k3s.isPresent(),
                () -> binary.ready().isPresent(),
                () -> ContainerEngine.find(environment).isPresent());
        return switch (choice) {
            case ASSETS -> AssetsCluster.start(Path.of(environment.getOrDefault(ASSETS, "")), nats(), progress);
            case DEVCLUSTER -> Devcluster.start(binary.obtain(), options, progress);
            case K3S ->
                switch (startK3s()) {
                    case K3sStart.Started started -> started.cluster();
                    case K3sStart.Failed failed -> throw new ClusterException(failed.reason());
                };
            case K3S_ELSE_DEVCLUSTER ->
                switch (startK3s()) {
                    case K3sStart.Started started -> started.cluster();
                    case K3sStart.Failed failed -> {
                        progress.step(failed.reason());
                        progress.step("Falls back to its own cluster.");
                        yield Devcluster.start(binary.obtain(), options, progress);
                    }
                };
        };
    }

    private K3sStart startK3s() {
        if (k3s.isEmpty()) {
            return new K3sStart.Failed(CHOICE + "=" + K3S + ": K3s is there for demo and up, not for this.");
        }
        Optional<ContainerEngine> engine = ContainerEngine.find(environment);
        if (engine.isEmpty()) {
            return new K3sStart.Failed(
                    "K3s needs a container engine, and none answers. Start Docker, or name an engine with"
                            + " DOCKER_HOST; " + CHOICE + "=" + DEVCLUSTER + " builds Capstan's own cluster instead.");
        }
        progress.step("Uses K3s: %s in the container engine at %s. %s=%s builds Capstan's own cluster instead."
                .formatted(K3sProgram.image(environment), engine.get().address(), CHOICE, DEVCLUSTER));
        return k3s.get().start(engine.get(), environment, progress);
    }

    /**
     * The chosen cluster where it is one that runs already; nothing is started or asked.
     *
     * @return empty when {@link #open} would start one
     * @throws ClusterException when its kubeconfig cannot be read
     */
    public Optional<Cluster> existing() {
        String choice = environment.getOrDefault(CHOICE, "");
        return switch (choice) {
            case DEVCLUSTER, K3S -> Optional.empty();
            case "current" -> Optional.of(new CurrentCluster(currentKubeconfig(), nats()));
            case "" ->
                mayUseKubeconfigVariable && environment.containsKey("KUBECONFIG")
                        ? Optional.of(new CurrentCluster(currentKubeconfig(), nats()))
                        : Optional.empty();
            default -> Optional.of(new CurrentCluster(existing(Path.of(choice), CHOICE), nats()));
        };
    }

    private Path currentKubeconfig() {
        String named = environment.get("KUBECONFIG");
        if (named == null || named.isBlank()) {
            Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
            return existing(home.resolve(".kube").resolve("config"), CHOICE + "=current");
        }
        return Stream.of(named.split(File.pathSeparator))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new ClusterException("KUBECONFIG names " + named + ", which cannot be read"));
    }

    private static Path existing(Path kubeconfig, String namedBy) {
        if (!Files.isReadable(kubeconfig)) {
            throw new ClusterException(namedBy + " asks for the kubeconfig " + kubeconfig + ", which cannot be read");
        }
        return kubeconfig;
    }

    private Optional<URI> nats() {
        return Optional.ofNullable(environment.get(NATS)).map(URI::create);
    }
}
