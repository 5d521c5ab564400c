package dev.capstan.cli.migrate.takeover;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.apply.ObjectId;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.inspection.Owners;
import dev.capstan.cli.migrate.takeover.ArgoControllers.Controller;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Stops Argo CD's controllers so that ours takes care of Applications, and looks what that has changed; or starts them again. */
public final class ArgoTakeOver {

    /** The controller alone, or with all others in one pod. */
    private static final Set<String> OURS = Set.of("application-controller", "capstan");

    private final KubernetesClient client;
    private final String namespace;
    private final Duration patience;
    private final Progress progress;
    private final ArgoControllers controllers;

    /**
     * @param namespace the control-plane namespace
     * @param patience how long any wait may take
     */
    public ArgoTakeOver(KubernetesClient client, String namespace, Duration patience, Progress progress) {
        this.client = client;
        this.namespace = namespace;
        this.patience = patience;
        this.progress = progress;
        this.controllers = new ArgoControllers(client, namespace, patience);
    }

    /**
     * What came of it.
     *
     * @param outcome what became of the objects
     * @param statuses of Applications that say something else now, a line each
     */
    public record Result(Outcome outcome, List<String> statuses) {
        /** Copies the list. */
        public Result {
            statuses = List.copyOf(statuses);
        }
    }

    /** Why it cannot be done; empty when it can. */
    public Optional<String> obstacle(Set<String> names) {
        return nobody().or(() -> keeper(names)).or(this::noneOfOurs);
    }

    private Optional<String> nobody() {
        return controllers.all().isEmpty()
                ? Optional.of("There is no controller of Argo CD in the namespace %s; --namespace says where it is"
                        .formatted(namespace))
                : Optional.empty();
    }

    /** What keeps Argo CD itself would start its controllers again. */
    private Optional<String> keeper(Set<String> names) {
        List<ToolkitObject> applications = new ArgoApplications(client, names).all();
        for (Controller controller : controllers.all()) {
            Optional<ToolkitObject> owner =
                    ArgoApplications.owner(applications, controller.kind(), namespace, controller.name());
            if (owner.filter(it -> !it.isSuspended()).isPresent()) {
                return Optional.of(
                        "%s keeps %s as its source says, and could start it again: take it out of the source, or suspend it first (capstan suspend app %s)"
                                .formatted(
                                        owner.get().title(),
                                        controller.title(),
                                        owner.get().name()));
            }
            Optional<String> kustomization = keeping(controller);
            if (kustomization.isPresent()) {
                return kustomization;
            }
        }
        return Optional.empty();
    }

    private Optional<String> keeping(Controller controller) {
        return controller
                .kustomization()
                .flatMap(name -> new ToolkitObjects(client, Optional.empty())
                        .allIfServed(ToolkitKind.KUSTOMIZATION).stream()
                                .filter(it -> name.equals(it.namespace() + "/" + it.name()) && !it.isSuspended())
                                .findFirst()
                                .map(it ->
                                        "%s keeps %s as its source says, and would start it again: take it out of the source, or suspend it first (capstan suspend ks %s -n %s)"
                                                .formatted(it.title(), controller.title(), it.name(), it.namespace())));
    }

    private Optional<String> noneOfOurs() {
        boolean isThere =
                client
                        .apps()
                        .deployments()
                        .inAnyNamespace()
                        .withLabel(Owners.PART_OF, Owners.FLUX)
                        .list()
                        .getItems()
                        .stream()
                        .filter(it -> OURS.contains(it.getMetadata().getName()))
                        .filter(Owners::isOurs)
                        .anyMatch(ArgoTakeOver::isAvailable);
        return isThere
                ? Optional.empty()
                : Optional.of(
                        "Capstan's application-controller does not run in this cluster: capstan install; it leaves"
                                + " Applications to Argo CD as long as that runs");
    }

    private static boolean isAvailable(Deployment deployment) {
        return deployment.getStatus() != null
                && Objects.requireNonNullElse(deployment.getStatus().getAvailableReplicas(), 0) > 0;
    }

    /**
     * Takes over. May be repeated: what was done is not done again.
     *
     * @param names the Applications that ours takes care of, as {@code namespace/name}
     * @throws CommandFailure when pods do not go, or Applications are not looked at
     */
    public Result go(Set<String> names) {
        var applications = new ArgoApplications(client, names);
        List<ToolkitObject> before = applications.all();
        var footprints = new Footprints(client, Set.of(CompareOptions.MANAGER));
        Set<ObjectId> workloads = ArgoApplications.workloads(before);
        Map<String, Footprint> then = footprints.of(workloads);
        for (Controller controller : controllers.all()) {
            progress.begins("stopping " + controller.name());
            controllers.stop(controller);
        }
        progress.done("Argo CD's controllers have stopped");
        progress.begins("waiting until Capstan has looked at every Application");
        applications.compared(patience);
        requireStopped();
        progress.done("Capstan has looked at %d Applications".formatted(before.size()));
        progress.begins("comparing what was applied");
        return new Result(Outcome.between(then, footprints.of(workloads)), changes(before, applications.all()));
    }

    private void requireStopped() {
        List<String> running = controllers.all().stream()
                .filter(Controller::runs)
                .map(Controller::title)
                .toList();
        if (!running.isEmpty()) {
            throw new CommandFailure(
                    "Something has started %s again: an operator, a GitOps tool, a person. Find out who, and then run the command again"
                            .formatted(String.join(", ", running)));
        }
    }

    private static List<String> changes(List<ToolkitObject> before, List<ToolkitObject> after) {
        Map<String, String> states = new HashMap<>();
        before.forEach(it -> states.put(ArgoApplications.name(it), ArgoApplications.state(it)));
        List<String> changes = new ArrayList<>();
        for (ToolkitObject application : after) {
            String then = states.getOrDefault(ArgoApplications.name(application), "");
            String now = ArgoApplications.state(application);
            if (!then.equals(now)) {
                changes.add("%s: %s → %s".formatted(application.title(), then, now));
            }
        }
        return changes;
    }

    /**
     * Gives everything back.
     *
     * @param waits whether to wait until Argo CD's pods are ready
     * @throws CommandFailure when no controller was stopped by this command
     */
    public void back(boolean waits) {
        List<Controller> stopped = controllers.all().reversed().stream()
                .filter(controller -> controller.before().isPresent())
                .toList();
        if (stopped.isEmpty()) {
            throw new CommandFailure(
                    "There is no way back: no controller of Argo CD in the namespace %s says how many pods it had (annotation %s)"
                            .formatted(namespace, ArgoControllers.REPLICAS));
        }
        stopped.forEach(controllers::start);
        progress.done("Argo CD's controllers are to run again, and Capstan leaves Applications to them");
        if (waits) {
            for (Controller controller : stopped) {
                progress.begins("waiting for " + controller.name());
                controllers.awaitReady(controller);
            }
            progress.done("Argo CD runs");
        }
    }
}
