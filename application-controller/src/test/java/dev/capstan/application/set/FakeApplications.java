package dev.capstan.application.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.plan.SetPlan.Change;
import dev.capstan.argo.set.plan.SetPlan.Deletion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Applications in memory, written as an API server would; and a test that plays whoever else changes them. */
final class FakeApplications implements SetWrites {
    final Map<String, ObjectNode> stored = new TreeMap<>();

    /** Every write, as a verb and a name. */
    final List<String> writes = new ArrayList<>();

    /** Names of Applications that the API server refuses, and why. */
    final Map<String, String> refused = new HashMap<>();

    private int version;

    List<ObjectNode> all() {
        return stored.values().stream().map(ObjectNode::deepCopy).toList();
    }

    /** An Application that must be there. */
    ObjectNode get(String name) {
        return Objects.requireNonNull(stored.get(name), name);
    }

    /** Somebody changes an Application. */
    void patch(String name, String yaml) {
        ObjectNode application = get(name);
        merge(application, Yaml.of(yaml));
        application.withObject("/metadata").put("resourceVersion", Integer.toString(++version));
    }

    @Override
    public List<Written> create(List<ObjectNode> applications) {
        return each(applications, application -> Fields.text(application.path("metadata"), "name"), "create", it -> {
            String name = Fields.text(it.path("metadata"), "name");
            if (stored.containsKey(name)) {
                return new Written.Overtaken(name);
            }
            ObjectNode made = it.deepCopy();
            made.withObject("/metadata")
                    .put("resourceVersion", Integer.toString(++version))
                    .put("uid", "uid-" + version);
            stored.put(name, made);
            return new Written.Done(name, Optional.of(made.deepCopy()));
        });
    }

    @Override
    public List<Written> change(List<Change> changes) {
        return each(changes, Change::name, "change", it -> {
            ObjectNode application = stored.get(it.name());
            if (application == null
                    || !Fields.text(application.path("metadata"), "resourceVersion")
                            .equals(it.resourceVersion())) {
                return new Written.Overtaken(it.name());
            }
            merge(application, it.patch());
            application.withObject("/metadata").put("resourceVersion", Integer.toString(++version));
            return new Written.Done(it.name(), Optional.of(application.deepCopy()));
        });
    }

    @Override
    public List<Written> delete(List<Deletion> deletions) {
        return each(deletions, Deletion::name, "delete", it -> {
            stored.remove(it.name());
            return new Written.Done(it.name(), Optional.empty());
        });
    }

    private <T> List<Written> each(List<T> inputs, Function<T, String> name, String verb, Function<T, Written> write) {
        return inputs.stream()
                .map(input -> {
                    String of = name.apply(input);
                    writes.add(verb + " " + of);
                    return refused.containsKey(of)
                            ? (Written) new Written.Refused(of, refused.get(of))
                            : write.apply(input);
                })
                .toList();
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                into.remove(entry.getKey());
            } else if (entry.getValue().isObject() && into.path(entry.getKey()).isObject()) {
                merge((ObjectNode) into.path(entry.getKey()), entry.getValue());
            } else {
                into.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }
}
