package dev.capstan.kustomize.order;

import dev.capstan.kustomize.BuildOptions.ObjectOrder;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.config.KindOrder;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.SortOptions;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sorts objects as the kustomization, or else the caller, says. */
public final class ObjectSorter {
    private ObjectSorter() {}

    /** Sorts the list. */
    public static void sort(ResourceList resources, Optional<SortOptions> said, ObjectOrder asked) {
        if (said.isPresent()) {
            sort(resources, said.get());
        } else if (asked != ObjectOrder.NONE) {
            sortBy(resources, new KindOrder(KindOrder.FIRST, KindOrder.LAST));
        }
    }

    /** Sorts the list as a kustomization says; fails when that makes no sense. */
    public static void sort(ResourceList resources, SortOptions options) {
        boolean hasKinds = options.first().isPresent() || options.last().isPresent();
        switch (options.order()) {
            case "legacy" ->
                sortBy(
                        resources,
                        hasKinds
                                ? new KindOrder(
                                        options.first().orElse(List.of()),
                                        options.last().orElse(List.of()))
                                : new KindOrder(KindOrder.FIRST, KindOrder.LAST));
            case "fifo" -> {
                if (hasKinds) {
                    throw new BuildFault(options.place()
                            .problem(
                                    Code.KUSTOMIZATION_INVALID,
                                    "the field 'sortOptions.legacySortOptions' is set but the selected sort order is"
                                            + " 'fifo', not 'legacy'")
                            .advise("Remove legacySortOptions, or set order to legacy."));
                }
            }
            default ->
                throw new BuildFault(options.place()
                        .problem(
                                Code.KUSTOMIZATION_INVALID,
                                "the field 'sortOptions.order' must be one of [fifo, legacy]")
                        .advise("Set order to fifo or legacy."));
        }
    }

    /** An object with the texts that its place depends on, made once and not at every comparison. */
    private record Sortable(Resource resource, Gvk gvk, String name) {}

    private static void sortBy(ResourceList resources, KindOrder order) {
        Comparator<Gvk> byKind = order.byKind();
        List<Sortable> sorted = new ArrayList<>(resources.size());
        for (Resource resource : resources.all()) {
            ResourceId id = resource.id();
            sorted.add(new Sortable(resource, id.gvk(), text(id)));
        }
        sorted.sort((a, b) -> {
            Gvk left = a.gvk();
            Gvk right = b.gvk();
            if (left.equals(right)) {
                return a.name().compareTo(b.name());
            }
            boolean areNamespaces =
                    left.kind().equals("Namespace") && right.kind().equals("Namespace");
            if (areNamespaces && (left.group().isEmpty() || right.group().isEmpty())) {
                return KindOrder.sortText(right).compareTo(KindOrder.sortText(left));
            }
            return byKind.compare(left, right);
        });
        resources.replaceAll(sorted.stream().map(Sortable::resource).toList());
    }

    private static String text(ResourceId id) {
        return (id.namespace().isEmpty() ? "~X" : id.namespace()) + "|"
                + (id.name().isEmpty() ? "~N" : id.name());
    }
}
