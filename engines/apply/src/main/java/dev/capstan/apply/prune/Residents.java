package dev.capstan.apply.prune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.apply.work.BoundedWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for what would go with a namespace or with the definition of a kind and belongs to others. Asked only when such
 * an object is about to be deleted: lists of metadata, selected by label where that is possible, up to the first find.
 * What is being deleted itself, and what goes with its own owner, is left out.
 */
final class Residents {

    /** What was seen. */
    sealed interface Look {

        /** Everything could be looked at; none when there is nothing of others. */
        record Seen(List<Resident> residents) implements Look {
            public Seen {
                residents = List.copyOf(residents);
            }
        }

        /**
         * It cannot be said.
         *
         * @param isTransient whether looking again may help without anybody doing anything
         */
        record NotSeen(String why, boolean isTransient) implements Look {}
    }

    private static final int PAGE = 500;
    private static final int LISTS_AT_ONCE = 8;
    private static final String PART_OF_TOOLKIT = "app.kubernetes.io/part-of=flux";
    private static final Set<String> APPLIERS = Set.of("Kustomization", "HelmRelease");
    private static final Set<String> LEASES = Set.of(
            "source-controller-leader-election",
            "kustomize-controller-leader-election",
            "helm-controller-leader-election",
            "notification-controller-leader-election",
            "image-reflector-controller-leader-election",
            "image-automation-controller-leader-election");

    private final PatientCluster cluster;
    private final ResourceCatalog catalog;
    private final Owner pruning;

    /**
     * @param cluster with an identity that may list everything
     * @param pruning whose objects are none of others
     */
    Residents(PatientCluster cluster, ResourceCatalog catalog, Owner pruning) {
        this.cluster = cluster;
        this.catalog = catalog;
        this.pruning = pruning;
    }

    /** Looks; nothing is asked for objects of other kinds than the two. */
    Look of(ObjectId object) {
        if (object.isKind("", "Namespace")) {
            return in(object.name());
        }
        return object.isKind("apiextensions.k8s.io", "CustomResourceDefinition")
                ? definedBy(object.name())
                : new Look.Seen(List.of());
    }

    private Look in(String namespace) {
        ResourceCatalog.Everything served = catalog.everything();
        if (served.gap().isPresent()) {
            return new Look.NotSeen(served.gap().get(), true);
        }
        Set<String> prefixes = served.types().stream()
                .map(type -> type.kind().group())
                .filter(Owner.PREFIXES::contains)
                .collect(Collectors.toSet());
        prefixes.add(pruning.labelPrefix());
        List<Search> searches = oneVersionEach(served.types()).stream()
                .filter(ResourceType::isNamespaced)
                .flatMap(type -> searches(type, namespace, prefixes).stream())
                .toList();
        List<Look> looks = new BoundedWork(LISTS_AT_ONCE)
                .each(searches, this::list, look -> !look.equals(new Look.Seen(List.of())));
        return together(looks);
    }

    private static Look together(List<Look> looks) {
        List<Resident> found = looks.stream()
                .flatMap(look -> look instanceof Look.Seen(var residents) ? residents.stream() : Stream.empty())
                .distinct()
                .toList();
        Optional<Look> obstacle =
                looks.stream().filter(Look.NotSeen.class::isInstance).findFirst();
        return found.isEmpty() ? obstacle.orElseGet(() -> new Look.Seen(List.of())) : new Look.Seen(found);
    }

    private Look definedBy(String definition) {
        int dot = definition.indexOf('.');
        String plural = definition.substring(0, Math.max(dot, 0));
        String group = definition.substring(dot + 1);
        ResourceCatalog.Everything served = catalog.everything();
        Optional<ResourceType> type = served.types().stream()
                .filter(it -> it.plural().equals(plural) && it.kind().group().equals(group))
                .findFirst();
        if (type.isEmpty() && served.gap().isPresent()) {
            return new Look.NotSeen(served.gap().get(), true);
        }
        return type.map(it -> list(new Search(
                        new Selection(it, "", "", ""),
                        item -> Optional.of(owner(item).map(Residents::of).orElse("of nobody")))))
                .orElseGet(() -> new Look.Seen(List.of()));
    }

