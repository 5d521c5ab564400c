package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.argo.proposal.ApplicationProposal;
import dev.capstan.argo.proposal.FluxProposal;
import dev.capstan.argo.proposal.Note;
import dev.capstan.cli.cluster.ToolkitObjects;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Objects of Flux that are in the namespace of a proposal already. One that is applied over such an object would give it another
 * source, and what it has applied so far would be pruned.
 *
 * @param names kind and name of each
 */
record PresentObjects(Set<String> names) {
    private static final List<ToolkitKind> KINDS = List.of(
            ToolkitKind.GIT_REPOSITORY,
            ToolkitKind.HELM_REPOSITORY,
            ToolkitKind.OCI_REPOSITORY,
            ToolkitKind.KUSTOMIZATION,
            ToolkitKind.HELM_RELEASE);

    /** Copies the set. */
    PresentObjects {
        names = Set.copyOf(names);
    }

    /** Those of a cluster. */
    static PresentObjects in(KubernetesClient client, String namespace) {
        var objects = new ToolkitObjects(client, Optional.of(namespace));
        Set<String> names = new HashSet<>();
        for (ToolkitKind kind : KINDS) {
            objects.allIfServed(kind).forEach(object -> names.add(kind.kind() + " " + object.name()));
        }
        return new PresentObjects(names);
    }

    /** Says of each proposed object that has the name of one of these what to do. */
    List<Note> notes(FluxProposal proposal) {
        List<ObjectNode> proposed = new ArrayList<>(proposal.sources());
        proposal.applications().stream().map(ApplicationProposal::objects).forEach(proposed::addAll);
        return proposed.stream()
                .map(object -> object.path("kind").asText() + " "
                        + object.at("/metadata/name").asText())
                .filter(names::contains)
                .map(name -> new Note(
                        Note.Weight.TODO,
                        name,
                        "there is one of this name already. Unless it is this proposal, applied before, rename what is"
                                + " proposed, or name another namespace with --to-namespace: it would be changed, and"
                                + " what it has applied so far be pruned"))
                .toList();
    }
}
