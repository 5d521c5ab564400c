package dev.capstan.cli.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.AnyObject;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.LiveObjects;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows an object to where it comes from, and prints every link. */
final class TraceRun {

    private final PrintWriter out;
    private final boolean asksRepositories;

    /** @param asksRepositories whether repositories are asked for commits */
    TraceRun(PrintWriter out, boolean asksRepositories) {
        this.out = out;
        this.asksRepositories = asksRepositories;
    }

    /**
     * Returns whether somebody manages the object.
     *
     * @throws CommandFailure when there is no such object
     */
    boolean run(Path kubeconfig, Optional<String> namespace, String kind, String name) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            LiveObjects live = LiveObjects.of(client);
            var toolkit = new ToolkitObjects(client, namespace);
            var links = new SourceLinks(
                    toolkit, asksRepositories ? Optional.of(new CommitLookup(client)) : Optional.empty());
            ObjectNode object = new AnyObject(client, live, namespace).called(kind, name);
            Optional<ToolkitObject> known = known(object);
            known.ifPresentOrElse(it -> links.of(it).forEach(this::print), () -> print(link(live, object)));
            Set<String> seen = new HashSet<>();
            known.map(ToolkitObject::title).ifPresent(seen::add);
            return managed(new Managers(live), new ToolkitObjects(client, Optional.empty()), links, object, seen)
                    || known.isPresent();
        }
    }

    private static Optional<ToolkitObject> known(ObjectNode object) {
        return ToolkitKind.named(object.path("kind").asText(""))
                .filter(kind -> object.path("apiVersion").asText("").startsWith(kind.group() + "/"))
                .map(_ -> ToolkitObject.of(
                        Serialization.jsonMapper().convertValue(object, GenericKubernetesResource.class)));
    }

    /** A manager may be managed itself, as those of a bootstrapped cluster are. */
    private boolean managed(
            Managers managers, ToolkitObjects toolkit, SourceLinks links, ObjectNode object, Set<String> seen) {
        Managers.Found found = managers.of(object);
        for (ObjectId owner : found.owned()) {
            out.println("  owned by   " + PrintableText.of(owner.display()));
        }
        if (found.manager().isEmpty() && found.application().isEmpty()) {
            if (seen.isEmpty()) {
                out.println("No Kustomization, HelmRelease or Application has applied it:"
                        + " neither it nor what owns it has their marks");
            }
            out.flush();
            return false;
        }
        String title = found.manager()
                .map(TraceRun::title)
                .orElseGet(() -> title(found.application().orElseThrow()));
        Optional<ToolkitObject> applier = found.manager()
                .map(manager -> toolkit.inNamespace(kindOf(manager), manager.namespace(), manager.name()))
                .orElseGet(() -> application(toolkit, found.application().orElseThrow()));
        if (applier.isEmpty()) {
            print(new Link.Facts()
                    .add("status", "NotFound: its marks name it, but it does not exist (any more)")
                    .of(title));
            return true;
        }
        if (!seen.add(applier.get().title())) {
            return true;
        }
        if (seen.size() > 1) {
            out.println();
            out.println("which is applied by");
        }
        links.of(applier.get()).forEach(this::print);
        managed(
                managers,
                toolkit,
                links,
                Serialization.jsonMapper().valueToTree(applier.get().resource()),
                seen);
        return true;
    }

    private static ToolkitKind kindOf(Owner manager) {
        return manager.labelPrefix().equals(Owner.HELM) ? ToolkitKind.HELM_RELEASE : ToolkitKind.KUSTOMIZATION;
    }

    private static String title(Owner manager) {
        return "%s %s".formatted(kindOf(manager).kind(), manager);
    }

    private static String title(TrackedBy application) {
        return "Application "
                + (application.namespace().isEmpty() ? "" : application.namespace() + "/")
                + application.name();
    }

    /** Where the control plane is no command knows; names of Applications are rarely given twice. */
    private static Optional<ToolkitObject> application(ToolkitObjects toolkit, TrackedBy mark) {
        return toolkit.allIfServed(ToolkitKind.APPLICATION).stream()
                .filter(object -> object.name().equals(mark.name())
                        && (mark.namespace().isEmpty() || object.namespace().equals(mark.namespace())))
                .findFirst();
    }

    private static Link link(LiveObjects live, ObjectNode object) {
        ObjectId id = AnyObject.id(object);
        String version = object.path("apiVersion").asText("").replaceFirst(".*/", "");
        LiveObjects.Sight sight = live.see(id, version);
        List<String> status = new ArrayList<>(List.of(sight.status()));
        if (!sight.message().isEmpty()) {
            status.add(sight.message());
        }
        return new Link.Facts().add("status", String.join(": ", status)).of(AnyObject.title(id));
    }

    private void print(Link link) {
        link.lines().stream().map(PrintableText::of).forEach(out::println);
        out.flush();
    }
}
