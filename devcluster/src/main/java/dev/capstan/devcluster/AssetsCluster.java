package dev.capstan.devcluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * kube-apiserver and etcd from a folder of programs ({@code KUBEBUILDER_ASSETS}). Such a cluster has no
 * controller-manager and no nodes: Deployments never become available and namespaces are never emptied. Its processes end
 * with {@link #close} or with an orderly end of this JVM.
 */
public final class AssetsCluster implements Cluster {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Path directory;
    private final Optional<URI> nats;
    private final String token = HexFormat.of().formatHex(randomBytes());
    private final int apiPort = freePort();
    private final Deque<Process> processes = new ArrayDeque<>();
    private final Thread endWithJvm = new Thread(this::end, "assets-cluster-end");

    private AssetsCluster(Path directory, Optional<URI> nats) {
        this.directory = directory;
        this.nats = nats;
    }

    /**
     * Starts the two programs on free ports in a temporary folder.
     *
     * @throws ClusterException when a program is missing or does not become ready
     */
    static AssetsCluster start(Path assets, Optional<URI> nats, Progress progress) {
        Path etcd = program(assets, "etcd");
        Path apiServer = program(assets, "kube-apiserver");
        progress.step("Using kube-apiserver and etcd of " + assets
                + ": no controller-manager, no nodes, no NATS (Deployments will not become available)");
        try {
            AssetsCluster cluster = new AssetsCluster(Files.createTempDirectory("assets-cluster-"), nats);
            Runtime.getRuntime().addShutdownHook(cluster.endWithJvm);
            try {
                cluster.run(etcd, apiServer);
                return cluster;
            } catch (RuntimeException | IOException | GeneralSecurityException e) {
                cluster.end();
                throw e;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new ClusterException("Cannot start a cluster from " + assets + ": " + e.getMessage(), e);
        }
    }

    private static Path program(Path folder, String name) {
        Path program = folder.resolve(name);
        if (!Files.isExecutable(program)) {
            throw new ClusterException("KUBEBUILDER_ASSETS names " + folder + ", where there is no program " + name
                    + ". Put it there, or unset the variable to let Capstan build its own cluster with Go.");
        }
        return program;
    }

    private void run(Path etcd, Path apiServer) throws IOException, GeneralSecurityException {
        writeServiceAccountKeys();
        Files.writeString(directory.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        String etcdClient = "http://127.0.0.1:" + freePort();
        String etcdPeer = "http://127.0.0.1:" + freePort();
        launch(
                "etcd",
                List.of(
                        etcd.toString(),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--unsafe-no-fsync",
                        "--listen-client-urls=" + etcdClient,
                        "--advertise-client-urls=" + etcdClient,
                        "--listen-peer-urls=" + etcdPeer,
                        "--initial-advertise-peer-urls=" + etcdPeer,
                        "--initial-cluster=default=" + etcdPeer));
        launch(
                "kube-apiserver",
                List.of(
                        apiServer.toString(),
                        "--etcd-servers=" + etcdClient,
                        "--bind-address=127.0.0.1",
                        "--advertise-address=127.0.0.1",
                        "--endpoint-reconciler-type=none",
                        "--secure-port=" + apiPort,
                        "--cert-dir=" + directory.resolve("certs"),
                        "--token-auth-file=" + directory.resolve("tokens.csv"),
                        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                        "--service-account-key-file=" + directory.resolve("service-account.pub"),
                        "--service-account-signing-key-file=" + directory.resolve("service-account.key"),
                        "--service-cluster-ip-range=10.96.0.0/16",
                        "--authorization-mode=RBAC",
                        "--allow-privileged=true"));
        awaitReady();
        writeKubeconfig();
    }

    private void launch(String name, List<String> command) throws IOException {
        processes.push(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile())
                .start());
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private void awaitReady() throws IOException, GeneralSecurityException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (processes.stream().anyMatch(process -> !process.isAlive())
                    || Instant.now().isAfter(limit)) {
                throw new ClusterException("kube-apiserver did not become ready:\n" + Files.readString(log("etcd"))
                        + Files.readString(log("kube-apiserver")));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while the cluster started", e);
        }
    }

    private boolean isReady() throws IOException, GeneralSecurityException {
        if (!Files.exists(authority())) {
            return false; // the server makes its certificate first
        }
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trustingOnly(authority())).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server() + "/readyz"))
                    .header("Authorization", "Bearer " + token)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while the cluster started", e);
        }
    }

    private static SSLContext trustingOnly(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (var stream = Files.newInputStream(authority)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Path authority() {
        return directory.resolve("certs").resolve("apiserver.crt");
    }

    private String server() {
        return "https://127.0.0.1:" + apiPort;
    }

    private void writeKubeconfig() throws IOException {
        String certificate = Base64.getEncoder().encodeToString(Files.readAllBytes(authority()));
        Files.writeString(kubeconfig(), """
                apiVersion: v1
                kind: Config
                clusters: [{name: assets, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: admin, user: {token: "%s"}}]
                contexts: [{name: assets, context: {cluster: assets, user: admin, namespace: default}}]
                current-context: assets
                """.formatted(server(), certificate, token));
    }

    private void writeServiceAccountKeys() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        writePem("service-account.key", "PRIVATE KEY", keys.getPrivate().getEncoded());
        writePem("service-account.pub", "PUBLIC KEY", keys.getPublic().getEncoded());
    }

    private void writePem(String name, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                directory.resolve(name), "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body));
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ClusterException("No free port", e);
        }
    }

    @Override
    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    @Override
    public Optional<URI> nats() {
        return nats;
    }

    @Override
    public String describe() {
        return "kube-apiserver and etcd of KUBEBUILDER_ASSETS, without controller-manager and nodes";
    }

    @Override
    public boolean runsImages() {
        return false;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithJvm);
        } catch (IllegalStateException e) {
            return; // the JVM ends already and the hook does the rest
        }
        end();
    }

    private void end() {
        // The server first: without its etcd it would wait for it.
        while (!processes.isEmpty()) {
            processes.pop().destroyForcibly().onExit().join();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ClusterException("Cannot remove " + directory, e);
        }
    }
}
