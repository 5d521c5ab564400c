package dev.capstan.cli.uninstall;

import dev.capstan.api.kind.ApiFamily;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.inspection.Footprint;
import dev.capstan.cli.inspection.Owners;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an installation has in a cluster.
 *
 * @param parts Deployments, rights and so on
 * @param definitions of the toolkit's kinds; those of Argo CD's kinds only when no Application needs them
 * @param objects of these kinds, in all namespaces, but for those of Argo CD's kinds, which are never deleted one by one
 * @param applications how many Applications and ApplicationSets there are; their finalizers would wait for a controller for ever
 * @param sealingKeys how many Secrets with keys of secrets-controller the namespace has
 * @param ownsNamespace whether the namespace is there and was brought by an installation, or holds a part of one
 */
record Installed(
        List<GenericKubernetesResource> parts,
        List<GenericKubernetesResource> definitions,
        List<ToolkitObject> objects,
        int applications,
        int sealingKeys,
        boolean ownsNamespace) {

    private static final String SEALING_KEY = "sealedsecrets.bitnami.com/sealed-secrets-key";

    static Installed read(KubernetesClient client, String namespace) {
        var footprint = new Footprint(client, namespace);
        var objects = new ToolkitObjects(client, Optional.empty());
        List<ToolkitObject> all = new ArrayList<>();
        ToolkitKind.served().stream()
                .filter(kind -> kind.family() != ApiFamily.ARGO)
                .forEach(kind -> all.addAll(objects.allIfServed(kind)));
        int applications = Stream.of(ToolkitKind.APPLICATION, ToolkitKind.APPLICATION_SET)
                .mapToInt(kind -> objects.allIfServed(kind).size())
                .sum();
        List<Secret> keys = client.secrets()
                .inNamespace(namespace)
                .withLabel(SEALING_KEY)
                .list()
                .getItems();
        List<GenericKubernetesResource> parts = footprint.parts();
        return new Installed(
                parts,
                footprint.definitions().stream()
                        .filter(definition -> applications == 0 || !isOfArgo(definition))
                        .toList(),
                List.copyOf(all),
                applications,
                keys.size(),
                owns(client, namespace, parts));
    }

    private static boolean isOfArgo(GenericKubernetesResource definition) {
        return definition.getMetadata().getName().endsWith("." + ToolkitKind.APPLICATION.group());
    }

    /** A namespace of somebody else is not deleted because of a wrong word on the command line. */
    private static boolean owns(KubernetesClient client, String name, List<GenericKubernetesResource> parts) {
        Namespace namespace = client.namespaces().withName(name).get();
        return namespace != null
                && (Owners.label(namespace, Owners.PART_OF)
                                .filter(Owners.FLUX::equals)
                                .isPresent()
                        || parts.stream()
                                .anyMatch(part -> name.equals(part.getMetadata().getNamespace())));
    }

    /** Controllers of others under the same labels. */
    static List<String> foreign(KubernetesClient client) {
        return client
                .apps()
                .deployments()
                .inAnyNamespace()
                .withLabel(Owners.PART_OF, Owners.FLUX)
                .list()
                .getItems()
                .stream()
                .filter(deployment -> !Owners.isOurs(deployment))
                .map(Installed::name)
                .toList();
    }

    /** Our controllers that run elsewhere; they use the same definitions. */
    static List<String> elsewhere(KubernetesClient client, String namespace) {
        return client
                .apps()
                .deployments()
                .inAnyNamespace()
                .withLabel(Owners.PART_OF, Owners.FLUX)
                .list()
                .getItems()
                .stream()
                .filter(Owners::isOurs)
                .filter(deployment -> !deployment.getMetadata().getNamespace().equals(namespace))
                .map(Installed::name)
                .toList();
    }

    private static String name(Deployment deployment) {
        return deployment.getMetadata().getNamespace() + "/"
                + deployment.getMetadata().getName();
    }

    /** Whether nothing of it is in the namespace. */
    boolean isElsewhere() {
        return parts.isEmpty() && !ownsNamespace;
    }

    boolean isEmpty() {
        return parts.isEmpty() && definitions.isEmpty() && objects.isEmpty();
    }
}
