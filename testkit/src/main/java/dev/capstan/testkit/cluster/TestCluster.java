package dev.capstan.testkit.cluster;

import dev.capstan.devcluster.Cluster;
import dev.capstan.devcluster.Clusters;
import dev.capstan.devcluster.Devcluster;
import dev.capstan.devcluster.DevclusterBinary;
import dev.capstan.devcluster.DevclusterOptions;
import dev.capstan.devcluster.NodeKind;
import dev.capstan.devcluster.Progress;
import dev.capstan.devcluster.RealNode;
import dev.capstan.testkit.audit.AuditLog;
import dev.capstan.testkit.images.ImageRegistry;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** A cluster that tests work against, with an administrator's client. */
public final class TestCluster implements AutoCloseable {

    /** Environment variable: folder of a running devcluster that tests of several modules shall share. */
    public static final String SHARED = "CAPSTAN_DEVCLUSTER_DIR";

    private static final String LABEL = "testkit.capstan.dev/test";

    private final Cluster cluster;
    private final KubernetesClient client;
    private boolean hasDefinitions;

    private TestCluster(Cluster cluster) {
        this.cluster = cluster;
        this.client = clientFor(cluster.kubeconfig());
    }

    /** The cluster that the environment asks for: a shared running one, else what {@link Clusters} chooses. */
    public static TestCluster open() {
        String shared = System.getenv(SHARED);
        Cluster cluster = shared == null
                ? new Clusters(System.getenv(), progress())
                        .open(DevclusterOptions.temporary().audited())
                : Devcluster.attach(Path.of(shared));
        return new TestCluster(cluster);
    }

    /** A devcluster that nobody else uses, whatever the environment says. */
    public static TestCluster openDedicated() {
        return openDedicated(NodeKind.SIMULATED);
    }

    /** The same with a kind of nodes. */
    public static TestCluster openDedicated(NodeKind node) {
        DevclusterOptions options =
                node == NodeKind.REAL ? DevclusterOptions.realNode() : DevclusterOptions.temporary();
        return new TestCluster(Devcluster.start(binary(), options.audited(), progress()));
    }

    /** A devcluster with a real node: the shared running one where it has one, else a new one. */
    public static TestCluster openRealNode() {
        String shared = System.getenv(SHARED);
        if (shared != null) {
            Devcluster running = Devcluster.attach(Path.of(shared));
            if (running.realNode().isPresent()) {
                return new TestCluster(running);
            }
        }
        return openDedicated(NodeKind.REAL);
    }

    /** Why no real node can run on this machine, in one sentence; empty when one can. */
    public static Optional<String> missingForRealNode() {
        return RealNode.missing(binary());
    }

    private static Path binary() {
        return new DevclusterBinary(System.getenv(), progress()).obtain();
    }

    private static Progress progress() {
        return Progress.on(System.out, false);
    }

    /** A new client for any kubeconfig; the caller closes it. */
    public static KubernetesClient clientFor(Path kubeconfig) {
        return clientFor(kubeconfig, config -> {});
    }

    /** The same with other settings. */
    public static KubernetesClient clientFor(Path kubeconfig, Consumer<Config> settings) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        settings.accept(config);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** An administrator's client, for as long as the cluster lives. */
    public KubernetesClient client() {
        return client;
    }

    /** A kubeconfig with administrator's rights, for child processes. */
    public Path kubeconfig() {
        return cluster.kubeconfig();
    }

    /** The NATS server of this cluster. A test that asks where there is none is reported as skipped. */
    public URI nats() {
        Optional<URI> nats = cluster.nats();
        Assumptions.assumeTrue(nats.isPresent(), () -> "no NATS server belongs to " + cluster.describe());
        return nats.orElseThrow();
    }

    /** The means to kill parts of the cluster. A test that asks where that is not possible is reported as skipped. */
    public Devcluster devcluster() {
        Assumptions.assumeTrue(cluster instanceof Devcluster, () -> "parts cannot be killed in " + cluster.describe());
        return (Devcluster) cluster;
    }

    /** Addresses and folders of the real node. A test that asks where there is none is reported as skipped. */
    public RealNode realNode() {
        Optional<RealNode> node = cluster instanceof Devcluster devcluster ? devcluster.realNode() : Optional.empty();
        Assumptions.assumeTrue(node.isPresent(), () -> "no Pods run in " + cluster.describe());
        return node.orElseThrow();
    }

    /** Where the images of Pods come from. A test that asks where there is no real node is reported as skipped. */
    public ImageRegistry registry() {
        return new ImageRegistry(realNode().registry());
    }

    /** What service accounts asked this cluster for. A test that asks where there is no such log is reported as skipped. */
    public AuditLog audit() {
        Optional<Path> log = devcluster().auditLog();
        Assumptions.assumeTrue(log.isPresent(), () -> "no audit log in " + cluster.describe());
        return new AuditLog(log.orElseThrow());
    }

    /** Installs the definitions of the repository's {@code k8s/crds} once and waits until the server serves them. */
    public synchronized void installDefinitions() {
        if (!hasDefinitions) {
            Definitions.ofRepository().install(client);
            hasDefinitions = true;
        }
    }

    /**
     * Makes a namespace with a name of its own.
     *
     * @param purpose readable part of the name; what a name must not have is left out
     */
    public TestNamespace createNamespace(String purpose) {
        String readable = purpose.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        byte[] random = new byte[4];
        ThreadLocalRandom.current().nextBytes(random);
        String name = "t-" + readable.substring(0, Math.min(readable.length(), 40)) + "-"
                + HexFormat.of().formatHex(random);
        return create(name);
    }

    /** Makes a namespace of the same name as one of another cluster. */
    public TestNamespace createTwin(TestNamespace other) {
        return create(other.name());
    }

    private TestNamespace create(String name) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(Map.of(LABEL, "true"))
                        .endMetadata()
                        .build())
                .create();
        return new TestNamespace(name, client);
    }

    /** Asks for the namespace's deletion; does not wait for it. */
    public void delete(TestNamespace namespace) {
        client.namespaces().withName(namespace.name()).delete();
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
