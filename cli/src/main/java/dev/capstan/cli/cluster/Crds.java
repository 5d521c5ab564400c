package dev.capstan.cli.cluster;

import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The custom resource definitions in a cluster. */
public final class Crds {

    private static final String FIELD_MANAGER = "capstan";

    private final KubernetesClient client;

    /** Works on the client's cluster. */
    public Crds(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Refuses a cluster where Flux runs: two sets of controllers would work on the same objects against each other.
     *
     * @throws CommandFailure naming what runs
     */
    public void requireNobodyElse() {
        List<String> others = client
                .apps()
                .deployments()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/part-of", "flux")
                .list()
                .getItems()
                .stream()
                .filter(Crds::runs)
                .map(deployment -> deployment.getMetadata().getNamespace() + "/"
                        + deployment.getMetadata().getName())
                .toList();
        if (!others.isEmpty()) {
            throw new CommandFailure(
                    "This cluster is already looked after by " + String.join(", ", others)
                            + ". Scale these Deployments to zero first, or let Capstan use its own cluster: CAPSTAN_CLUSTER=devcluster");
        }
    }

    private static boolean runs(Deployment deployment) {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null || replicas > 0;
    }

    /**
     * Installs the definitions and waits until the server serves them. Those that Argo CD has brought stay as they are.
     *
     * @return the names of those that were not there before
     */
    public List<String> install(List<Path> files) {
        List<String> fresh = new ArrayList<>();
        List<CustomResourceDefinition> definitions =
                files.stream().map(Crds::read).toList();
        for (CustomResourceDefinition definition : definitions) {
            CustomResourceDefinition present = client.resource(definition).get();
            if (present != null && ArgoDefinitions.isForeign(present)) {
                continue;
            }
            if (present == null) {
                fresh.add(definition.getMetadata().getName());
            }
            if (present == null || Marks.isMadeBy(Marks.INSTALLATION, present)) {
                mark(definition);
            }
            client.resource(definition)
                    .fieldManager(FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        }
        definitions.forEach(definition ->
                client.resource(definition).waitUntilCondition(Crds::isEstablished, 30, TimeUnit.SECONDS));
        return List.copyOf(fresh);
    }

    private static void mark(CustomResourceDefinition definition) {
        Map<String, String> labels = new HashMap<>();
        Optional.ofNullable(definition.getMetadata().getLabels()).ifPresent(labels::putAll);
        labels.put(Marks.LABEL, Marks.INSTALLATION);
        definition.getMetadata().setLabels(labels);
    }

    /** The definitions that a command like this one has brought into the cluster. */
    public List<CustomResourceDefinition> installed() {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withLabel(Marks.LABEL, Marks.INSTALLATION)
                .list()
                .getItems();
    }

    /** Who else applies this definition by now, as {@code capstan install}, Helm or a Kustomization does: it is theirs, too. */
    public static Optional<String> otherOwner(CustomResourceDefinition definition) {
        return definition.getMetadata().getManagedFields().stream()
                .filter(fields -> "Apply".equals(fields.getOperation()))
                .map(ManagedFieldsEntry::getManager)
                .filter(manager -> !FIELD_MANAGER.equals(manager))
                .findFirst();
    }

    private static CustomResourceDefinition read(Path file) {
        try {
            return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** Removes definitions, and with them every object of their kinds. */
    public void remove(List<String> names) {
        names.forEach(name -> client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .delete());
    }
}
