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
 *       {@code CAPSTAN_CLUSTER=/path}: that kubeconfig
 *   <li>{@code KUBECONFIG}, where {@link #usingKubeconfigVariable} allows it
 *   <li>{@code KUBEBUILDER_ASSETS}: the kube-apiserver and etcd programs in that folder
 *   <li>the devcluster program, ready or built with Go
 * </ol>
 */
public final class Clusters {

    /** Environment variable that chooses the cluster. */
    public static final String CHOICE = "CAPSTAN_CLUSTER";

    /** Environment variable that names a NATS server to use with a cluster that has none of its own. */
    public static final String NATS = "CAPSTAN_NATS_URL";

    private final Map<String, String> environment;
    private final Progress progress;
    private final boolean mayUseKubeconfigVariable;

    /** Chooses by these environment variables; {@code KUBECONFIG} alone is not enough to use a foreign cluster. */
    public Clusters(Map<String, String> environment, Progress progress) {
        this(environment, progress, false);
    }

    private Clusters(Map<String, String> environment, Progress progress, boolean mayUseKubeconfigVariable) {
        this.environment = Map.copyOf(environment);
        this.progress = progress;
        this.mayUseKubeconfigVariable = mayUseKubeconfigVariable;
    }

    /**
     * Also takes a set {@code KUBECONFIG} as the wish to use that cluster. For commands that a person starts; tests, which
     * create and delete at will, want the explicit {@value #CHOICE}.
     */
    public Clusters usingKubeconfigVariable() {
        return new Clusters(environment, progress, true);
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
        String assets = environment.get("KUBEBUILDER_ASSETS");
        if (assets != null && !isDevclusterWanted()) {
            return AssetsCluster.start(Path.of(assets), nats(), progress);
        }
        Path binary = new DevclusterBinary(environment, progress).obtain();
        return Devcluster.start(binary, options, progress);
    }

    private boolean isDevclusterWanted() {
        return "devcluster".equals(environment.get(CHOICE));
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
            case "devcluster" -> Optional.empty();
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
