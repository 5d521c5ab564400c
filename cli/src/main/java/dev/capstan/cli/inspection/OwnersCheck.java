package dev.capstan.cli.inspection;

import dev.capstan.cli.Launcher;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether somebody else works on what an installation would work on. */
public final class OwnersCheck {

    private static final List<Map.Entry<String, String>> SEALED_SECRETS = List.of(
            Map.entry("name", "sealed-secrets-controller"), Map.entry("app.kubernetes.io/name", "sealed-secrets"));

    private final KubernetesClient client;
    private final String namespace;

    /** For an installation in a namespace. */
    public OwnersCheck(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Everybody who is in the way; none when nobody is.
     *
     * @param unsealsSecrets whether secrets-controller is to be installed
     * @param isForGit whether the caller keeps the installation in Git itself
     */
    public List<Finding> findings(boolean unsealsSecrets, boolean isForGit) {
        List<Finding> findings = new ArrayList<>();
        List<Deployment> labelled = deployments(Owners.PART_OF, Owners.FLUX);
        flux(labelled).ifPresent(findings::add);
        elsewhere(labelled).ifPresent(findings::add);
        tools(labelled, isForGit).ifPresent(findings::add);
        definitions(isForGit).ifPresent(findings::add);
        if (unsealsSecrets) {
            sealedSecrets().ifPresent(findings::add);
        }
        return List.copyOf(findings);
    }

    /** Controllers that work on the same objects, beside an installation that is there. */
    public List<Finding> competitors() {
        List<Deployment> labelled = deployments(Owners.PART_OF, Owners.FLUX);
        return Stream.concat(flux(labelled).stream(), elsewhere(labelled).stream())
                .toList();
    }

    private Optional<Finding> flux(List<Deployment> labelled) {
        List<Deployment> foreign = labelled.stream()
                .filter(deployment -> !Owners.isOurs(deployment))
                .filter(deployment -> Owners.runs(deployment)
                        || deployment.getMetadata().getNamespace().equals(namespace))
                .toList();
        return foreign.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.failed(
                        "Flux",
                        "the controllers of Flux are in this cluster, and both would work on the same objects: "
                                + names(foreign),
                        "To take them over without touching what runs: %s migrate flux".formatted(Launcher.command())));
    }

    private Optional<Finding> elsewhere(List<Deployment> labelled) {
        List<Deployment> other = labelled.stream()
                .filter(Owners::isOurs)
                .filter(deployment -> !deployment.getMetadata().getNamespace().equals(namespace))
                .toList();
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.failed(
                        "Capstan",
                        "it is installed in another namespace already: " + names(other),
                        "Work on that one with --namespace %1$s, or take it away first: %2$s uninstall --namespace %1$s"
                                .formatted(other.getFirst().getMetadata().getNamespace(), Launcher.command())));
    }

    private Optional<Finding> tools(List<Deployment> labelled, boolean isForGit) {
        for (Deployment deployment : labelled) {
            Optional<String> kustomization =
                    isForGit || !Owners.isOurs(deployment) ? Optional.empty() : Owners.kustomization(deployment);
            if (kustomization.isPresent()) {
                return Optional.of(Finding.failed(
                        "Git",
                        "this installation is kept as Git says, by the Kustomization %s, which would undo any change"
                                .formatted(kustomization.get()),
                        "Change it with %s bootstrap git, or in the repository.".formatted(Launcher.command())));
            }
            Optional<String> tool = otherTool(deployment);
            if (tool.isPresent() && Owners.isOurs(deployment)) {
                return Optional.of(Finding.failed(
                        "Owner",
                        "this installation belongs to %s".formatted(tool.get()),
                        "Upgrade it there, or take it away there first."));
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> definitions(boolean isForGit) {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        for (GenericKubernetesResource definition : new Footprint(client, namespace).definitions()) {
            otherTool(definition)
                    .or(() -> isForGit
                            ? Optional.empty()
                            : Owners.kustomization(definition).map("the Kustomization "::concat))
                    .ifPresent(owner -> owners.computeIfAbsent(owner, _ -> new ArrayList<>())
                            .add(definition.getMetadata().getName()));
        }
        return owners.entrySet().stream()
                .findFirst()
                .map(owner -> Finding.failed(
                        "Definitions",
                        "%s belongs to %s, which would undo any change"
                                .formatted(
                                        owner.getValue().size() == 1
                                                ? owner.getValue().getFirst()
                                                : owner.getValue().getFirst() + " and "
                                                        + (owner.getValue().size() - 1) + " more",
                                        owner.getKey()),
                        "Let one of both go: take it away there, or install Capstan there as well."));
    }

    /** Definitions of a chart outlive their release, and are nobody's then. */
    private Optional<String> otherTool(HasMetadata object) {
        return Owners.otherTool(object)
                .filter(_ -> Owners.helmRelease(object).filter(this::isGone).isEmpty());
    }

    private boolean isGone(Owners.Release release) {
        try {
            return client.secrets()
                    .inNamespace(release.namespace())
                    .withLabel("owner", "helm")
                    .withLabel("name", release.name())
                    .list()
                    .getItems()
                    .isEmpty();
        } catch (KubernetesClientException unknown) {
            return false;
        }
    }

    private Optional<Finding> sealedSecrets() {
        List<Deployment> other = SEALED_SECRETS.stream()
                .flatMap(label -> deployments(label.getKey(), label.getValue()).stream())
                .filter(deployment -> !Owners.isOurs(deployment))
                .filter(Owners::runs)
                .distinct()
                .toList();
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.failed(
                        "Sealed Secrets",
                        "another controller opens SealedSecrets in this cluster: " + names(other),
                        "Leave secrets-controller out of --components, or remove the other one; its keys stay good."));
    }

    /** In the whole cluster, or where that is not allowed in the namespace. */
    private List<Deployment> deployments(String label, String value) {
        try {
            return client.apps()
                    .deployments()
                    .inAnyNamespace()
                    .withLabel(label, value)
                    .list()
                    .getItems();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw refusal;
            }
            return client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withLabel(label, value)
                    .list()
                    .getItems();
        }
    }

    private static String names(List<Deployment> deployments) {
        return deployments.stream()
                .map(deployment -> deployment.getMetadata().getNamespace() + "/"
                        + deployment.getMetadata().getName())
                .collect(Collectors.joining(", "));
    }
}
