package dev.capstan.devcluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the devcluster program comes from: a ready one named by {@value #VARIABLE}, else the cache, else the compiler. */
public final class DevclusterBinary {

    /** Environment variable that names a ready program. */
    public static final String VARIABLE = "CAPSTAN_DEVCLUSTER_BINARY";

    private static final String VERSION = "k8s.io/component-base/version.";

    /** What the program is built with; without the version the cluster would call itself v0.0.0-master. */
    private static final List<String> FLAGS = List.of(
            "-trimpath",
            "-buildvcs=false",
            "-ldflags=-s -w -X %1$sgitVersion=v1.34.4 -X %1$sgitMajor=1 -X %1$sgitMinor=34".formatted(VERSION));

    private static final String NO_GO = """
            No Kubernetes cluster to work with, and no Go to build one. One of these helps:
              - install Go 1.26 or newer (Debian: apt-get install golang-go; macOS: brew install go; or name it: CAPSTAN_GO=/folder/bin/go)
              - start Docker: `capstan demo` and `capstan up` then use K3s in a container
              - use a cluster you have: export CAPSTAN_CLUSTER=current (kubectl's current context) or CAPSTAN_CLUSTER=/path/of/kubeconfig
              - name a folder with the kube-apiserver and etcd programs: export KUBEBUILDER_ASSETS=/folder (no NATS, no controllers)""";

    private final Map<String, String> environment;
    private final GoProgram program;

    /** Looks for Go, the cache folder and {@value #VARIABLE} in the given environment variables. */
    public DevclusterBinary(Map<String, String> environment, Progress progress) {
        this.environment = Map.copyOf(environment);
        this.program = new GoProgram(
                new GoProgram.Recipe(
                        "devcluster",
                        DevclusterBinary.class,
                        ".",
                        FLAGS,
                        new GoProgram.Texts("Kubernetes 1.34, etcd, NATS", "5 to 10 minutes", NO_GO)),
                environment,
                progress);
    }

    /**
     * The program's file; builds it when it is not there yet, which takes minutes. When several processes ask at once, one
     * builds and the others wait for it.
     *
     * @throws ClusterException when there is neither a program nor a way to build one
     */
    public Path obtain() {
        String named = environment.get(VARIABLE);
        return named == null ? program.obtain() : existing(Path.of(named));
    }

    /** The program's file where nothing has to be built for it, be it that there is no Go. */
    Optional<Path> ready() {
        String named = environment.get(VARIABLE);
        return named == null ? program.ready() : Optional.of(existing(Path.of(named)));
    }

    private static Path existing(Path binary) {
        if (!Files.isExecutable(binary)) {
            throw new ClusterException(VARIABLE + " names " + binary + ", which is not a program");
        }
        return binary;
    }
}
