package dev.capstan.cli.rollout;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.inspection.Footprint;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an earlier installation had and the new one has not. */
final class Leftovers {

    private final KubernetesClient client;
    private final Footprint footprint;
    private final Set<String> wanted;

    Leftovers(KubernetesClient client, String namespace, Collection<? extends HasMetadata> wanted) {
        this.client = client;
        this.footprint = new Footprint(client, namespace);
        this.wanted = wanted.stream().map(Ledger::title).collect(Collectors.toSet());
    }

    /** Takes them away; definitions only when no object of their kind is left. Returns a line for each. */
    List<String> prune() {
        return lines(this::delete);
    }

    /** What {@link #prune} would do, a line for each. */
    List<String> plan() {
        return lines(object -> Ledger.title(object) + " would be deleted");
    }

    private List<String> lines(Function<GenericKubernetesResource, String> deletion) {
        List<String> lines = new ArrayList<>();
        for (GenericKubernetesResource object : footprint.parts()) {
            if (isLeft(object)) {
                lines.add(deletion.apply(object));
            }
        }
        for (GenericKubernetesResource definition : footprint.definitions()) {
            if (isLeft(definition)) {
                lines.add(
                        hasObjects(definition)
                                ? "%s stays: there are objects of it".formatted(Ledger.title(definition))
                                : deletion.apply(definition));
            }
        }
        return lines;
    }

    private boolean isLeft(GenericKubernetesResource object) {
        return !wanted.contains(Ledger.title(object));
    }

    private String delete(GenericKubernetesResource object) {
        try {
            client.resource(object).delete();
            return Ledger.title(object) + " is gone";
        } catch (KubernetesClientException refusal) {
            return "%s stays: %s".formatted(Ledger.title(object), refusal.getMessage());
        }
    }

    private boolean hasObjects(GenericKubernetesResource definition) {
        Optional<ToolkitKind> kind = ToolkitKind.served().stream()
                .filter(known -> definition.getMetadata().getName().equals(known.definition()))
                .findFirst();
        return kind.isEmpty()
                || !client.genericKubernetesResources(kind.get().context())
                        .inAnyNamespace()
                        .list(new ListOptionsBuilder().withLimit(1L).build())
                        .getItems()
                        .isEmpty();
    }
}
