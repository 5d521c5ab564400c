package dev.capstan.cli.cluster;

import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.SimilarWords;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of a cluster, by the words that kubectl understands. */
public final class AnyKinds {

    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("cj", "cronjob"),
            Map.entry("cm", "configmap"),
            Map.entry("crd", "customresourcedefinition"),
            Map.entry("deploy", "deployment"),
            Map.entry("ds", "daemonset"),
            Map.entry("ep", "endpoints"),
            Map.entry("hpa", "horizontalpodautoscaler"),
            Map.entry("ing", "ingress"),
            Map.entry("netpol", "networkpolicy"),
            Map.entry("no", "node"),
            Map.entry("ns", "namespace"),
            Map.entry("pc", "priorityclass"),
            Map.entry("pdb", "poddisruptionbudget"),
            Map.entry("po", "pod"),
            Map.entry("pv", "persistentvolume"),
            Map.entry("pvc", "persistentvolumeclaim"),
            Map.entry("quota", "resourcequota"),
            Map.entry("rs", "replicaset"),
            Map.entry("sa", "serviceaccount"),
            Map.entry("sc", "storageclass"),
            Map.entry("sts", "statefulset"),
            Map.entry("svc", "service"));

    private final List<ResourceType> types;

    /** The kinds that are served now. */
    public AnyKinds(ResourceCatalog catalog) {
        this(catalog.everything().types());
    }

    AnyKinds(List<ResourceType> types) {
        this.types = types.stream()
                .sorted(Comparator.comparing(
                                (ResourceType type) -> rank(type.kind().group()))
                        .thenComparing(type -> type.kind().group())
                        .thenComparing(type -> type.kind().version(), Comparator.comparingInt(AnyKinds::maturity)))
                .toList();
    }

    /** The groups of Kubernetes itself come before those of others. */
    private static int rank(String group) {
        return group.isEmpty()
                ? 0
                : group.equals("apps") ? 1 : group.endsWith(".k8s.io") || !group.contains(".") ? 2 : 3;
    }

    private static int maturity(String version) {
        return version.contains("alpha") ? 2 : version.contains("beta") ? 1 : 0;
    }

    /**
     * The kind that a word stands for: singular, plural or short name, with or without a group behind a dot.
     *
     * @throws CommandFailure with the nearest word, when there is none
     */
    public ResourceType called(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return types.stream()
                .filter(type -> isCalled(type, wanted))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "This cluster knows no kind '%s'%s"
                                .formatted(
                                        word,
                                        SimilarWords.nearest(wanted, words())
                                                .map(near -> ". Did you mean '" + near + "'?")
                                                .orElse("")),
                        2));
    }

    private static boolean isCalled(ResourceType type, String word) {
        int dot = word.indexOf('.');
        String name = dot < 0 ? word : word.substring(0, dot);
        String kind = type.kind().kind().toLowerCase(Locale.ROOT);
        return (dot < 0 || type.kind().group().equals(word.substring(dot + 1)))
                && (kind.equals(name) || type.plural().equals(name) || kind.equals(SHORT.get(name)));
    }

    private List<String> words() {
        return types.stream()
                .flatMap(type -> Stream.of(type.kind().kind().toLowerCase(Locale.ROOT), type.plural()))
                .distinct()
                .collect(Collectors.toList());
    }
}