    private static Collection<ResourceType> oneVersionEach(List<ResourceType> types) {
        return types.stream()
                .collect(Collectors.toMap(
                        type -> type.kind().group() + "/" + type.plural(), type -> type, (one, _) -> one, TreeMap::new))
                .values();
    }

    /**
     * One kind of thing to look for.
     *
     * @param whose says of an item that matches and is not ours whose it is; empty when it does not count
     */
    private record Search(Selection selection, Function<JsonNode, Optional<String>> whose) {}

    private List<Search> searches(ResourceType type, String namespace, Set<String> prefixes) {
        ResourceKind kind = type.kind();
        if (Owner.PREFIXES.contains(kind.group()) && APPLIERS.contains(kind.kind())) {
            // It would take along what it has applied, wherever that is.
            return List.of(new Search(
                    new Selection(type, namespace, "", ""),
                    item -> Optional.of(owner(item).map(Residents::of).orElse("of nobody"))));
        }
        List<Search> searches = new ArrayList<>();
        for (String prefix : prefixes) {
            searches.add(new Search(
                    Selection.labelled(type, prefix + "/name").in(namespace),
                    item -> owner(item).map(Residents::of)));
        }
        if (kind.is("apps", "Deployment")) {
            searches.add(new Search(
                    new Selection(type, namespace, PART_OF_TOOLKIT, ""),
                    _ -> Optional.of("a controller of the toolkit")));
        }
        if (kind.is("coordination.k8s.io", "Lease")) {
            searches.add(new Search(
                    new Selection(type, namespace, "", ""),
                    item -> Optional.of("of a controller of the toolkit")
                            .filter(_ -> LEASES.contains(
                                    item.path("metadata").path("name").asText("")))));
        }
        return searches;
    }

    private Look list(Search search) {
        List<Resident> found = new ArrayList<>();
        String token = "";
        do {
            switch (cluster.listMetadata(search.selection(), PAGE, token)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    ok.value()
                            .path("items")
                            .forEach(item -> resident(search, item).ifPresent(found::add));
                    token = ok.value().path("metadata").path("continue").asText("");
                }
                // What cannot be listed, or is not served any more, holds nothing.
                case ApiResult.Refused<ObjectNode> refused
                when refused.isNotFound() || refused.code() == 405 -> token = "";
                case ApiResult.Refused<ObjectNode> refused -> {
                    String why = Refusal.of(search.selection().everything(), refused)
                            .explain()
                            .sentence();
                    return new Look.NotSeen(why, refused.isTransient() || refused.code() == 410);
                }
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    return new Look.NotSeen("the API server is not available: " + unreachable.what(), true);
                }
            }
        } while (!token.isEmpty() && found.isEmpty());
        return new Look.Seen(found);
    }

    private Optional<Resident> resident(Search search, JsonNode item) {
        JsonNode metadata = item.path("metadata");
        boolean goesAnyway = metadata.hasNonNull("deletionTimestamp")
                || !metadata.path("ownerReferences").isEmpty()
                || owner(item).filter(pruning::equals).isPresent();
        if (goesAnyway) {
            return Optional.empty();
        }
        ResourceKind kind = search.selection().type().kind();
        var id = new ObjectId(
                kind.group(),
                kind.kind(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText(""));
        return search.whose().apply(item).map(whose -> new Resident(id, whose));
    }

    private Optional<Owner> owner(JsonNode item) {
        JsonNode labels = item.path("metadata").path("labels");
        return Owner.PREFIXES.stream()
                .flatMap(prefix -> Owner.of(labels, prefix).stream())
                .findFirst();
    }

    private static String of(Owner owner) {
        return "of " + owner.kind() + " " + owner;
    }
}
