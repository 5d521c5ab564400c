package dev.capstan.testkit.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kubelet measures of a container: the figure by which it evicts, and that limits count.
 *
 * @param namespace of the Pod
 * @param pod its name
 * @param container its name
 * @param workingSet bytes
 */
public record PodMemory(String namespace, String pod, String container, long workingSet) {
    private static final Pattern LINE = Pattern.compile("^container_memory_working_set_bytes\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** All containers of a real node. The kubelet measures every ten seconds or so: a new container is missing at first. */
    public static List<PodMemory> of(TestCluster cluster) {
        return of(cluster.client(), cluster.realNode().name());
    }

    /** All containers of a node. */
    public static List<PodMemory> of(KubernetesClient client, String node) {
        String metrics = Optional.ofNullable(client.raw("/api/v1/nodes/" + node + "/proxy/metrics/resource"))
                .orElseThrow(() -> new IllegalStateException("node " + node + " tells no metrics"));
        return parse(metrics);
    }

    static List<PodMemory> parse(String metrics) {
        return metrics.lines()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .map(line -> new PodMemory(
                        label(line.group(1), "namespace"),
                        label(line.group(1), "pod"),
                        label(line.group(1), "container"),
                        (long) Double.parseDouble(line.group(2))))
                .toList();
    }

    private static String label(String labels, String name) {
        return LABEL.matcher(labels)
                .results()
                .filter(label -> label.group(1).equals(name))
                .map(label -> label.group(2))
                .findFirst()
                .orElse("");
    }

    /** The working set in mebibytes. */
    public double mebibytes() {
        return workingSet / (double) (1 << 20);
    }
}
