package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.object.MergePatch;
import dev.capstan.argo.set.plan.SetPlan.Change;
import dev.capstan.argo.set.plan.SetPlan.Deletion;
import dev.capstan.argo.set.render.ApplicationTemplate;
import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares what a set has generated with what is there. Pure. */
public final class SetPlanner {
    private final JsonNode set;
    private final SetPolicy policy;
    private final DeletionBrake brake;
    private final IgnoredFields ignored;
    private final Clusters clusters;

    /**
     * A planner for one set.
     *
     * @param ignored fields of Applications that are left to others
     * @param clusters among which destinations are looked up
     */
    public SetPlanner(JsonNode set, SetPolicy policy, DeletionBrake brake, IgnoredFields ignored, Clusters clusters) {
        this.set = set;
        this.policy = policy;
        this.brake = brake;
        this.ignored = ignored;
        this.clusters = clusters;
    }

    /**
     * What must be done. An Application of the same name that belongs to nobody is taken over; one that is being deleted is waited for, and
     * created anew when it is gone.
     *
     * @param valid generated Applications that may be written
     * @param generated names of all that were generated: those that are not valid are not deleted
     * @param live all Applications in the namespace of the set
     */
    public SetPlan plan(List<ObjectNode> valid, Collection<String> generated, List<? extends JsonNode> live) {
        Map<String, JsonNode> byName = new TreeMap<>();
        live.forEach(application -> byName.put(nameOf(application), application));
        Map<String, ObjectNode> wanted = new TreeMap<>();
        valid.forEach(application -> wanted.putIfAbsent(nameOf(application), application));
        WantedApplication form = new WantedApplication(set);
        List<ObjectNode> create = new ArrayList<>();
        List<Change> change = new ArrayList<>();
        List<String> leftAlone = new ArrayList<>();
        wanted.forEach((name, application) -> {
            JsonNode present = byName.get(name);
            if (present == null) {
                create.add(form.created(application));
            } else if (belongsToAnother(present)) {
                leftAlone.add(conflict(name, present));
            } else if (policy.allowsUpdate() && !isBeingDeleted(present)) {
                try {
                    change(form, application, present).ifPresent(change::add);
                } catch (GenerationException untold) {
                    leftAlone.add("the Application " + name + " is left alone: " + untold.getMessage());
                }
            }
        });
        List<JsonNode> gone = gone(byName, Set.copyOf(generated));
        Optional<String> heldBack =
                brake.holdsBack(set, gone.stream().map(SetPlanner::nameOf).toList(), ownedIn(byName.values()));
        List<Deletion> delete = heldBack.isPresent()
                ? List.of()
                : gone.stream().map(this::deletion).toList();
        return new SetPlan(create, change, delete, heldBack, leftAlone);
    }

    private boolean belongsToAnother(JsonNode application) {
        return Ownership.controller(application).isPresent() && !Ownership.isOf(set, application);
    }

    private String conflict(String name, JsonNode present) {
        return "the Application " + name + " belongs to "
                + Ownership.controller(present).map(Ownership::nameOf).orElse("another object")
                + " and is left alone; give the one of ApplicationSet " + nameOf(set) + " another name";
    }

    private Optional<Change> change(WantedApplication form, ObjectNode application, JsonNode live) {
        ObjectNode before = ignored.without(ComparableApplication.normal(form.present(application, live)));
        ObjectNode after = ignored.without(ComparableApplication.normal(form.changed(application, live)));
        ObjectNode patch =
                MergePatch.between(ComparableApplication.normal(before), ComparableApplication.normal(after));
        return patch.isEmpty()
                ? Optional.empty()
                : Optional.of(new Change(nameOf(live), Fields.text(live.path("metadata"), "resourceVersion"), patch));
    }

    private List<JsonNode> gone(Map<String, JsonNode> live, Set<String> generated) {
        return policy.allowsDelete()
                ? live.values().stream()
                        .filter(application -> Ownership.isOf(set, application))
                        .filter(application -> !generated.contains(nameOf(application)))
                        .filter(application -> !isBeingDeleted(application))
                        .toList()
                : List.of();
    }

    private int ownedIn(Collection<JsonNode> live) {
        return (int) live.stream()
                .filter(application -> Ownership.isOf(set, application))
                .filter(application -> !isBeingDeleted(application))
                .count();
    }

    private static boolean isBeingDeleted(JsonNode application) {
        return Fields.has(application.path("metadata"), "deletionTimestamp");
    }

    private Deletion deletion(JsonNode application) {
        JsonNode metadata = application.path("metadata");
        boolean hasFinalizer = Fields.texts(metadata, "finalizers").contains(ApplicationTemplate.RESOURCES_FINALIZER);
        return new Deletion(
                nameOf(application), Fields.text(metadata, "uid"), hasFinalizer && !isClusterThere(application));
    }

    /** A Secret that cannot be used may be mended, so that its cluster still counts. */
    private boolean isClusterThere(JsonNode application) {
        Destination destination = Destination.of(application.path("spec").path("destination"));
        return !(clusters.find(destination) instanceof Clusters.Lookup.NotFound);
    }

    private static String nameOf(JsonNode object) {
        return Fields.text(object.path("metadata"), "name");
    }
}
